import assert from 'node:assert/strict';
import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { loadTokenizer } from '../../../src/engine/text/load-tokenizer.ts';
import { normalizerBy } from '../../../src/engine/text/normalizing/text-normalizer.ts';
import { readSentenceVocabulary } from '../../../src/engine/text/vocabularies/sentence-vocabulary.ts';
import { fixtures, readFixture } from '../support/fixture.ts';

interface RecordedCase {
  readonly text: string;
  readonly ids: readonly number[];
  /** Start and end in UTF-16, of each token. */
  readonly spans?: readonly (readonly [number, number])[];
}

const { cases } = readFixture<{ readonly cases: { readonly [form: string]: readonly RecordedCase[] } }>(
  'text/sentences.json',
);

describe('tokenizers of sentences', () => {
  for (const [form, recorded] of Object.entries(cases)) {
    it(`encode as the reference does: ${form}`, async () => {
      const tokenizer = await loadTokenizer(`${fixtures}text/${form}`);
      for (const { text, ids } of recorded) assert.deepEqual(tokenizer.ids(text), ids, JSON.stringify(text));
    });
  }

  it('find tokens within the text, in order', async () => {
    for (const [form, recorded] of Object.entries(cases)) {
      const tokenizer = await loadTokenizer(`${fixtures}text/${form}`);
      for (const { text } of recorded) {
        const { ids, spansAt } = tokenizer.tokenize(text);
        let start = 0;
        for (const span of spansAt(ids.map((_, index) => index))) {
          assert.ok(span.start >= start && span.start < span.end && span.end <= text.length, JSON.stringify(text));
          start = span.start;
        }
      }
    }
  });
});

describe('rows of tokens', () => {
  const rows = [
    { form: 'siglip', end: [1], padding: 1, length: 64, read: 64 },
    { form: 'openclip-siglip', end: [1], padding: 1, length: 64, read: 64 },
    { form: 'unigram', end: [1], padding: 0, length: 77, read: 4 },
    { form: 'unigram-whole', end: [1], padding: 1, length: 64, read: 4 },
    { form: 'pairs-whole', end: [1], padding: 0, length: 64, read: 4 },
  ];
  for (const { form, end, padding, length, read } of rows) {
    it(`end and are filled as the model was trained: ${form}`, async () => {
      const tokenizer = await loadTokenizer(`${fixtures}text/${form}`);
      const { ids, mask } = tokenizer.row([7, 8, 9]);
      assert.deepEqual([...ids], [7, 8, 9, ...end, ...new Array(length - 4).fill(padding)]);
      assert.deepEqual([...mask], [...new Array(read).fill(1), ...new Array(length - read).fill(0)]);
      assert.equal(tokenizer.limit, length - 1);
    });
  }
});

interface Scheme {
  readonly name: string;
  readonly normalizer: unknown;
  readonly pre_tokenizer: unknown;
  readonly cases: readonly RecordedCase[];
}

describe('steps of a tokenizer.json', () => {
  const { schemes } = readFixture<{ readonly schemes: readonly Scheme[] }>('text/schemes.json');
  const file = readFixture<{ readonly [name: string]: unknown }>('text/unigram-whole/tokenizer.json');
  for (const { name, cases: recorded, ...steps } of schemes) {
    it(`split as the reference does: ${name}`, () => {
      const vocabulary = readSentenceVocabulary(new JsonObject({ ...file, added_tokens: [], ...steps }, 'the file'));
      const { normalize } = normalizerBy(vocabulary.rewritings);
      for (const { text, ids } of recorded) {
        if (/<(pad|unk|\/s)>/.test(text)) continue;
        const words = vocabulary.splitter(normalize(text), true);
        const found = words.flatMap((word) => vocabulary.model.encode(word.text));
        assert.deepEqual(found, ids, JSON.stringify(text));
      }
    });
  }
});
