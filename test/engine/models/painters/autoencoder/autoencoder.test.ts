import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LazySession } from '../../../../../src/engine/models/graphs/lazy-session.ts';
import {
  Autoencoder,
  type AutoencoderSettings,
} from '../../../../../src/engine/models/painters/autoencoder/autoencoder.ts';
import { decodedPixels } from '../../../../../src/engine/pipelines/decoded-pixels.ts';
import { NormalNoise } from '../../../../../src/engine/random/normal-noise.ts';
import type { Session } from '../../../../../src/engine/runtime/sessions/session.ts';
import type { Feeds, Numbers, TensorInfo } from '../../../../../src/engine/runtime/tensor-binder.ts';
import { Failure, type FailureCode } from '../../../../../src/protocol/failure.ts';
import { fixtures, greatestDistance, never } from '../../../support/fixture.ts';

const settings: AutoencoderSettings = {
  latentChannels: 4,
  pixelsPerLatent: 2,
  scaling: 0.5,
  shift: 0.25,
  quickDecoder: true,
};

interface Form {
  /** Latents of a side, and pixels, that the graphs take alone. */
  readonly fixed?: number;
  readonly type?: string;
  /** More numbers than this at once are more than there is memory for. */
  readonly memory?: number;
  readonly output?: 'latent_parameters' | 'latent_sample';
  readonly isBroken?: boolean;
}

/** The shapes that were run. */
type Runs = number[][];

function session(
  input: TensorInfo,
  output: string,
  form: Form,
  runs: Runs,
  run: (numbers: Numbers) => Numbers,
): Session {
  return {
    path: '/m/graph.onnx',
    provider: 'cpu',
    inputs: [input],
    outputs: [{ name: output, type: 'float32', shape: [] }],
    async run(feeds: Feeds) {
      const numbers = feeds[input.name]!;
      runs.push([...numbers.dims]);
      const [, , height, width] = numbers.dims;
      if (height! * width! > (form.memory ?? Infinity)) throw new Failure('memory-short', 'Memory did not suffice.');
      const { data, dims } = run(numbers);
      return [{ data: Float32Array.from(data, (value) => (form.isBroken ? Number.NaN : value)), dims }];
    },
    dispose: async () => {},
  };
}

/** The first three channels; each number becomes a square of 2×2. */
function doubled({ data, dims: [, , height, width] }: Numbers): Numbers {
  const [rows, columns] = [height! * 2, width! * 2];
  const pixels = Float32Array.from({ length: 3 * rows * columns }, (_, i) => {
    const [channel, y, x] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
    return data[(channel * height! + (y >> 1)) * width! + (x >> 1)]!;
  });
  return { data: pixels, dims: [1, 3, rows, columns] };
}

function decoder(form: Form, runs: Runs): Session {
  const { fixed = 'side', type = 'float32' } = form;
  const input = { name: 'latent_sample', type, shape: ['batch', 4, fixed, fixed] };
  return session(input, 'sample', form, runs, doubled);
}

/** The upper left pixel of each square of 2×2; means are its colours and 0.5, variances e². */
function encoder(form: Form, runs: Runs): Session {
  const { output = 'latent_parameters', fixed } = form;
  const side = fixed === undefined ? 'side' : fixed * 2;
  const input = { name: 'sample', type: 'float32', shape: ['batch', 3, side, side] };
  return session(input, output, form, runs, ({ data, dims: [, , height, width] }) => {
    const [rows, columns] = [height! / 2, width! / 2];
    const channels = output === 'latent_sample' ? 4 : 8;
    const latents = Float32Array.from({ length: channels * rows * columns }, (_, i) => {
      const [channel, y, x] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
      if (channel > 3) return 2;
      return channel === 3 ? 0.5 : data[(channel * height! + 2 * y) * width! + 2 * x]!;
    });
    return { data: latents, dims: [1, channels, rows, columns] };
  });
}

function opened(one: Session) {
  return { path: one.path, open: async () => one, dispose: () => one.dispose() };
}

function autoencoder(form: Form = {}, changes: Partial<AutoencoderSettings> = {}) {
  const runs: Runs = [];
  const notes: string[] = [];
  const graphs = { decoder: opened(decoder(form, runs)), encoder: opened(encoder(form, runs)) };
  const model = new Autoencoder('/m', graphs, { ...settings, ...changes });
  return { model, runs, notes, say: (note: string) => void notes.push(note) };
}

function latentsOf(height: number, width: number): Numbers {
  return { data: new NormalNoise(2).draw(4 * height * width).map((value) => value / 4), dims: [1, 4, height, width] };
}

function pictureOf(height: number, width: number): Numbers {
  return { data: new NormalNoise(2).draw(3 * height * width), dims: [1, 3, height, width] };
}

/** What the decoder above makes of them, rounded. */
function wanted(latents: Numbers) {
  const { data, dims } = doubled(latents);
  return decodedPixels(
    Float32Array.from(data, (value) => value / 0.5 + 0.25),
    dims[3]!,
    dims[2]!,
  );
}

