// Compares every exported graph with PyTorch's numbers (test/fixtures/starter) in ONNX Runtime, and times drawing.
// Usage: node tools/starter-pack/check.mjs
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const fixture = (name) => JSON.parse(readFileSync(join(root, 'test/fixtures/starter', `${name}.json`), 'utf8'));
const open = (file) => InferenceSession.create(join(root, 'models/starter', file), { intraOpNumThreads: 2 });
const float = ({ shape, data }) => new Tensor('float32', Float32Array.from(data), shape);
const integer = ({ shape, data }) => new Tensor('int64', BigInt64Array.from(data, BigInt), shape);
const farthest = (actual, expected) =>
  actual.reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected.data[i])), 0);

let failures = 0;
function report(name, difference, limit = 1e-4) {
  const passed = difference < limit;
  if (!passed) failures++;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} differs by at most ${difference.toExponential(1)}`);
}

const text = fixture('text-encoder');
const textEncoder = await open('diffusion/text_encoder/model.onnx');
const encoded = await textEncoder.run({ input_ids: integer(text.input_ids) });
report('text_encoder last_hidden_state', farthest(encoded.last_hidden_state.data, text.last_hidden_state));
report('text_encoder pooler_output', farthest(encoded.pooler_output.data, text.pooler_output));

const step = fixture('unet');
const unet = await open('diffusion/unet/model.onnx');
const feeds = {
  sample: float(step.sample),
  timestep: integer(step.timestep),
  encoder_hidden_states: float(step.encoder_hidden_states),
};
report('unet out_sample', farthest((await unet.run(feeds)).out_sample.data, step.out_sample));

const decoding = fixture('vae-decoder');
const decoder = await open('diffusion/vae_decoder/model.onnx');
const latent = { latent_sample: float(decoding.latent_sample) };
report('vae_decoder sample', farthest((await decoder.run(latent)).sample.data, decoding.sample));

const encoding = fixture('vae-encoder');
const encoder = await open('diffusion/vae_encoder/model.onnx');
const parameters = await encoder.run({ sample: float(encoding.sample) });
report('vae_encoder latent_parameters', farthest(parameters.latent_parameters.data, encoding.latent_parameters));

const clip = fixture('clip');
const words = await open('clip/onnx/text_model.onnx');
report(
  'text_embeds',
  farthest((await words.run({ input_ids: integer(clip.input_ids) })).text_embeds.data, clip.text_embeds),
);
const vision = await open('clip/onnx/vision_model.onnx');
const seen = await vision.run({ pixel_values: float(clip.pixel_values) });
report('image_embeds', farthest(seen.image_embeds.data, { data: clip.image_embeds.data.slice(0, 128) }));
report('patch_embeds', farthest(seen.patch_embeds.data, clip.patch_embeds));

const began = performance.now();
const drawings = 10;
for (let drawing = 0; drawing < drawings; drawing++) {
  await textEncoder.run({ input_ids: integer(text.input_ids) });
  for (let i = 0; i < 20; i++) await unet.run(feeds); // a batch of two is classifier-free guidance for one image
  await decoder.run(latent);
}
console.log(
  `${((performance.now() - began) / drawings / 1000).toFixed(3)} s an image (20 guided steps, bare run() calls)`,
);
process.exitCode = failures ? 1 : 0;
