/** @file Runs families of cases in turn and says how it goes. */
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import type { Family } from '../../test/language/programs/family.ts';
import { Gauge } from './gauge.ts';

/** Cases of all families in one round: seconds, so that every family is reached soon. */
const ROUND = 2000;

/** Enough to find a small example, also of a case that takes a second. */
const SHRINKING_MS = 60_000;

/** Resolves to the number of different failures. */
export async function fuzz(families: readonly Family[], cases: number, seed: number): Promise<number> {
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const watchdog = new Worker(new URL('./watchdog.mjs', import.meta.url), { workerData: begun });
  const gauge = new Gauge(begun);
  const failures = new Set<string>();
  console.log(`${cases} cases, seed ${seed}: ${families.map(({ name }) => name).join(', ')}`);
  const shares = families.reduce((sum, { share }) => sum + share, 0);
  for (let round = 0; gauge.cases < cases; round++) {
    for (const family of families) {
      const numRuns = Math.ceil((Math.min(ROUND, cases) * family.share) / shares);
      const at: Run = { family, numRuns, seed: (Math.imul(seed, 0x9e3779b1) + round) | 0 };
      watchdog.postMessage(`${family.name}, seed ${at.seed}`);
      const failure = await runOf(at, gauge);
      if (failure !== undefined) await report(failures, failure, at, gauge);
    }
    gauge.reportSometimes();
  }
  gauge.report();
  console.log(failures.size === 0 ? '✓ no failure' : `✗ ${failures.size} different failures`);
  await watchdog.terminate();
  return failures.size;
}

interface Run {
  readonly family: Family;
  readonly numRuns: number;
  readonly seed: number;
}

interface Failure {
  readonly counterexample: readonly unknown[];
  readonly error: string;
}

async function runOf({ family, numRuns, seed }: Run, gauge: Gauge): Promise<Failure | undefined> {
  const property = family.property((run) => gauge.time(family.name, run));
  const found = await fc.check(property, { numRuns, seed, interruptAfterTimeLimit: SHRINKING_MS });
  if (!found.failed) return undefined;
  const { errorInstance: error, counterexample } = found;
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { counterexample: counterexample ?? [], error: shown };
}

/** The same mistake is shown once; its place in the code tells. */
async function report(
  failures: Set<string>,
  { error, counterexample }: Failure,
  { family, seed }: Run,
  gauge: Gauge,
): Promise<void> {
  const lines = error.split('\n');
  const sign = `${family.name} ${lines.find((line) => line.includes('/src/'))?.trim() ?? lines[0]}`;
  if (failures.has(sign)) return;
  failures.add(sign);
  const smallest = await family.reduced(counterexample, (run) => gauge.time(family.name, run));
  console.log(`✗ ${family.name}, seed ${seed}\n${JSON.stringify(smallest, undefined, 1)}\n${error.slice(0, 3000)}\n`);
}
