/**
 * @file What a reviewer of many images waits for: opening them, choosing, sorting, counting, a page of rows, a decision;
 * over a bare fold of the same log and a bare read of the same files. `node --import tsx bench/curation.ts 10000 100000`;
 * with `--million` a million are opened, too.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stampOf } from '../src/language/plan/image-stamp.ts';
import type { Condition } from '../src/language/plan/plan.ts';
import type { ImageOrder, ImageSource } from '../src/protocol/image-sets.ts';
import { madeExecutor, madeSource, writeDecisions, writeImages } from './curation/made-set.ts';
import { measureMillion } from './curation/million.ts';
import { settledMemory } from './curation/settled-memory.ts';
import { median } from './ratios.ts';

export interface CurationFigures {
  readonly images: number;
  /** Milliseconds, medians but for the first opening. */
  readonly openFirst: number;
  readonly openAgain: number;
  readonly filter: number;
  readonly sort: number;
  readonly facets: number;
  readonly page: number;
  readonly decide: number;
  /** Of a hundredth of all images at once, for each. */
  readonly decideMany: number;
  readonly bareFold: number;
  readonly bareRead: number;
  /** Bytes that an open set takes. */
  readonly memory: number;
}

const signal = new AbortController().signal;
const where: Condition = {
  kind: 'and',
  terms: [
    { kind: 'compare', field: 'margin', operator: '<', value: 0.2 },
    { kind: 'compare', field: 'prompt', operator: '~', value: 'blue' },
    { kind: 'compare', field: 'class', operator: '!=', value: 'bag' },
  ],
};

export async function measureCuration(images: number, rounds: number): Promise<CurationFigures> {
  const workspace = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  try {
    const source = madeSource(images);
    const written = await writeImages(workspace, source);
    await writeDecisions(workspace, written);
    return { images, ...(await measure(workspace, source, rounds)), ...(await measureBare(workspace, rounds)) };
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

async function measure(workspace: string, source: ImageSource & { readonly kind: 'recipes' }, rounds: number) {
  const stamp = stampOf(source);
  const asked = { stamp, reviewer: 'Ann Lee' };
  const [openFirst] = await timed(() => opened(workspace, { ...asked, source }));
  // What was found is kept meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) again.push((await timed(() => opened(workspace, asked)))[0]);
  const before = await settledMemory();
  const { executor, set } = await opened(workspace, asked);
  const memory = (await settledMemory()) - before;
  const { sets } = executor;
  const list = (order: ImageOrder, condition?: Condition) =>
    drained(sets.list({ set: set.set, show: 'all', order, ...(condition && { where: condition }) }, signal));
  const numbers = Array.from({ length: set.count / 100 }, (_, at) => at * 100);
  let turn = 0;
  const decide = (some: readonly number[]) => {
    const change = { op: turn++ % 2 === 0 ? 'reject' : 'accept' } as const;
    return sets.decide({ set: set.set, of: { numbers: some }, change });
  };
  const filter = await medianOf(rounds, () => list({ by: 'plan' }, where));
  const sort = await medianOf(rounds, () => list({ by: 'field', field: 'margin', isDescending: true }));
  const byPlan = await list({ by: 'plan' });
  return {
    openFirst,
    openAgain: median(again),
    filter,
    sort,
    facets: await medianOf(rounds, async () => sets.facets(set.set, byPlan.list)),
    page: await medianOf(rounds, async () =>
      sets.read({ set: set.set, list: byPlan.list, from: set.count / 2, count: 200 }),
    ),
    decide: await medianOf(20 * rounds, () => decide([turn % set.count])),
    decideMany: (await medianOf(rounds, () => decide(numbers))) / numbers.length,
    memory,
  };
}

async function opened(workspace: string, request: { stamp: string; reviewer: string; source?: ImageSource }) {
  const executor = madeExecutor(workspace);
  return { executor, set: await drained(executor.sets.open(request, signal)) };
}

/** What nobody can do without who reads these files: their bytes; and of each line of the log the last word. */
async function measureBare(workspace: string, rounds: number) {
  const reviews = await filesBelow(path.join(workspace, 'reviews'));
  const kept = await filesBelow(path.join(workspace, '.vlprompt/cache/sets'));
  const fold = async () => {
    const last = new Map<string, string>();
    for (const file of reviews) {
      for (const line of (await readFile(file, 'utf8')).split('\n')) {
        if (line === '') continue;
        const { px, op } = JSON.parse(line) as { readonly px: string; readonly op: string };
        last.set(px, op);
      }
    }
    return last;
  };
  return {
    bareFold: await medianOf(rounds, fold),
    bareRead: await medianOf(rounds, () => Promise.all([...reviews, ...kept].map((file) => readFile(file)))),
  };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function timed<Value>(work: () => Promise<Value>): Promise<readonly [number, Value]> {
  const began = performance.now();
  const value = await work();
  return [performance.now() - began, value];
}

async function medianOf(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push((await timed(work))[0]);
  return median(times);
}

async function drained<Result>(work: AsyncGenerator<unknown, Result>): Promise<Result> {
  let next = await work.next();
  while (!next.done) next = await work.next();
  return next.value;
}

export function curationRow(figures: CurationFigures): Readonly<Record<string, string>> {
  const { openFirst, openAgain, filter, sort, facets, page, decide, decideMany, bareFold, bareRead, memory } = figures;
  const ms = (time: number) => `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
  return {
    'open, first': ms(openFirst),
    'open, again': ms(openAgain),
    'over a bare fold': (openAgain / bareFold).toFixed(2),
    'over a bare read': (openAgain / bareRead).toFixed(1),
    filter: ms(filter),
    sort: ms(sort),
    facets: ms(facets),
    '200 rows': ms(page),
    decide: ms(decide),
    'each of many': `${(1000 * decideMany).toFixed(0)} µs`,
    memory: `${Math.round(memory / 1e6)} MB`,
  };
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--million')) console.table({ '1000000 images': await measureMillion(signal) });
  const counts = process.argv
    .slice(2)
    .map(Number)
    .filter((count) => count > 0);
  const table: Record<string, Readonly<Record<string, string>>> = {};
  for (const images of counts) {
    table[`${images} images`] = curationRow(await measureCuration(images, 7));
  }
  if (counts.length > 0) console.table(table);
}
