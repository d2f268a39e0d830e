import assert from 'node:assert/strict';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import type { DrawRequest, DrawStep, Painter } from '../../../../src/engine/models/painter.ts';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import type { Dialect } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { greatestDistance, modelAt, never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type DiffusionForm, writeJson, writeTinyClip, writeTinyDiffusion } from '../../support/written-models.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;

const request: DrawRequest = {
  prompt: 'a red square',
  negative: 'blurry',
  emphasis: 'none',
  seed: 7,
  settings: { steps: 4, scheduler: 'ddim', guidance: 3, width: 6, height: 5 },
};

async function drawAll(
  painter: Painter,
  wanted: DrawRequest,
  signal = never,
): Promise<{ steps: DrawStep[]; image: RgbImage }> {
  const drawing = painter.draw(wanted, signal);
  const steps: DrawStep[] = [];
  for (;;) {
    const next = await drawing.next();
    if (next.done) return { steps, image: next.value };
    steps.push(next.value);
  }
}

async function drawOnce(folder: string, wanted = request): Promise<RgbImage> {
  const painter = await openPainter(modelAt(folder), cpu);
  try {
    return (await drawAll(painter, wanted)).image;
  } finally {
    await painter.dispose();
  }
}

describe('Stable Diffusion folder', () => {
  const folder = temporaryFolder();

  it('draws step by step, and tells them', async () => {
    await writeTinyDiffusion(folder());
    const painter = await openPainter(modelAt(folder()), cpu);
    const { steps, image } = await drawAll(painter, request);
    assert.deepEqual([image.width, image.height, image.data.length], [6, 5, 90]);
    assert.deepEqual(
      steps.map(({ index, count }) => `${index}/${count}`),
      ['1/4', '2/4', '3/4', '4/4'],
    );
    const preview = await steps[3]!.preview();
    assert.deepEqual([preview.width, preview.height], [6, 5]);
    assert.equal(painter.tokenLimit, 10);
    assert.equal(painter.countTokens('a red square'), 3);
    await painter.dispose();
  });

  const forms: readonly { readonly title: string; readonly form: DiffusionForm; readonly tolerance?: number }[] = [
    { title: 'ids in int32', form: { ids: 'int32' } },
    { title: 'a scalar float timestep', form: { timestep: { type: 'float32', shape: [] } } },
    { title: 'a timestep of [1] in half precision', form: { timestep: { type: 'float16', shape: [1] } } },
    { title: 'a timestep of [2]', form: { timestep: { type: 'int64', shape: [2] } } },
    { title: 'a batch fixed at 1', form: { batch: 1 } },
    { title: 'a batch fixed at 2', form: { batch: 2 } },
    { title: 'a batch fixed at 4', form: { batch: 4 } },
    { title: 'half precision throughout', form: { numbers: 'float16' }, tolerance: 1 },
  ];
  for (const { title, form, tolerance = 0 } of forms) {
    it(`gives the same picture when exported with ${title}`, async () => {
      await writeTinyDiffusion(folder());
      const plain = await drawOnce(folder());
      const alone = await drawOnce(folder(), { ...request, settings: { ...request.settings, guidance: 1 } });
      assert.notDeepEqual(plain, alone);
      await writeTinyDiffusion(folder(), form);
      assert.ok(greatestDistance((await drawOnce(folder())).data, plain.data) <= tolerance);
      const again = await drawOnce(folder(), { ...request, settings: { ...request.settings, guidance: 1 } });
      assert.ok(greatestDistance(again.data, alone.data) <= tolerance);
    });
  }

  it('draws the same from the same seed, whatever was drawn before', async () => {
    await writeTinyDiffusion(folder());
    const first = await drawOnce(folder());
    const painter = await openPainter(modelAt(folder()), cpu);
    await drawAll(painter, { ...request, seed: 8, prompt: 'blurry' });
    assert.deepEqual((await drawAll(painter, request)).image, first);
    assert.notDeepEqual((await drawAll(painter, { ...request, seed: 8 })).image, first);
    await painter.dispose();
  });

  it('says which size it cannot draw', async () => {
    await writeTinyDiffusion(folder());
    await writeJson(join(folder(), 'vae_decoder/config.json'), { block_out_channels: [1, 1, 1, 1] });
    await assert.rejects(
      drawOnce(folder()),
      (error) => Failure.is(error, 'plan-invalid') && /6×5.*multiple of 8/.test(error.message),
    );
  });

  it('reads a prompt of several chunks, whatever its negative is', async () => {
    await writeTinyDiffusion(folder());
    const long = '1 2 3 4 5 6 7 8 9 0 square';
    const drawn = await drawOnce(folder(), { ...request, prompt: long });
    assert.notDeepEqual(drawn, await drawOnce(folder(), { ...request, prompt: '1 2 3 4 5 6 7 8 9 0' }));
    assert.notDeepEqual(drawn, await drawOnce(folder(), { ...request, prompt: long, negative: long }));
    const sections = [[{ text: '1 2 3 4 5 6 7 8 9 0', weight: 1 }], [{ text: 'square', weight: 1 }]];
    const broken = { ...request, prompt: long, reading: { wordings: [sections], steps: [0] } };
    assert.deepEqual(await drawOnce(folder(), broken), drawn);
  });

  it('reads a weight of 1 as none, and any other as its dialect does', async () => {
    await writeTinyDiffusion(folder());
    const weighted = (emphasis: Dialect, weight: number) =>
      drawOnce(folder(), {
        ...request,
        emphasis,
        reading: {
          wordings: [
            [
              [
                { text: 'a', weight: 1 },
                { text: 'red square', weight },
              ],
            ],
          ],
          steps: [0],
        },
      });
    const plain = await drawOnce(folder());
    for (const emphasis of ['a1111', 'a1111-nonorm', 'comfy', 'none'] as const)
      assert.deepEqual(await weighted(emphasis, 1), plain);
    assert.deepEqual(await weighted('none', 3), plain);
    // The tiny U-Net sees the mean of its context alone, which A1111 restores.
    assert.ok(greatestDistance((await weighted('a1111', 3)).data, plain.data) <= 1);
    assert.notDeepEqual(await weighted('a1111-nonorm', 3), plain);
    assert.notDeepEqual(await weighted('comfy', 3), plain);
  });

  it('refuses a prompt of more chunks than the U-Net was exported for, before it draws', async () => {
    await writeTinyDiffusion(folder(), { context: 12 });
    await drawOnce(folder(), { ...request, prompt: '1 2 3 4 5 6 7 8 9 0' });
    const long = '1 2 3 4 5 6 7 8 9 0 square';
    for (const wanted of [{ prompt: long }, { negative: long }]) {
      await assert.rejects(
        drawOnce(folder(), { ...request, ...wanted }),
        (error) =>
          Failure.is(error, 'prompt-too-long') && /2 chunks of 10 tokens.*unet.*exported for 1;/.test(error.message),
      );
    }
    const alone = { ...request.settings, guidance: 1 };
    await assert.doesNotReject(drawOnce(folder(), { ...request, negative: long, settings: alone }));
  });

  it('refuses a prompt without end', async () => {
    await writeTinyDiffusion(folder());
    await assert.rejects(
      drawOnce(folder(), { ...request, prompt: 'a '.repeat(321) }),
      (error) => Failure.is(error, 'prompt-too-long') && /33 chunks.*shorten it to 320 tokens/.test(error.message),
    );
  });

  it('names an input of the U-Net that it does not know', async () => {
    await writeTinyDiffusion(folder(), { extra: 'depth_map' });
    await assert.rejects(
      drawOnce(folder()),
      (error) => Failure.is(error, 'model-unsupported') && error.message.includes('`depth_map`'),
    );
  });

  it('says that half precision overflowed', async () => {
    await writeTinyDiffusion(folder(), { numbers: 'float16' });
    // The decoder's input becomes about a million, and half precision ends at 65 504.
    await writeJson(join(folder(), 'vae_decoder/config.json'), { block_out_channels: [1], scaling_factor: 1e-6 });
    await assert.rejects(
      drawOnce(folder()),
      (error) => Failure.is(error, 'numbers-overflowed') && error.message.includes(folder()),
    );
  });

  it('stops before the next run when it is cancelled', async () => {
    await writeTinyDiffusion(folder());
    const painter = await openPainter(modelAt(folder()), cpu);
    const cancel = new AbortController();
    const drawing = painter.draw(request, cancel.signal);
    await drawing.next();
    const next = drawing.next();
    cancel.abort();
    await assert.rejects(next, (error) => Failure.is(error, 'cancelled'));
    assert.equal((await drawAll(painter, request)).steps.length, 4);
    await painter.dispose();
  });

  it('stops before it encodes the wording of the next step when it is cancelled', async () => {
    await writeTinyDiffusion(folder());
    const painter = await openPainter(modelAt(folder()), cpu);
    const cancel = new AbortController();
    const wordings = ['a', 'red', 'square', '1'].map((text) => [[{ text, weight: 1 }]]);
    const drawing = painter.draw({ ...request, reading: { wordings, steps: [0, 1, 2, 3] } }, cancel.signal);
    await drawing.next();
    const next = drawing.next();
    cancel.abort();
    await assert.rejects(next, (error) => Failure.is(error, 'cancelled'));
    await painter.dispose();
  });

  it('ends a drawing when it is disposed, and opens nothing again', async () => {
    await writeTinyDiffusion(folder());
    const painter = await openPainter(modelAt(folder()), cpu);
    const drawing = painter.draw(request, never);
    await drawing.next();
    await painter.dispose();
    await assert.rejects(drawing.next(), (error) => Failure.is(error, 'cancelled'));
  });

  it('has a digest of what affects the picture, and of nothing else', async () => {
    await writeTinyDiffusion(folder());
    const digest = async () => (await openPainter(modelAt(folder()), cpu)).digest;
    const first = await digest();
    assert.match(first, /^[0-9a-f]{64}$/);
    await writeFile(join(folder(), 'README.md'), 'hello');
    await writeFile(join(folder(), 'unet/model.onnx_data'), 'weights that the graph does not name');
    assert.equal(await digest(), first);
    await appendFile(join(folder(), 'scheduler/scheduler_config.json'), ' ');
    assert.notEqual(await digest(), first);
  });
});

