/**
 * @file What a run costs when little or nothing has changed, over the run that drew everything: text → plan → engine,
 * in one process, on a store of its own for each round. Run by itself: `node --import tsx bench/incremental.ts 3`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readyImage } from '../src/engine/execution/drawing/draw-recipe.ts';
import { FirstImages } from '../src/engine/execution/drawing/first-images.ts';
import { RecipeImages } from '../src/engine/execution/drawing/recipe-images.ts';
import { ModelKeeper } from '../src/engine/execution/models/model-keeper.ts';
import type { ModelOpener } from '../src/engine/execution/models/model-opener.ts';
import { nativeModels } from '../src/engine/execution/models/native-models.ts';
import { Workshop } from '../src/engine/execution/workshop.ts';
import { Executor } from '../src/engine/executor.ts';
import { threadCount } from '../src/engine/runtime/providers/threads.ts';
import type { RecipePlan } from '../src/language/plan/plan.ts';
import { createLanguageService } from '../src/language/service.ts';
import type { DrawnRecipe } from '../src/protocol/engine.ts';
import { oneImage } from './example-recipe.ts';
import { median, pairedRatios, type Ratios } from './ratios.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ratios of processor time, which other programs on the machine change less than the wall time. */
export interface Figure extends Ratios {
  /** Median milliseconds of wall time. */
  readonly milliseconds: number;
}

export interface IncrementalFigures {
  readonly cells: number;
  /** Median milliseconds of the run that draws all. */
  readonly first: number;
  /** Over the first run. */
  readonly again: Figure;
  readonly againInNewProcess: Figure;
  readonly oneClass: Figure;
  readonly decoded: Figure;
  readonly lookup: Figure;
  /** Of `lookupImages` images, milliseconds. */
  readonly largeLookup: { readonly images: number; readonly cold: number; readonly warm: number };
}

const classes = 20;
const columns = 50;
const largeColumns = 500;

