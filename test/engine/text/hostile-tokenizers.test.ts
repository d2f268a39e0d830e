import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadTokenizer } from '../../../src/engine/text/load-tokenizer.ts';
import { characterMapOf } from '../../../src/engine/text/normalizing/character-map.ts';
import { Failure, type FailureCode } from '../../../src/protocol/failure.ts';
import { fixtures, readFixture } from '../support/fixture.ts';

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

  /** The language reads tokenizers of files that were merely opened, so none may fill the memory or take for ever. */
  describe('that are made to fill the memory or the day', () => {
    const whole = readFixture<Json>('text/unigram-whole/tokenizer.json');
    const refused = async (place: readonly string[], value: Json, code: FailureCode = 'model-unsupported') => {
      await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(replaced(whole, place, value)));
      const reading = loadTokenizer(folder).then((tokenizer) => tokenizer.ids('aaaa aaaa '.repeat(50)));
      await assert.rejects(reading, (error) => {
        assert.ok(Failure.is(error, code), String(error).slice(0, 300));
        assert.ok(error.message.length < 4000);
        return true;
      });
    };
    const many = (count: number, value: Json) => Array.from({ length: count }, () => value);
    const within = (depth: number, name: string, inner: Json): Json =>
      depth === 0 ? inner : within(depth - 1, name, { type: 'Sequence', [name]: [inner] });
    const sequence = (normalizers: Json) => ({ type: 'Sequence', normalizers });
    const replace = (pattern: object, content: string) => ({ type: 'Replace', pattern, content });
    const long = 'x'.repeat(1_000_000);

    const bombs: readonly (readonly [string, readonly string[], Json, FailureCode?])[] = [
      ['steps that double the text', ['normalizer'], sequence(many(60, replace({ String: 'a' }, 'aa')))],
      ['a character that becomes a book', ['normalizer'], replace({ String: 'a' }, long)],
      ['a book before each text', ['normalizer'], { type: 'Prepend', prepend: long }],
      ['a book for each space', ['pre_tokenizer'], { type: 'Metaspace', replacement: long }],
      ['thousands of steps', ['normalizer'], sequence(many(5000, { type: 'Lowercase' }))],
      [
        'thousands of splits',
        ['pre_tokenizer'],
        { type: 'Sequence', pretokenizers: many(5000, { type: 'Whitespace' }) },
      ],
      ['steps in steps', ['normalizer'], within(2000, 'normalizers', { type: 'NFC' }), 'model-corrupt'],
      ['splits in splits', ['pre_tokenizer'], within(2000, 'pretokenizers', { type: 'Whitespace' }), 'model-corrupt'],
      ['patterns that look back', ['normalizer'], replace({ Regex: 'a*b' }, '')],
      ['a piece like a book', ['model', 'vocab', '0'], [long, -1]],
      ['special tokens like words', ['added_tokens'], many(30_000, 0).map((_, id) => ({ id, content: `<${id}>` }))],
      [
        'rows without room for words',
        ['post_processor'],
        { type: 'RobertaProcessing', cls: many(4096, 1), sep: ['</s>', 1] },
        'model-corrupt',
      ],
    ];
    for (const [what, place, value, code] of bombs) it(what, () => refused(place, value, code));

    it('a table of characters whose texts do not end', () => {
      const units = new Uint32Array(1024);
      units[0] = 0x100 << 10;
      // The byte of `a` leads to a leaf, which says that its text begins at 0.
      units[0x161] = 0x61 | 0x100 | ((0x161 ^ 0x200) << 10);
      const size = Buffer.alloc(4);
      size.writeUInt32LE(units.byteLength);
      const table = Buffer.concat([size, Buffer.from(units.buffer), Buffer.alloc(1 << 20, 'b')]);
      const map = characterMapOf(table, 'tokenizer.json');
      assert.match(map.shortest('a') ?? '', /^b{256}$/);
      assert.match(map.longest(['a'], 0)?.to ?? '', /^b{256}$/);
    });

    it('a description that says of no row how long it is', async () => {
      await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(whole));
      for (const length of [0, -1, 0.5, 1e12, 1e300]) {
        const text_config = { max_position_embeddings: length };
        await writeFile(join(folder, 'config.json'), JSON.stringify({ model_type: 'siglip', text_config }));
        await assert.rejects(loadTokenizer(folder), (error) => Failure.is(error, 'model-corrupt'), `${length}`);
      }
    });

    it('a vocabulary that is a pipe or a folder', async () => {
      await mkdir(join(folder, 'spiece.model'));
      await assert.rejects(loadTokenizer(folder), (error) => Failure.is(error, 'model-corrupt'));
    });
  });
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