describe('autoencoder', () => {
  it('decodes latents of the network’s scale', async () => {
    const { model, runs, notes, say } = autoencoder();
    const image = await model.decode(latentsOf(5, 7), never, say);
    assert.deepEqual([image.width, image.height], [14, 10]);
    assert.deepEqual(image, wanted(latentsOf(5, 7)));
    assert.deepEqual([runs, notes], [[[1, 4, 5, 7]], []]);
  });

  it('encodes to that scale, drawn from means and variances', async () => {
    const { model, notes, say } = autoencoder();
    const encoded = await model.encode(pictureOf(4, 6), never, say);
    const z = new NormalNoise(8).draw(24);
    const latents = encoded.sample(new NormalNoise(8));
    const first = pictureOf(4, 6).data;
    assert.ok(Math.abs(latents[0]! - (first[0]! + Math.E * z[0]! - 0.25) * 0.5) < 1e-6);
    assert.ok(Math.abs(latents[23]! - (0.5 + Math.E * z[23]! - 0.25) * 0.5) < 1e-6);
    assert.deepEqual(notes, []);
  });

  it('takes what an older encoder drew itself, and says that it is another picture each time', async () => {
    const { model, notes, say } = autoencoder({ output: 'latent_sample' });
    const encoded = await model.encode(pictureOf(4, 6), never, say);
    const latents = encoded.sample({ draw: () => assert.fail('noise was drawn') });
    assert.ok(Math.abs(latents[23]! - 0.125) < 1e-6);
    assert.match(notes.join(), /draws its own random numbers/);
  });

  it('encodes a picture once, and tells what there is to tell of it each time', async () => {
    const { model, runs, notes, say } = autoencoder({ memory: 128 * 128 });
    for (const seed of [1, 2, 1]) {
      const encoded = await model.encode(pictureOf(180, 120), never, say);
      const fresh = await autoencoder().model.encode(pictureOf(180, 120), never);
      const wanted = fresh.sample(new NormalNoise(seed));
      assert.ok(greatestDistance(encoded.sample(new NormalNoise(seed)), wanted) < 1e-5);
    }
    assert.deepEqual([runs.length, notes.length], [3, 3]);
    await model.encode({ ...pictureOf(120, 180), data: pictureOf(180, 120).data }, never, say);
    assert.ok(runs.length > 3);
  });

  it('does not keep what an older encoder drew', async () => {
    const { model, runs } = autoencoder({ output: 'latent_sample' });
    for (let i = 0; i < 2; i++) await model.encode(pictureOf(4, 6), never);
    assert.equal(runs.length, 2);
  });

  it('says that drawing from an image needs an encoder', async () => {
    const model = new Autoencoder('/m', { decoder: opened(decoder({}, [])) }, settings);
    await refused(model.encode(pictureOf(4, 4), never), 'model-unsupported', /`vae_encoder`/);
  });

  for (const [type, words] of [
    ['float16', /decoder of \/m, which is in half precision \(fp16\); use the model’s 32-bit files/],
    ['float32', /decoder of \/m; use another export/],
  ] as const) {
    it(`says that numbers overflowed in ${type}`, async () => {
      const { model } = autoencoder({ type, isBroken: true });
      await refused(model.decode(latentsOf(4, 4), never), 'numbers-overflowed', words);
    });
  }
});

