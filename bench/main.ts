/** @file All benchmarks, as tables and, with `--json FILE`, as a document. Ratios, so that machines can be compared. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { threadCount } from '../src/engine/runtime/providers/threads.ts';
import { compareAccuracy } from './clip/accuracy.ts';
import { compareClip } from './clip/contest.ts';
import { measureDrawing } from './drawing.ts';
import { measureEvaluation, measureLargeEvaluation } from './evaluation.ts';
import { evaluationTable, largeTable } from './evaluation-tables.ts';
import { incrementalTable, measureIncremental } from './incremental.ts';
import { measureLatency } from './language/latency.ts';
import { latencyTable } from './language/latency-table.ts';
import { measureProcess } from './process/measure-process.ts';
import type { Ratios } from './ratios.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    threads: { type: 'string', default: '0' },
  },
});
const rounds = Number(values.rounds);
const threads = threadCount(Number(values.threads));
const machine = {
  processor: os.cpus()[0]?.model ?? 'unknown',
  processors: os.availableParallelism(),
  node: process.version,
};

console.log(
  `${machine.processor}, ${machine.processors} processors, Node ${machine.node}; ${threads} threads a session`,
);

const drawing = await measureDrawing(rounds, threads);
console.log('\nDrawing: wall time over the sum of native runs (at most 1.05)');
console.table({
  [`${drawing.images} images`]: {
    'wall, s': round(drawing.wall / 1000),
    'native, s': round(drawing.native / 1000),
    ratio: round(drawing.ratio),
    from: round(drawing.low),
    to: round(drawing.high),
  },
});

const incremental = await measureIncremental(Math.min(rounds, 3), threads);
console.log('\nIncremental: what a run costs when little has changed');
console.table(incrementalTable(incremental));

const clip = await compareClip(rounds, threads);
console.log('\nCLIP: images per second, files to embeddings, over @huggingface/transformers (at least 1.5)');
console.table(
  Object.fromEntries(
    clip.map((set) => [
      set.pictures,
      {
        files: set.files,
        ours: Math.round(set.ours),
        theirs: Math.round(set.theirs),
        ratio: round(set.ratio),
        from: round(set.low),
        to: round(set.high),
        'least cosine': set.leastCosine.toFixed(4),
      },
    ]),
  ),
);

const evaluation = await measureEvaluation(rounds, threads);
console.log('\nEvaluating: the photographs of the example over embedding them and nothing else (at most 1.1)');
console.table(evaluationTable(evaluation));
const large = await measureLargeEvaluation();
console.log(
  `\nEvaluating ${large.images} images × ${large.classes} classes × ${large.templates} templates, without the model`,
);
console.table(largeTable(large));

const life = await measureProcess(rounds, threads);
console.log('\nThe engine as a process: over a bare one with the same native runs; a cancel over one step');
console.table({
  'start to first image': { is: `${Math.round(life.cold.milliseconds)} ms`, ...spread(life.cold) },
  'the very first start': { is: `${Math.round(life.cold.first)} ms` },
  'peak of memory': { is: megabytes(life.memory.bytes), ...spread(life.memory) },
  'weights on disk': { is: megabytes(life.memory.files) },
  'cancel to idle': { is: `${Math.round(life.cancel.milliseconds)} ms`, ...spread(life.cancel) },
});
const accuracy = await compareAccuracy(threads);
console.log("\nCLIP: distance of embeddings of length 1 from those of Python's reference, the worst of any file");
console.table(
  Object.fromEntries(
    accuracy.map(({ pictures, files, ours, theirs }) => [
      pictures,
      {
        files,
        'ours, error': ours.error.toExponential(1),
        'theirs, error': theirs.error.toExponential(1),
        'ours, cosine': ours.leastCosine.toFixed(6),
        'theirs, cosine': theirs.leastCosine.toFixed(6),
      },
    ]),
  ),
);
const typing = await measureLatency(2 * rounds);
console.log('\nTyping: the language server, in processor time over a bare parse of the same text');
console.table(latencyTable(typing));
console.log(`Medians of ${rounds} interleaved rounds; "from" and "to" are the smallest and largest ratio of a round.`);
if (values.json !== undefined)
  writeFileSync(
    values.json,
    JSON.stringify(
      { machine, threads, rounds, drawing, incremental, clip, evaluation, large, accuracy, life, typing },
      undefined,
      2,
    ),
  );

function spread({ ratio, low, high }: Ratios) {
  return { ratio: round(ratio), from: round(low), to: round(high) };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
