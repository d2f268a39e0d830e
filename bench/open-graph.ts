/**
 * @file What is saved where the runtime finds a graph as it optimised it before: `node --import tsx bench/open-graph.ts 7`.
 * Prints the time of opening as it is and optimised before, and the bytes that keeping it takes.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeOnnx } from '../src/engine/runtime/onnx/onnx-writer.ts';
import { openNative } from '../src/engine/runtime/onnx-runtime.ts';
import { threadCount } from '../src/engine/runtime/providers/threads.ts';
import { median, pairedRatios } from './ratios.ts';

const starter = fileURLToPath(new URL('../models/starter/', import.meta.url));
const settings = { provider: 'cpu', threads: threadCount(0) } as const;

/** 122 layers of a million weights each, 512 MB in memory; they lie in one file of 4 MB. */
async function largeGraph(folder: string): Promise<string> {
  const [layers, width] = [122, 1024];
  const byteLength = 4 * width * width;
  await writeFile(path.join(folder, 'weights.bin'), Float32Array.from({ length: width * width }, Math.random));
  const names = Array.from({ length: layers }, (_, i) => i);
  const graph = writeOnnx({
    inputs: [{ name: 'x0', type: 'float32', shape: ['rows', width] }],
    outputs: [{ name: `x${layers}`, type: 'float32', shape: ['rows', width] }],
    nodes: names.flatMap((i) => [
      { operator: 'MatMul', inputs: [`x${i}`, `w${i}`], outputs: [`a${i}`] },
      { operator: 'Sigmoid', inputs: [`a${i}`], outputs: [`b${i}`] },
      { operator: 'Mul', inputs: [`a${i}`, `b${i}`], outputs: [`x${i + 1}`] },
    ]),
    weights: names.map((i) => ({ name: `w${i}`, dims: [width, width], data: { file: 'weights.bin', byteLength } })),
  });
  const file = path.join(folder, 'large.onnx');
  await writeFile(file, graph);
  return file;
}

async function milliseconds(work: () => Promise<{ release(): Promise<void> }>): Promise<number> {
  const started = performance.now();
  const session = await work();
  const taken = performance.now() - started;
  await session.release();
  return taken;
}

async function measure(graph: string, folder: string, rounds: number) {
  const optimised = path.join(folder, `${path.basename(graph)}.optimised`);
  const writing = await milliseconds(() => openNative(graph, { ...settings, optimisedTo: optimised }));
  const [before, after]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    before.push(await milliseconds(() => openNative(graph, settings)));
    after.push(await milliseconds(() => openNative(optimised, { ...settings, isOptimised: true })));
  }
  const { ratio, low, high } = pairedRatios(after, before);
  return {
    graph: path.relative(starter, graph),
    'as it is, ms': Math.round(median(before)),
    'optimised before, ms': Math.round(median(after)),
    ratio: `${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    'first time, ms': Math.round(writing),
    'MB kept': Math.round((await stat(optimised)).size / 1e6),
  };
}

const rounds = Number(process.argv[2] ?? 7);
const folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
try {
  const graphs = ['diffusion/unet', 'diffusion/vae_decoder', 'diffusion/text_encoder'].map((name) =>
    path.join(starter, name, 'model.onnx'),
  );
  const rows = [];
  for (const graph of [...graphs, await largeGraph(folder)]) rows.push(await measure(graph, folder, rounds));
  console.table(rows);
} finally {
  await rm(folder, { recursive: true });
}
