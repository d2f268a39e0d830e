/**
 * @file The engine as a process: from its start to the first image, its peak of memory, and from a cancel to idle; each
 * beside a bare process that does the same native runs and nothing else. Memory is read from /proc: Linux only.
 */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Engine } from '../../src/engine/client/engine.ts';
import { startEngine } from '../../src/engine/client/start-engine.ts';
import type { RecipePlan } from '../../src/language/plan/plan.ts';
import { exampleFolder, exampleRecipe, oneImage } from '../example-recipe.ts';
import { median, pairedRatios, type Ratios } from '../ratios.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const diffusion = path.join(root, 'models/starter/diffusion');

export interface ProcessFigures {
  /**
   * Median milliseconds from the start of the process to its first image in the store; over the bare process. `first` is
   * that of the very first start, with no optimised graphs kept.
   */
  readonly cold: Ratios & { readonly milliseconds: number; readonly first: number };
  /** Median bytes at the peak of a run; over the bare process. */
  readonly memory: Ratios & { readonly bytes: number; readonly files: number };
  /** Median milliseconds from a cancel until the call has ended; over those of one step. */
  readonly cancel: Ratios & { readonly milliseconds: number };
}

export async function measureProcess(rounds: number, threads: number): Promise<ProcessFigures> {
  const cache = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  try {
    const first = await measureRound(threads, cache);
    const taken: Round[] = [];
    for (let round = 0; round < rounds; round++) taken.push(await measureRound(threads, cache));
    return figuresOf(first, taken);
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

function figuresOf(first: Round, taken: readonly Round[]): ProcessFigures {
  const column = (of: keyof Round) => taken.map((round) => round[of]);
  return {
    cold: {
      milliseconds: median(column('cold')),
      first: first.cold,
      ...pairedRatios(column('cold'), column('bareCold')),
    },
    memory: {
      bytes: median(column('memory')),
      files: weights(),
      ...pairedRatios(column('memory'), column('bareMemory')),
    },
    cancel: { milliseconds: median(column('cancel')), ...pairedRatios(column('cancel'), column('step')) },
  };
}

interface Round {
  readonly cold: number;
  readonly bareCold: number;
  readonly memory: number;
  readonly bareMemory: number;
  readonly cancel: number;
  readonly step: number;
}

async function measureRound(threads: number, cache: string): Promise<Round> {
  const recipe = await exampleRecipe();
  const bare = await runBare(threads);
  const store = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  const started = performance.now();
  const engine = await startEngine({
    entry: path.join(root, 'dist/engine.cjs'),
    node: process.execPath,
    settings: {
      workspace: exampleFolder,
      store,
      starterPack: path.join(root, 'models/starter'),
      trustedModelFolders: [],
      provider: 'cpu',
      threads,
      cache,
      memory: 0,
      storeSize: 0,
      offline: true,
      logLevel: 'error',
    },
  });
  try {
    await engine.calls.draw({ recipe: oneImage(recipe) });
    const cold = performance.now() - started;
    const { cancel, step } = await cancelInTheMiddle(engine, recipe);
    return { cold, bareCold: bare.milliseconds, memory: peakOf(engine), bareMemory: bare.peak, cancel, step };
  } finally {
    await engine.dispose();
    await rm(store, { recursive: true, force: true });
  }
}

/** Cancels when the third image is begun; a step's time is that of the two before, over their steps. */
async function cancelInTheMiddle(engine: Engine, recipe: RecipePlan) {
  const controller = new AbortController();
  const started = performance.now();
  let cancelled: number | undefined;
  const report = ({ done }: { readonly done: number }) => {
    if (done < 2 || cancelled !== undefined) return;
    cancelled = performance.now();
    controller.abort();
  };
  await engine.calls.draw({ recipe }, { signal: controller.signal, onProgress: report }).catch(() => {});
  if (cancelled === undefined) throw new Error('The recipe ended before it could be cancelled.');
  const [cell] = recipe.cells;
  return { cancel: performance.now() - cancelled, step: (cancelled - started) / (2 * (cell?.settings.steps ?? 20)) };
}

async function runBare(threads: number): Promise<{ readonly milliseconds: number; readonly peak: number }> {
  const script = path.join(root, 'bench/process/bare.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, diffusion, String(threads)]);
  return JSON.parse(stdout);
}

function peakOf({ state }: Engine): number {
  if (state.kind !== 'ready' && state.kind !== 'busy') throw new Error(`The engine is ${state.kind}.`);
  const status = readFileSync(`/proc/${state.info.process}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

function weights(): number {
  return ['text_encoder', 'unet', 'vae_decoder']
    .map((name) => statSync(path.join(diffusion, name, 'model.onnx')).size)
    .reduce((sum, size) => sum + size, 0);
}
