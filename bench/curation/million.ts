/**
 * @file A million images, of which no picture and no index is written, which would take hours: what the cache knows of them
 * is. They are opened from it as any set is, chosen from and sorted.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sampleOf } from '../../src/engine/datasets/samples/sample.ts';
import { ColumnsWriter } from '../../src/engine/datasets/sets/columns/columns-writer.ts';
import { ImageSets } from '../../src/engine/datasets/sets/image-sets.ts';
import { encodeSet, type KeptPart, keptSetFile } from '../../src/engine/datasets/sets/opening/kept-set.ts';
import { digestOf } from '../../src/engine/files/digest.ts';
import { StoreFiles } from '../../src/engine/store/store-files.ts';
import type { RecipePlan } from '../../src/language/plan/plan.ts';
import { madeExecutor, madeRecipe, perRecipe } from './made-set.ts';
import { settledMemory } from './settled-memory.ts';

const recipes = 100;
const stamp = digestOf('a million');

export async function measureMillion(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
  const workspace = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  try {
    const files = new StoreFiles(path.join(workspace, '.vlprompt'), workspace);
    const { hashes, bytes } = await writeKept(files);
    const before = await settledMemory();
    const sets = new ImageSets(workspace, files, madeTools(workspace, hashes));
    const [open, { set }] = await timed(() => drained(sets.open({ stamp, reviewer: 'Ann' }, signal)));
    const order = { by: 'field', field: 'margin', isDescending: true } as const;
    const where = { kind: 'compare', field: 'prompt', operator: '~', value: 'blue' } as const;
    const [filter] = await timed(() => drained(sets.list({ set, show: 'all', order: { by: 'plan' }, where }, signal)));
    const [sort, { list }] = await timed(() => drained(sets.list({ set, show: 'all', order }, signal)));
    const [page] = await timed(async () => sets.read({ set, list, from: 500_000, count: 200 }));
    const held = (await settledMemory()) - before;
    const ms = (time: number) => `${time.toFixed(0)} ms`;
    const mb = (size: number) => `${Math.round(size / 1e6)} MB`;
    const times = { open: ms(open), filter: ms(filter), sort: ms(sort), '200 rows': ms(page) };
    return { ...times, file: mb(bytes), memory: mb(held) };
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

async function writeKept(files: StoreFiles) {
  const writer = new ColumnsWriter();
  const parts: KeptPart[] = [];
  const frames: RecipePlan[] = [];
  const hashes: string[] = [];
  for (let number = 0; number < recipes; number++) {
    const recipe = madeRecipe(number, perRecipe);
    const from = writer.count;
    for (const cell of recipe.cells) {
      for (const image of cell.images) {
        const hash = digestOf(`file ${image.key}`);
        hashes.push(hash);
        const margin = (writer.count % 1000) / 1000;
        const score = { score: margin / 3, predicted: 0, confidence: margin, margin, agrees: true };
        const { file: _, ...sample } = sampleOf(recipe, cell, image, { file: '', hash }, null, score);
        writer.add({ ...sample, predicted: 'bag', artefact: image.key });
      }
    }
    parts.push({ from, to: writer.count, painter: '', judge: '' });
    frames.push({ ...recipe, cells: [] });
  }
  const source = { kind: 'recipes', recipes: frames } as const;
  const kept = { columns: writer.finish(), source, parts, redraws: digestOf('[]') };
  const bytes = encodeSet(stamp, kept);
  await files.write(keptSetFile(stamp), bytes, false);
  return { hashes, bytes: bytes.length };
}

/** An engine whose models are the ones of before, and whose store has all of the files. */
function madeTools(workspace: string, hashes: readonly string[]): ConstructorParameters<typeof ImageSets>[2] {
  const executor = madeExecutor(workspace);
  return Object.assign(executor, {
    artefactsOf: async () => ({ painter: '', nameOf: () => undefined }),
    knownScores: async () => ({ judge: '', open: async () => ({ get: () => undefined }) }),
    storedHashes: async function* () {
      for (let start = 0; start < hashes.length; start += 4096) yield hashes.slice(start, start + 4096);
    },
  });
}

async function timed<Value>(work: () => Promise<Value>): Promise<readonly [number, Value]> {
  const began = performance.now();
  const value = await work();
  return [performance.now() - began, value];
}

async function drained<Result>(work: AsyncGenerator<unknown, Result>): Promise<Result> {
  let next = await work.next();
  while (!next.done) next = await work.next();
  return next.value;
}