export async function measureIncremental(rounds: number, threads: number): Promise<IncrementalFigures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  const opener = nativeModels({ provider: 'cpu', threads });
  try {
    const taken: Round[] = [];
    for (let round = 0; round < rounds; round++)
      taken.push(await measureRound(path.join(folder, String(round)), opener));
    const walls = (name: keyof Round) => taken.map((one) => one[name].wall);
    const cpus = (name: keyof Round) => taken.map((one) => one[name].cpu);
    const over = (name: keyof Round): Figure => ({
      milliseconds: median(walls(name)),
      ...pairedRatios(cpus(name), cpus('first')),
    });
    return {
      cells: classes * columns,
      first: median(walls('first')),
      again: over('again'),
      againInNewProcess: over('againInNewProcess'),
      oneClass: over('oneClass'),
      decoded: over('decoded'),
      lookup: over('lookup'),
      largeLookup: await measureLargeLookup(path.join(folder, 'large'), opener),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Round = Readonly<Record<'first' | 'again' | 'againInNewProcess' | 'oneClass' | 'decoded' | 'lookup', Taken>>;

/** Milliseconds. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

async function measureRound(folder: string, opener: ModelOpener): Promise<Round> {
  const settings = settingsOf(folder);
  const executor = new Executor({ settings, opener });
  const others: Executor[] = [executor];
  const anew = () => {
    const other = new Executor({ settings, opener });
    others.push(other);
    return other;
  };
  try {
    await draw(executor, oneImage(await planOf(source())), 1);
    const first = await timed(async () => draw(executor, await planOf(source()), classes * columns));
    const again = await timed(async () => draw(executor, await planOf(`// A comment.\n${source()}`), 0));
    const other = anew();
    const againInNewProcess = await timed(async () => draw(other, await planOf(source()), 0));
    const lookup = await timed(async () => executor.lookup(await planOf(source())));
    const edited = source().replace('"thing 7"', '"another thing"');
    const oneClass = await timed(async () => draw(executor, await planOf(edited), columns));
    await rm(path.join(settings.store, 'cache/objects'), { recursive: true });
    const decoded = await timed(async () => draw(executor, await planOf(source()), classes * columns));
    return { first, again, againInNewProcess, oneClass, decoded, lookup };
  } finally {
    for (const one of others) await one.dispose();
  }
}

/** Images are put into the store without drawing them; looking up asks for nothing but that they are there. */
async function measureLargeLookup(folder: string, opener: ModelOpener): Promise<IncrementalFigures['largeLookup']> {
  const settings = settingsOf(folder);
  const recipe = await planOf(source(largeColumns));
  const workshop = new Workshop(settings, new ModelKeeper(opener, 1000));
  const { identity } = await workshop.models.describe('painter', await workshop.requestOf(recipe.model));
  const firsts = new FirstImages(settings.workspace, workshop.fileDigests);
  for (const image of new RecipeImages(recipe).order) {
    const ready = await readyImage(image, identity, firsts);
    if (!('artefact' in ready)) throw ready;
    const { prompt, negative, emphasis, seed, source: span } = image;
    const origin = { prompt, negative, emphasis, seed, settings: image.settings, model: identity.digest, source: span };
    await workshop.images.keep(ready.artefact, Buffer.from(image.key), origin);
  }
  const executor = new Executor({ settings, opener });
  const look = async () => {
    const { done } = await executor.lookup(recipe);
    if (done !== classes * largeColumns) throw new Error(`Only ${done} images were found.`);
  };
  const cold = await timed(look);
  const warm = await timed(look);
  await Promise.all([executor.dispose(), workshop.models.dispose()]);
  return { images: classes * largeColumns, cold: cold.wall, warm: warm.wall };
}

function settingsOf(workspace: string) {
  const starterPack = path.join(root, 'models/starter');
  return { workspace, store: path.join(workspace, '.vlprompt'), starterPack, trustedModelFolders: [], storeSize: 20 };
}

/** One image a cell, of four steps. */
function source(count = columns): string {
  const names = Array.from({ length: classes }, (_, i) => `class c${i} "thing ${i}"`);
  const seeds = Array.from({ length: count }, (_, i) => i).join(', ');
  return `${names.join('\n')}
recipe grid {
  classes: all
  prompt:  "a photo of a \${class}"
  steps:   4
  seed:    [${seeds}]
}
`;
}

async function planOf(text: string): Promise<RecipePlan> {
  const { plan } = await createLanguageService().openText(text, '/bench/grid.vlprompt', '/bench');
  const [recipe] = plan?.recipes ?? [];
  if (recipe === undefined) throw new Error('There is no recipe.');
  return recipe;
}

async function draw(executor: Executor, recipe: RecipePlan, drawn: number): Promise<void> {
  const drawing = executor.draw(recipe, new AbortController().signal);
  for (let next = await drawing.next(); ; next = await drawing.next()) {
    if (next.done) return requireDrawn(next.value, drawn);
  }
}

function requireDrawn({ done, total, reused }: DrawnRecipe, drawn: number): void {
  if (done === total && done - reused === drawn) return;
  throw new Error(`${done - reused} of ${total} images were drawn, not ${drawn}.`);
}

async function timed(work: () => Promise<unknown>): Promise<Taken> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

export function incrementalTable(figures: IncrementalFigures) {
  const row = ({ milliseconds, ratio, low, high }: Figure, wanted: string) => ({
    ms: Math.round(milliseconds),
    'CPU, over the first run': `${percent(ratio)} (${percent(low)} to ${percent(high)})`,
    wanted,
    'a cell, µs': Math.round((1000 * milliseconds) / figures.cells),
  });
  return {
    [`first run of ${figures.cells} cells`]: { ms: Math.round(figures.first) },
    'again, after a comment changed': row(figures.again, '1 s, 2 %'),
    'again, in a new process': row(figures.againInNewProcess, '1 s, 2 %'),
    'one class of twenty changed': row(figures.oneClass, '6 %'),
    'all pictures lost, their latents kept': row(figures.decoded, ''),
    'looked up': row(figures.lookup, ''),
    [`${figures.largeLookup.images} images looked up, for the first time`]: {
      ms: Math.round(figures.largeLookup.cold),
    },
    [`${figures.largeLookup.images} images looked up again`]: {
      ms: Math.round(figures.largeLookup.warm),
      wanted: '1 s',
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.table(incrementalTable(await measureIncremental(Number(process.argv[2] ?? 3), threadCount(0))));
}
