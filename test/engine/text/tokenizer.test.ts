import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadTokenizer } from '../../../src/engine/text/load-tokenizer.ts';
import type { Tokenizer } from '../../../src/engine/text/tokenizer.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { fixtures, readFixture, starterPack } from '../support/fixture.ts';

type Form = 'whole' | 'vocabulary' | 'padded';

interface RecordedCase {
  readonly text: string;
  readonly ids: readonly number[];
  /** Start and end in UTF-16, of each token. */
  readonly spans: readonly (readonly [number, number])[];
}

interface Recorded {
  readonly cases: { readonly [F in Form]: readonly RecordedCase[] };
}

const recorded = readFixture<Recorded>('text/encoded.json');
const START = 793;
const END = 794;

describe('CLIP tokenizer', () => {
  for (const form of ['whole', 'vocabulary', 'padded'] as const) {
    it(`encodes as the reference does, ${form} files`, async () => {
      const tokenizer = await load(form);
      for (const { text, ids } of recorded.cases[form])
        assert.deepEqual(tokenizer.ids(text), ids, JSON.stringify(text));
    });
  }

  for (const form of ['whole', 'vocabulary', 'padded'] as const) {
    it(`finds tokens where the reference does, ${form} files`, async () => {
      const tokenizer = await load(form);
      for (const { text, spans } of recorded.cases[form]) {
        const found = spansOf(tokenizer, text);
        assert.equal(found.length, spans.length);
        found.forEach(({ start, end }, i) => {
          const [from, upTo] = spans[i]!;
          // Of characters that were composed, the reference names the first one and we all of them.
          if (text === text.normalize('NFC')) assert.deepEqual([start, end], [from, upTo], JSON.stringify(text));
          else assert.ok(start <= from && end >= upTo && end - start <= 3, JSON.stringify(text));
        });
      }
    });
  }

  it('finds tokens in order, within the text, on whole characters, and leaves only white space out', async () => {
    const tokenizer = await load('whole');
    const pieces = fc.constantFrom(
      'a',
      'B',
      ' ',
      '\n',
      'é',
      'e\u0301',
      '각',
      '\u1100\u1161\u11a8',
      'İ',
      'ﬁ',
      '😀',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const spans = spansOf(tokenizer, text);
        assert.equal(spans.length, tokenizer.count(text));
        let end = 0;
        for (const span of spans) {
          assert.ok(span.start < span.end && span.end <= text.length);
          if (span.start >= end)
            assert.equal(
              text
                .slice(end, span.start)
                .trim()
                .replace(/[\u0085]/g, ''),
              '',
            );
          assert.ok(span.end >= end);
          assert.doesNotMatch(text.slice(span.start - 1, span.start + 1), /^[\ud800-\udbff][\udc00-\udfff]$/);
          end = span.end;
        }
        assert.equal(
          text
            .slice(end)
            .trim()
            .replace(/[\u0085]/g, ''),
          '',
        );
      }),
    );
  });

  it('finds some tokens where it finds them among all', async () => {
    const tokenizer = await load('whole');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.func(fc.boolean()), (text, isWanted) => {
        const all = spansOf(tokenizer, text);
        const indices = [...all.keys()].filter(isWanted);
        assert.deepEqual(
          tokenizer.tokenize(text).spansAt(indices),
          indices.map((index) => all[index]),
        );
      }),
    );
  });

  it('finds tokens beside those that are found as a whole', async () => {
    const spans = spansOf(await load('whole'), 'É <|endoftext|>e\u0301!');
    const words = spans.map(({ start, end }) => 'É <|endoftext|>e\u0301!'.slice(start, end));
    assert.deepEqual([...new Set(words)], ['É', '<|endoftext|>', 'e\u0301', '!']);
  });

  it('reads a word of a megabyte', async () => {
    const word = 'abcdefgh'.repeat(1 << 17);
    const tokenizer = await load('whole');
    const repeated = tokenizer.ids('abcdefgh'.repeat(3));
    assert.ok(tokenizer.count(word) > repeated.length);
  });

  it('makes rows of start, text, end and padding', async () => {
    const { ids, mask } = (await load('whole')).encode('a photo');
    assert.equal(ids.length, 77);
    assert.equal(ids[0], START);
    assert.deepEqual([...ids.slice(3)], new Array(74).fill(END));
    assert.deepEqual([...mask], [1, 1, 1, 1, ...new Array(73).fill(0)]);
  });

  it('pads with the token the files name, and reads that token in a prompt', async () => {
    const { ids } = (await load('padded')).encode('a!');
    assert.deepEqual([...ids.slice(2)], [0, END, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('counts without start and end, and without cutting', async () => {
    const tokenizer = await load('padded');
    assert.equal(tokenizer.limit, 10);
    assert.equal(tokenizer.count(''), 0);
    assert.equal(tokenizer.count('1 2 3 4 5 6 7 8 9 0 1 2'), 12);
  });

  it('refuses a prompt that is too long and says which words are not read', async () => {
    const tokenizer = await load('padded');
    tokenizer.encode('1 2 3 4 5 6 7 8 9 0');
    assert.throws(
      () => tokenizer.encode('1 2 3 4 5 6 7 8 9 0 red square'),
      (error) => Failure.is(error, 'prompt-too-long') && /12 tokens.* reads 10.*“red square”/.test(error.message),
    );
  });

  it('counts every word of any text, and each text alike', async () => {
    const [whole, vocabulary] = await Promise.all([load('whole'), load('vocabulary')]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        assert.equal(whole.count(text), whole.ids(text).length);
        assert.equal(whole.count(`${text} square`), whole.count(text) + whole.count('square'));
        for (const id of vocabulary.ids(text)) assert.ok(id >= 0 && id <= END);
      }),
    );
  });

  it('is the same for both kinds of files', async () => {
    const [whole, vocabulary] = await Promise.all([load('whole'), load('vocabulary')]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        assert.deepEqual(whole.ids(text), vocabulary.ids(text));
      }),
    );
  });

  it('finds the tokenizer of either starter model by its folder', async () => {
    for (const model of ['diffusion', 'clip'])
      assert.ok((await loadTokenizer(starterPack + model)).count('a red square') >= 3);
  });
});

