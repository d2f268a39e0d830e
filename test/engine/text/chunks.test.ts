import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chunkStarts, cutSections } from '../../../src/engine/text/chunks.ts';
import { readFixture } from '../support/fixture.ts';

const COMMA = 267;
const rule = { limit: 75, comma: COMMA };

/** Tokens with commas at these places. */
function tokens(count: number, ...commas: readonly number[]): number[] {
  return Array.from({ length: count }, (_, at) => (commas.includes(at) ? COMMA : 1000 + at));
}

/** Lengths of sections and chunks, and the places of the commas in each section. */
interface Recorded {
  readonly limit: number;
  readonly cases: readonly {
    readonly sections: readonly number[];
    readonly commas: readonly (readonly number[])[];
    readonly chunks: readonly number[];
  }[];
}

describe('chunks', () => {
  const cases: readonly { readonly title: string; readonly given: readonly number[]; readonly starts: number[] }[] = [
    { title: 'one that is full', given: tokens(75), starts: [] },
    { title: 'no comma', given: tokens(160), starts: [75, 150] },
    { title: 'a comma 20 tokens back', given: tokens(76, 55), starts: [56] },
    { title: 'a comma 21 tokens back', given: tokens(76, 54), starts: [75] },
    { title: 'a comma as last token of the chunk', given: tokens(76, 74), starts: [75] },
    { title: 'a comma as first token of the next', given: tokens(77, 60, 75), starts: [75] },
    { title: 'the last of several commas', given: tokens(80, 58, 66, 70), starts: [71] },
    { title: 'a comma in each chunk', given: tokens(160, 60, 130), starts: [61, 131] },
    { title: 'a comma near a chunk that does not overflow', given: tokens(75, 60), starts: [] },
  ];
  for (const { title, given, starts } of cases) {
    it(`are cut by the comma rule: ${title}`, () => assert.deepEqual(chunkStarts(given, rule), starts));
  }

  it('are cut without commas where the vocabulary has none', () => {
    assert.deepEqual(chunkStarts(tokens(76, 60), { limit: 75, comma: undefined }), [75]);
  });

  it('begin with each section', () => {
    const cut = (...sections: number[][]) => cutSections(sections, (section) => section, rule);
    assert.deepEqual(cut([1, 2], [3]), [[1, 2], [3]]);
    assert.deepEqual(cut([], [3]), [[], [3]]);
    assert.deepEqual(cut([1], [], [3]), [[1], [], [3]]);
    assert.deepEqual(cut([1], []), [[1]]);
    assert.deepEqual(cut([]), [[]]);
    assert.deepEqual(
      cut(tokens(80, 70), [3]).map((chunk) => chunk.length),
      [71, 9, 1],
    );
  });

  it('hold every token once, in order, and never too many', () => {
    const section = fc.array(fc.constantFrom(COMMA, 1, 2, 3), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(section, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 80 }),
        (given, limit) => {
          const chunks = cutSections(given, (one) => one, { limit, comma: COMMA });
          assert.deepEqual(chunks.flat(), given.flat());
          assert.ok(chunks.every((chunk) => chunk.length <= limit));
        },
      ),
    );
  });

  it('are those that the web UI makes', () => {
    const { limit, cases: recorded } = readFixture<Recorded>('prompts/chunks.json');
    assert.ok(recorded.length > 100);
    for (const { sections, commas, chunks } of recorded) {
      const given = sections.map((length, at) => tokens(length, ...commas[at]!));
      const cut = cutSections(given, (section) => section, { limit, comma: COMMA });
      assert.deepEqual(
        cut.map((chunk) => chunk.length),
        chunks,
      );
    }
  });
});
