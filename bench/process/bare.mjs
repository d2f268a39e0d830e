/**
 * @file What a drawing cannot do without: a process that opens the starter pack's graphs and runs each as often as an
 * image of 20 steps with guidance does, on zeros. Prints its own time and its peak of memory.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const started = performance.now() - process.uptime() * 1000;
const [folder = '', threads = '1'] = process.argv.slice(2);
const options = {
  executionProviders: ['cpu'],
  intraOpNumThreads: Number(threads),
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};
const open = (/** @type {string} */ name) => InferenceSession.create(path.join(folder, name, 'model.onnx'), options);
const zeros = (/** @type {number[]} */ ...dims) =>
  new Tensor('float32', new Float32Array(dims.reduce((product, size) => product * size, 1)), dims);

const text = await open('text_encoder');
const ids = new Tensor('int64', new BigInt64Array(77), [1, 77]);
const { last_hidden_state: hidden } = await text.run({ input_ids: ids });
await text.run({ input_ids: ids });
const unet = await open('unet');
const context = zeros(2, 77, hidden?.dims[2] ?? 0);
const timestep = new Tensor('int64', new BigInt64Array(1), unet.inputMetadata[1]?.shape.length === 0 ? [] : [1]);
for (let step = 0; step < 20; step++) {
  await unet.run({ sample: zeros(2, 4, 16, 16), timestep, encoder_hidden_states: context });
}
const decoder = await open('vae_decoder');
await decoder.run({ latent_sample: zeros(1, 4, 16, 16) });

const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
console.log(JSON.stringify({ milliseconds: performance.now() - started, peak: Number(peak) * 1024 }));