describe('autoencoder, in tiles', () => {
  it('decodes what is larger than 128×128 latents, and says so', async () => {
    const { model, runs, notes, say } = autoencoder();
    const latents = latentsOf(130, 130);
    const image = await model.decode(latents, never, say);
    assert.ok(greatestDistance(image.data, wanted(latents).data) <= 1);
    assert.equal(runs.length, 9);
    assert.ok(runs.every(([, , height, width]) => height === 64 && width === 64));
    assert.deepEqual(notes, ['The picture was decoded in tiles of 128 pixels, as it is large.']);
  });

  it('decodes 128×128 latents, and wide pictures of as many, as a whole', async () => {
    const { model, runs, notes, say } = autoencoder();
    await model.decode(latentsOf(128, 128), never, say);
    await model.decode(latentsOf(96, 168), never, say);
    assert.deepEqual([runs.length, notes], [2, []]);
  });

  it('decodes what memory is short for, says so, and remembers', async () => {
    const { model, runs, notes, say } = autoencoder({ memory: 64 * 64 });
    const latents = latentsOf(70, 60);
    for (const runsWanted of [3, 2]) {
      const image = await model.decode(latents, never, say);
      assert.ok(greatestDistance(image.data, wanted(latents).data) <= 1);
      assert.equal(runs.splice(0).length, runsWanted);
    }
    assert.equal(notes.length, 2);
    assert.match(notes[0]!, /in tiles of 128 pixels, as memory was short/);
    await model.decode(latentsOf(60, 60), never, say);
    assert.deepEqual([runs, notes.length], [[[1, 4, 60, 60]], 2]);
  });

  it('takes smaller tiles where memory is short for those too', async () => {
    const { model, notes, say } = autoencoder({ memory: 32 * 32 });
    const latents = latentsOf(64, 40);
    assert.ok(greatestDistance((await model.decode(latents, never, say)).data, wanted(latents).data) <= 1);
    assert.match(notes.join(), /in tiles of 64 pixels/);
  });

  it('fails where memory is short for the smallest', async () => {
    for (const side of [20, 80, 130]) {
      const { model, notes, say } = autoencoder({ memory: 10 });
      await refused(model.decode(latentsOf(side, side), never, say), 'memory-short', /did not suffice/);
      assert.deepEqual(notes, []);
    }
  });

  it('encodes what memory is short for', async () => {
    const { model, runs, notes, say } = autoencoder({ memory: 128 * 128 });
    const whole = await autoencoder().model.encode(pictureOf(180, 120), never);
    const encoded = await model.encode(pictureOf(180, 120), never, say);
    assert.ok(greatestDistance(encoded.sample(new NormalNoise(1)), whole.sample(new NormalNoise(1))) < 1e-5);
    assert.deepEqual(runs.slice(1), [
      [1, 3, 128, 120],
      [1, 3, 128, 120],
    ]);
    assert.deepEqual(notes, ['The picture was encoded in tiles of 128 pixels, as memory was short.']);
  });

  it('takes larger pictures than the one size that a graph was exported for, and says so', async () => {
    const { model, runs, notes, say } = autoencoder({ fixed: 16 });
    const latents = latentsOf(24, 16);
    assert.ok(greatestDistance((await model.decode(latents, never, say)).data, wanted(latents).data) <= 1);
    assert.deepEqual(runs, [
      [1, 4, 16, 16],
      [1, 4, 16, 16],
    ]);
    assert.match(notes.join(), /tiles of 32×32 pixels, the only size/);
    await model.decode(latentsOf(16, 16), never, say);
    assert.equal(notes.length, 1);
    await refused(model.decode(latentsOf(8, 16), never), 'plan-invalid', /exported for pictures of 32×32 pixels/);
  });

  it('passes on what else goes wrong', async () => {
    const { model, runs } = autoencoder({ isBroken: true });
    await refused(model.decode(latentsOf(80, 80), never), 'numbers-overflowed', /overflowed/);
    assert.equal(runs.length, 1);
  });
});

describe('autoencoder, previews', () => {
  const slow = { quickDecoder: false };

  it('shows every step through a quick decoder', async () => {
    const { model, runs } = autoencoder();
    for (let i = 0; i < 2; i++) assert.equal((await model.preview(latentsOf(6, 6), never)).width, 12);
    assert.equal(runs.length, 2);
  });

  it('runs a slow decoder once, and shows the colours it learned from then on', async () => {
    const { model, runs } = autoencoder({}, slow);
    assert.equal((await model.preview(latentsOf(6, 6), never)).width, 12);
    const later = await model.preview(latentsOf(6, 6), never);
    assert.deepEqual([later.width, later.height, runs.length], [6, 6, 1]);
  });

  it('does not run a slow decoder where the colours of the latents are known', async () => {
    const { model, runs } = autoencoder({}, { ...slow, latentSpace: 'sd' });
    const image = await model.preview({ data: new Float32Array(4 * 36), dims: [1, 4, 6, 6] }, never);
    assert.deepEqual([image.width, runs.length], [6, 0]);
    assert.ok(image.data.every((value) => value === 127 || value === 128));
  });
});

describe('autoencoder of a tiny model', () => {
  const folder = join(fixtures, 'models/sd15');
  const graphs = () => ({
    decoder: new LazySession(join(folder, 'vae_decoder/model.onnx'), { provider: 'cpu', threads: 1 }),
    encoder: new LazySession(join(folder, 'vae_encoder/model.onnx'), { provider: 'cpu', threads: 1 }),
  });

  it('decodes and encodes through its graphs, in tiles nearly alike', async () => {
    const model = new Autoencoder(folder, graphs(), { ...settings, pixelsPerLatent: 8, shift: 0, scaling: 0.18215 });
    const notes: string[] = [];
    const image = await model.decode(latentsOf(8, 12), never);
    assert.deepEqual([image.width, image.height], [96, 64]);
    const large = await model.decode(latentsOf(130, 136), never, (note) => notes.push(note));
    assert.deepEqual([large.width, large.height, notes.length], [1088, 1040, 1]);
    const encoded = await model.encode(pictureOf(64, 96), never);
    assert.equal(encoded.sample(new NormalNoise(1)).length, 4 * 8 * 12);
    await model.dispose();
  });
});

async function refused(work: Promise<unknown>, code: FailureCode, words: RegExp): Promise<void> {
  await assert.rejects(work, (error) => Failure.is(error, code) && words.test(error.message));
}