describe('a folder that is no good', () => {
  const folder = temporaryFolder();

  const damages: readonly {
    readonly title: string;
    readonly code: Failure['code'];
    readonly says: RegExp;
    damage(folder: string): Promise<void>;
  }[] = [
    {
      title: 'is not there',
      code: 'model-missing',
      says: /no model folder/,
      damage: (path) => rm(path, { recursive: true }),
    },
    {
      title: 'lacks the U-Net',
      code: 'model-missing',
      says: /unet.model\.onnx/,
      damage: (path) => rm(join(path, 'unet/model.onnx')),
    },
    {
      title: 'lacks a configuration',
      code: 'model-missing',
      says: /scheduler_config\.json/,
      damage: (path) => rm(join(path, 'scheduler/scheduler_config.json')),
    },
    {
      title: 'has a Git LFS pointer in place of a model',
      code: 'model-corrupt',
      says: /unet.model\.onnx is a Git LFS pointer.*git lfs pull/,
      damage: (path) =>
        writeFile(join(path, 'unet/model.onnx'), 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n'),
    },
    {
      title: 'has an empty model',
      code: 'model-corrupt',
      says: /vae_decoder.model\.onnx is empty/,
      damage: (path) => writeFile(join(path, 'vae_decoder/model.onnx'), ''),
    },
    {
      title: 'has half a model',
      code: 'model-corrupt',
      says: /unet.model\.onnx/,
      damage: async (path) => {
        const bytes = await readFile(join(path, 'unet/model.onnx'));
        await writeFile(join(path, 'unet/model.onnx'), bytes.subarray(0, bytes.length >> 1));
      },
    },
    {
      title: 'has a web page in place of a model',
      code: 'model-corrupt',
      says: /unet.model\.onnx/,
      damage: (path) => writeFile(join(path, 'unet/model.onnx'), '<!doctype html><title>404</title>'),
    },
    {
      title: 'has a schedule that is not known',
      code: 'model-unsupported',
      says: /beta_schedule.*“sigmoid”/,
      damage: (path) => writeJson(join(path, 'scheduler/scheduler_config.json'), { beta_schedule: 'sigmoid' }),
    },
    {
      title: 'is of a family that is not known',
      code: 'model-unsupported',
      says: /diffusion transformer.*use a Stable Diffusion 1, 2, XL/,
      damage: (path) => writeJson(join(path, 'transformer/config.json'), {}),
    },
  ];
  for (const { title, code, says, damage } of damages) {
    it(`is refused with a reason: ${title}`, async () => {
      await writeTinyDiffusion(folder());
      await damage(folder());
      await assert.rejects(drawOnce(folder()), (error) => Failure.is(error, code) && says.test(error.message));
    });
  }

  it('is refused when it holds a judge', async () => {
    await writeTinyClip(folder(), { kind: 'split' });
    await assert.rejects(
      openPainter(modelAt(folder()), cpu),
      (error) => Failure.is(error, 'model-unsupported') && /CLIP model, which judges/.test(error.message),
    );
  });
});
