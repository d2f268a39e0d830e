import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import { openJudge } from '../../../../src/engine/models/judges/open-judge.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { greatestDistance, never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type ClipForm, TINY_LOGIT_SCALE, writeTinyClip, writeTinyDiffusion } from '../../support/written-models.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;

function flat(level: number): RgbImage {
  return { width: 4, height: 4, data: new Uint8Array(48).fill(level) };
}

/** More than two batches. */
const many = Array.from({ length: 35 }, (_, i) => i * 7);

describe('CLIP folder', () => {
  const folder = temporaryFolder();

  const forms: readonly { readonly title: string; readonly form: ClipForm }[] = [
    { title: 'two graphs', form: { kind: 'split' } },
    { title: 'two graphs with a mask', form: { kind: 'split', mask: true } },
    { title: 'two graphs of one row', form: { kind: 'split', batch: 1 } },
    { title: 'two graphs of three rows', form: { kind: 'split', batch: 3 } },
    { title: 'one graph', form: { kind: 'joint' } },
  ];
  for (const { title, form } of forms) {
    it(`embeds each text and each picture in its place: ${title}`, async () => {
      await writeTinyClip(folder(), form);
      const judge = await openJudge({ folder: folder(), adapters: [] }, cpu);
      const texts = await judge.embedTexts(['a', 'b', '', 'a'], never);
      const first = texts[0]!;
      assert.deepEqual(first.length, judge.dimensions);
      assert.deepEqual(texts[3], first);
      // The end token follows the start when there is no word.
      assert.deepEqual([...texts[2]!], [794, 793]);
      const images = await judge.embedImages(many.map(flat), never);
      assert.ok(
        greatestDistance(
          images.map((row) => row[0]!),
          many.map((level) => level / 255),
        ) < 1e-5,
      );
      assert.deepEqual(await judge.embedImages([], never), []);
      await judge.dispose();
    });
  }

  const scales: readonly { readonly title: string; readonly form: ClipForm; readonly scale: number }[] = [
    { title: 'is the trained one', form: { kind: 'split', config: { logit_scale: Math.log(30) } }, scale: 30 },
    { title: 'is measured', form: { kind: 'joint', config: { logit_scale_init_value: 1 } }, scale: TINY_LOGIT_SCALE },
    {
      title: 'is the written one',
      form: { kind: 'split', config: { logit_scale_init_value: Math.log(40) } },
      scale: 40,
    },
    {
      title: 'is 100 before training',
      form: { kind: 'split', config: { logit_scale_init_value: 2.6592 } },
      scale: 100,
    },
    { title: 'is 100 when nothing is said', form: { kind: 'split' }, scale: 100 },
  ];
  for (const { title, form, scale } of scales) {
    it(`has a logit scale that ${title}`, async () => {
      await writeTinyClip(folder(), form);
      const judge = await openJudge({ folder: folder(), adapters: [] }, cpu);
      assert.ok(Math.abs(judge.logitScale - scale) < 1e-3 * scale);
      await judge.dispose();
    });
  }

  it('stops between batches', async () => {
    await writeTinyClip(folder(), { kind: 'split' });
    const judge = await openJudge({ folder: folder(), adapters: [] }, cpu);
    const cancel = new AbortController();
    const embedding = judge.embedImages(many.map(flat), cancel.signal);
    cancel.abort();
    await assert.rejects(embedding, (error) => Failure.is(error, 'cancelled'));
    await judge.dispose();
  });

  it('refuses a text that is too long', async () => {
    await writeTinyClip(folder(), { kind: 'split' });
    const judge = await openJudge({ folder: folder(), adapters: [] }, cpu);
    assert.equal(judge.tokenLimit, 75);
    await judge.embedTexts(['1'.repeat(75)], never);
    await assert.rejects(judge.embedTexts(['1'.repeat(76)], never), (error) => Failure.is(error, 'prompt-too-long'));
    await judge.dispose();
  });

  it('names the graph that is missing', async () => {
    await writeTinyClip(folder(), { kind: 'split' });
    await rm(join(folder(), 'onnx/vision_model.onnx'));
    await assert.rejects(
      openJudge({ folder: folder(), adapters: [] }, cpu),
      (error) => Failure.is(error, 'model-missing') && /vision_model\.onnx/.test(error.message),
    );
  });

  const others = ['jina_clip', 'bert'];
  for (const type of others) {
    it(`refuses a model of type ${type}`, async () => {
      await writeTinyClip(folder(), { kind: 'split', config: { model_type: type } });
      await assert.rejects(
        openJudge({ folder: folder(), adapters: [] }, cpu),
        (error) => Failure.is(error, 'model-unsupported') && error.message.includes(`\`${type}\``),
      );
    });
  }

  it('is refused when it holds a painter', async () => {
    await writeTinyDiffusion(folder());
    await assert.rejects(
      openJudge({ folder: folder(), adapters: [] }, cpu),
      (error) => Failure.is(error, 'model-unsupported') && /diffusion model, which draws/.test(error.message),
    );
  });
});
