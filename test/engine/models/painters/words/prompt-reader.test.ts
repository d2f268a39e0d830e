/** @file Two text encoders side by side, with the tiny model of Stable Diffusion XL: 8 and 12 features. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readDiffusionFolder } from '../../../../../src/engine/models/painters/diffusion-folder.ts';
import { LatentDiffusion } from '../../../../../src/engine/models/painters/latent-diffusion.ts';
import { type ChunkEncoder, PromptReader } from '../../../../../src/engine/models/painters/words/prompt-reader.ts';
import type { PromptContext } from '../../../../../src/engine/pipelines/diffusion-networks.ts';
import type { Wording } from '../../../../../src/engine/text/prompt-chunks.ts';
import type { Dialect } from '../../../../../src/language/plan/plan.ts';
import { fixtures, greatestDistance, never } from '../../../support/fixture.ts';

const plain = (text: string, weight = 1): Wording => [[{ text, weight }]];
const long = 'a red fox '.repeat(30);

describe('two text encoders', () => {
  let model: LatentDiffusion;

  before(async () => {
    const folder = await readDiffusionFolder(join(fixtures, 'models/sdxl'), { provider: 'cpu' });
    model = new LatentDiffusion(folder, { provider: 'cpu', threads: 1 });
  });

  after(() => model.dispose());

  const encode = (wording: Wording, emphasis: Dialect = 'none'): Promise<PromptContext> =>
    model.encodePrompt(wording, emphasis, never);

  /** Of a context, the features of one encoder. */
  const features = ({ hidden }: PromptContext, from: number, to: number) =>
    [...hidden.data].filter((_, at) => at % 20 >= from && at % 20 < to);

  it('stand beside each other, and the second sums up', async () => {
    const { hidden, pooled } = await encode(plain('a red fox'));
    assert.deepEqual(hidden.dims, [1, 77, 20]);
    assert.deepEqual(pooled?.dims, [1, 12]);
    assert.equal(model.emptyIsZero, true);
  });

  it('read as many chunks as the prompt has, and sum up the first', async () => {
    const whole = await encode(plain(long));
    assert.deepEqual(whole.hidden.dims, [1, 154, 20]);
    const broken = await encode([...plain('a red fox'), ...plain('a blue bird')]);
    const [first, second] = [await encode(plain('a red fox')), await encode(plain('a blue bird'))];
    assert.deepEqual([...broken.hidden.data], [...first.hidden.data, ...second.hidden.data]);
    assert.deepEqual(broken.pooled, first.pooled);
  });

  it('both take weights, and what sums up takes none', async () => {
    const unweighted = await encode(plain('a red fox'));
    const weighted = await encode(plain('a red fox', 1.5), 'a1111-nonorm');
    assert.deepEqual(weighted.pooled, unweighted.pooled);
    for (const [from, to] of [
      [0, 8],
      [8, 20],
    ] as const) {
      const [before, after] = [features(unweighted, from, to), features(weighted, from, to)];
      const width = to - from;
      assert.deepEqual(after.slice(0, width), before.slice(0, width));
      const scaled = before.slice(width, 2 * width).map((value) => Math.fround(value * 1.5));
      assert.ok(greatestDistance(after.slice(width, 2 * width), scaled) < 1e-6);
    }
    assert.deepEqual(await encode(plain('a red fox', 1.5), 'none'), unweighted);
  });
});

/** Reads each letter as so many tokens, of which a chunk has four, and makes of a chunk how many tokens it has. */
function spelling(tokensOfLetter: number): ChunkEncoder {
  const ids = (text: string) => [...text].flatMap((letter) => Array<number>(tokensOfLetter).fill(letter.charCodeAt(0)));
  const words = { ids, limit: 4, comma: undefined };
  const row = () => ({ ids: new Int32Array(6), mask: new Int32Array(6) });
  return {
    words,
    // What is not asked of it here fails.
    tokenizer: { ...words, length: 6, row } as unknown as ChunkEncoder['tokenizer'],
    encode: async (chunk) => ({ hidden: { data: new Float32Array(6).fill(chunk.ids.length), dims: [1, 6, 1] } }),
    dispose: async () => {},
  };
}

describe('text encoders whose vocabularies differ', () => {
  it('give as many chunks each, empty ones behind the shorter', async () => {
    const reader = new PromptReader([spelling(1), spelling(2)]);
    assert.equal(reader.countTokens('abcde'), 10);
    assert.equal(reader.countChunks(plain('abcde')), 3);
    const { hidden } = await reader.encode(plain('abcde'), 'none', never);
    assert.deepEqual(hidden.dims, [1, 18, 2]);
    const firstOfChunk = (chunk: number) => [...hidden.data].slice(chunk * 12, chunk * 12 + 2);
    assert.deepEqual([0, 1, 2].map(firstOfChunk), [
      [4, 4],
      [1, 4],
      [0, 2],
    ]);
  });
});