describe('tokenizer files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokenizer-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const bad = [
    { title: 'none', files: {}, code: 'model-missing', says: /vocab\.json/ },
    { title: 'no merges', files: { 'vocab.json': '{}' }, code: 'model-missing', says: /merges\.txt/ },
    {
      title: 'cut short',
      files: { 'tokenizer.json': '{"model": {' },
      code: 'model-corrupt',
      says: /tokenizer\.json is not JSON/,
    },
    { title: 'a list', files: { 'tokenizer.json': '[]' }, code: 'model-corrupt', says: /not a JSON object/ },
    { title: 'no model', files: { 'tokenizer.json': '{}' }, code: 'model-corrupt', says: /`model` is missing/ },
    {
      title: 'another kind',
      files: { 'tokenizer.json': '{"model": {"type": "WordPiece", "vocab": {}}}' },
      code: 'model-unsupported',
      says: /type `WordPiece`/,
    },
    {
      title: 'no end token',
      files: { 'vocab.json': '{"<|startoftext|>": 0}', 'merges.txt': '#version: 0.2\n' },
      code: 'model-corrupt',
      says: /<\|endoftext\|>/,
    },
    {
      title: 'a normaliser that is not known',
      files: {
        'tokenizer.json': JSON.stringify({
          model: { type: 'BPE', vocab: {}, merges: [], end_of_word_suffix: '</w>' },
          normalizer: { type: 'BertNormalizer' },
          added_tokens: [],
        }),
      },
      code: 'model-unsupported',
      says: /BertNormalizer/,
    },
  ] as const;
  for (const { title, files, code, says } of bad) {
    it(`are refused with a reason: ${title}`, async () => {
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      await assert.rejects(loadTokenizer(folder), (error) => Failure.is(error, code) && says.test(error.message));
    });
  }
});

function spansOf(tokenizer: Tokenizer, text: string) {
  const { ids, spansAt } = tokenizer.tokenize(text);
  return spansAt(ids.map((_, index) => index));
}

function load(form: Form): Promise<Tokenizer> {
  return loadTokenizer(`${fixtures}text/${form}`);
}
