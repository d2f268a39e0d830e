import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadTokenizer } from '../../../src/engine/text/load-tokenizer.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { fixtures, readFixture } from '../fixture.ts';

describe('tokenizer files of strangers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tokenizer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A tokenizer that works, or a failure with a sentence; nothing else, and not for ever. */
  async function survives(name: string, content: string | Uint8Array): Promise<void> {
    await writeFile(join(folder, name), content);
    try {
      const tokenizer = await loadTokenizer(folder);
      const { ids, spansAt } = tokenizer.tokenize('a photo of a <b>ﬁne</b> cafe\u0301, 2016 \ud800');
      assert.equal(spansAt(ids.map((_, index) => index)).length, ids.length);
    } catch (error) {
      assert.ok(Failure.is(error), String(error));
    }
  }

  it('of SentencePiece may be cut anywhere', async () => {
    const whole = await readFile(`${fixtures}text/unigram/spiece.model`);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), (length) => survives('spiece.model', whole.subarray(0, length))),
      { numRuns: 60 },
    );
  });

  for (const form of ['unigram/spiece.model', 'pairs/tokenizer.model']) {
    it(`may have any byte changed: ${form}`, async () => {
      const whole = await readFile(`${fixtures}text/${form}`);
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
          const changed = Uint8Array.from(whole);
          changed[at] = changed[at]! ^ change;
          return survives(form.split('/')[1]!, changed);
        }),
        { numRuns: 120 },
      );
    });
  }

  for (const form of ['unigram-whole', 'pairs-whole', 'whole']) {
    it(`may have anything in any place of their JSON: ${form}`, async () => {
      const whole = readFixture<Json>(`text/${form}/tokenizer.json`);
      const places = placesOf(whole).filter((place) => !/^(model,vocab|model,merges),./.test(place.join()));
      const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', '\\', '[', -1, 1e300, null));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...places), values, (place, value) =>
          survives('tokenizer.json', JSON.stringify(replaced(whole, place, value))),
        ),
        { numRuns: 150 },
      );
    });
  }
});

type Json = unknown;

/** Of every value in a document, the names and indices that lead to it. */
function placesOf(value: Json): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...placesOf(inner).map((place) => [name, ...place]),
  ]);
}

function replaced(document: Json, place: readonly string[], value: Json): Json {
  const [name, ...rest] = place;
  if (name === undefined) return value;
  if (Array.isArray(document))
    return document.map((inner, i) => (String(i) === name ? replaced(inner, rest, value) : inner));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, inner]) => [key, key === name ? replaced(inner, rest, value) : inner]),
  );
}
