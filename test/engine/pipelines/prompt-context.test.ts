import assert from 'node:assert/strict';
import type { PromptContext, PromptEncoder } from '../../../src/engine/pipelines/diffusion-networks.ts';
import { joinChunks, readPrompts } from '../../../src/engine/pipelines/prompt-context.ts';
import type { Numbers } from '../../../src/engine/runtime/tensor-binder.ts';
import type { Wording } from '../../../src/engine/text/prompt-chunks.ts';
import type { PromptReading } from '../../../src/language/plan/plan.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { never } from '../support/fixture.ts';

const words = (text: string): Wording => [[{ text, weight: 1 }]];
const settings = { steps: 4, scheduler: 'ddim', guidance: 3, width: 8, height: 8 } as const;
const request = { prompt: 'abc', negative: 'z', emphasis: 'a1111', seed: 1, settings } as const;

/** A chunk a run, each of two tokens of one feature: the length of its text. */
class Encoder implements PromptEncoder {
  readonly emptyIsZero: boolean = false;
  readonly encoded: string[] = [];

  async requireReadable(wordings: readonly Wording[]): Promise<void> {
    if (wordings.flat(2).some(({ text }) => text === 'long')) throw new Failure('prompt-too-long', 'It is.');
  }

  async encodePrompt(wording: Wording): Promise<PromptContext> {
    this.encoded.push(
      wording
        .flat()
        .map(({ text }) => text)
        .join('+'),
    );
    const chunks = wording.flat().map(({ text }) => ({ data: Float32Array.of(text.length, -1), dims: [1, 2, 1] }));
    return { hidden: joinChunks(chunks) };
  }
}

async function contexts(encoder: Encoder, isAlone: boolean, more: Readings = {}): Promise<Numbers[]> {
  const contextOf = await readPrompts(encoder, { ...request, ...more }, isAlone, never);
  const each = await Promise.all([0, 1, 2, 3].map(contextOf));
  return each.map(({ hidden }) => hidden);
}

interface Readings {
  readonly reading?: PromptReading;
  readonly negativeReading?: PromptReading;
}

const lists = (all: readonly Numbers[]) => all.map(({ data }) => [...data]);

describe('prompts, step by step', () => {
  it('are the same in all steps when they are plain, and stacked once', async () => {
    const encoder = new Encoder();
    const contextOf = await readPrompts(encoder, request, false, never);
    const first = await contextOf(0);
    assert.deepEqual(first.hidden, { data: Float32Array.of(1, -1, 3, -1), dims: [2, 2, 1] });
    assert.equal(await contextOf(1), first);
    assert.deepEqual(encoder.encoded, ['z', 'abc']);
  });

  it('leave the negative unread without guidance', async () => {
    const encoder = new Encoder();
    assert.deepEqual(lists(await contexts(encoder, true)), [
      [3, -1],
      [3, -1],
      [3, -1],
      [3, -1],
    ]);
    assert.deepEqual([...new Set(encoder.encoded)], ['abc']);
    await assert.doesNotReject(contexts(encoder, true, { negativeReading: { wordings: [words('long')], steps: [0] } }));
  });

  it('follow their readings, each with its own, and encode each wording once', async () => {
    const encoder = new Encoder();
    const reading = { wordings: [words('a'), words('bb')], steps: [0, 1, 0, 1] };
    const negativeReading = { wordings: [words('ccc'), words('dddd')], steps: [0, 0, 1, 1] };
    const contextOf = await readPrompts(encoder, { ...request, reading, negativeReading }, false, never);
    const rows: number[][] = [];
    for (const step of [0, 1, 2, 3]) rows.push([...(await contextOf(step)).hidden.data]);
    assert.deepEqual(rows, [
      [3, -1, 1, -1],
      [3, -1, 2, -1],
      [4, -1, 1, -1],
      [4, -1, 2, -1],
    ]);
    assert.deepEqual(encoder.encoded, ['ccc', 'a', 'bb', 'dddd']);
  });

  it('end with the last wording where a sampler takes more steps', async () => {
    const reading = { wordings: [words('a'), words('bb')], steps: [0, 1] };
    assert.deepEqual(lists(await contexts(new Encoder(), true, { reading })), [
      [1, -1],
      [2, -1],
      [2, -1],
      [2, -1],
    ]);
  });

  it('are filled with empty chunks up to the longer of the two', async () => {
    const three: Wording = [['a', 'bb', 'ccc'].map((text) => ({ text, weight: 1 }))];
    const [context] = await contexts(new Encoder(), false, { reading: { wordings: [three], steps: [0] } });
    assert.deepEqual(context, { data: Float32Array.of(1, -1, 0, -1, 0, -1, 1, -1, 2, -1, 3, -1), dims: [2, 6, 1] });
    const negative = await contexts(new Encoder(), false, { negativeReading: { wordings: [three], steps: [0] } });
    assert.deepEqual([...negative[0]!.data], [1, -1, 2, -1, 3, -1, 3, -1, 0, -1, 0, -1]);
  });

  it('are refused before anything is encoded', async () => {
    const encoder = new Encoder();
    const reading = { wordings: [words('a'), words('long')], steps: [0, 0, 1] };
    await assert.rejects(contexts(encoder, false, { reading }), (error) => Failure.is(error, 'prompt-too-long'));
    assert.deepEqual(encoder.encoded, []);
  });
});
