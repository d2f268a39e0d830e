/** @file One model in every layout that people have it in: the picture is the same. */
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { fixtures, greatestDistance, modelAt, never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const settings = { steps: 2, scheduler: 'ddim', guidance: 3, width: 64, height: 64 } as const;

async function draw(folder: string): Promise<RgbImage> {
  const painter = await openPainter(modelAt(folder), { provider: 'cpu', threads: 1 });
  const drawing = painter.draw({ prompt: 'a red fox', negative: '', emphasis: 'none', seed: 5, settings }, never);
  let next = await drawing.next();
  while (!next.done) next = await drawing.next();
  await painter.dispose();
  return next.value;
}

const tiny = (name: string) => join(fixtures, 'models', name);

async function move(folder: string, from: string, to: string): Promise<void> {
  await mkdir(dirname(join(folder, to)), { recursive: true });
  await rename(join(folder, from), join(folder, to));
}

/** What there is of a model, without what it is tested with. */
const parts = ['model_index.json', 'scheduler', 'text_encoder', 'tokenizer', 'unet', 'vae_decoder', 'vae_encoder'];

const layouts: readonly { readonly title: string; arrange(folder: string): Promise<void> }[] = [
  { title: 'of Optimum', arrange: async () => {} },
  {
    title: 'of the old export script, without configurations of parts',
    arrange: async (folder) => {
      for (const part of ['unet', 'text_encoder', 'vae_decoder', 'vae_encoder'])
        await rm(join(folder, part, 'config.json'));
    },
  },
  {
    title: 'of graphs side by side, without any configuration',
    arrange: async (folder) => {
      for (const part of ['unet', 'text_encoder', 'vae_decoder'])
        await move(folder, `${part}/model.onnx`, `onnx/${part}_model.onnx`);
      for (const name of ['unet', 'text_encoder', 'vae_decoder', 'vae_encoder', 'scheduler', 'model_index.json'])
        await rm(join(folder, name), { recursive: true });
    },
  },
  {
    title: 'of demonstrations in browsers',
    arrange: async (folder) => {
      for (const part of ['unet', 'text_encoder'])
        await move(folder, `${part}/model.onnx`, `${part}/model_layernorm.onnx`);
    },
  },
  {
    title: 'of a repository with a folder for each precision',
    arrange: async (folder) => {
      for (const part of parts) await move(folder, part, `fp16/${part}`);
    },
  },
  {
    title: 'of parts with a folder for each precision',
    arrange: async (folder) => {
      for (const part of ['unet', 'text_encoder', 'vae_decoder'])
        await move(folder, `${part}/model.onnx`, `${part}/fp16/model.onnx`);
    },
  },
  {
    title: 'with a precision in its names',
    arrange: async (folder) => {
      await move(folder, 'unet/model.onnx', 'unet/model_fp16.onnx');
      await move(folder, 'text_encoder/model.onnx', 'text_encoder/model.fp16.onnx');
      await move(folder, 'vae_decoder/model.onnx', 'vae_decoder/model_quantized.onnx');
    },
  },
  {
    title: "of a tokenizer among the model's own files",
    arrange: async (folder) => {
      for (const name of await readdir(join(folder, 'tokenizer'))) await move(folder, `tokenizer/${name}`, name);
      await rm(join(folder, 'tokenizer'), { recursive: true });
    },
  },
  {
    title: "of PyTorch's one configuration of the autoencoder",
    arrange: async (folder) => {
      await move(folder, 'vae_decoder/config.json', 'vae/config.json');
      await rm(join(folder, 'vae_encoder/config.json'));
    },
  },
];

describe('a painter in the layout', () => {
  const folder = temporaryFolder();

  async function copy(name: string): Promise<void> {
    for (const part of await readdir(tiny(name)))
      if (part !== 'golden') await cp(join(tiny(name), part), join(folder(), part), { recursive: true });
  }

  for (const { title, arrange } of layouts) {
    it(title, async () => {
      await copy('sd15');
      await arrange(folder());
      assert.equal(greatestDistance((await draw(folder())).data, (await draw(tiny('sd15'))).data), 0);
    });
  }

  it('of a cache of the hub, where files are links to blobs', async function () {
    if (process.platform === 'win32') this.skip();
    const snapshot = join(folder(), 'snapshots/abc');
    const files = await readdir(tiny('sdxl'), { recursive: true, withFileTypes: true });
    for (const [i, file] of files.filter((entry) => entry.isFile()).entries()) {
      const path = join(file.parentPath, file.name);
      const [blob, link] = [join(folder(), 'blobs', `${i}`), join(snapshot, relative(tiny('sdxl'), path))];
      await mkdir(dirname(link), { recursive: true });
      await cp(path, blob);
      await symlink(relative(dirname(link), blob), link);
    }
    assert.equal(greatestDistance((await draw(snapshot)).data, (await draw(tiny('sdxl'))).data), 0);
  });

  it('of weights beside a graph is refused when they are missing or cut short', async () => {
    await copy('sdxl');
    const weights = join(folder(), 'unet/model.onnx_data');
    const refused = (code: Failure['code'], says: RegExp) =>
      assert.rejects(openPainter(modelAt(folder()), { provider: 'cpu', threads: 1 }), (error) => {
        return Failure.is(error, code) && says.test(error.message);
      });
    await truncate(weights, 1000);
    await refused('model-corrupt', /model\.onnx_data are cut short: they have 1000 of \d+ bytes/);
    await rm(weights);
    await refused('model-missing', /model\.onnx_data of .*unet.model\.onnx are missing/);
  });

  it('of weights beside a graph has them in its digest', async () => {
    await copy('sd15-legacy');
    const digest = async () => (await openPainter(modelAt(folder()), { provider: 'cpu', threads: 1 })).digest;
    const first = await digest();
    await writeFile(join(folder(), 'unet/weights.pb'), new Uint8Array(1), { flag: 'a' });
    assert.notEqual(await digest(), first);
  });
});
