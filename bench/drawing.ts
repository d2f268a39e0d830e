/** @file Wall time of drawing the example's recipe over the time inside native runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nativeModels } from '../src/engine/execution/native-models.ts';
import { Executor } from '../src/engine/executor.ts';
import { nativeMilliseconds } from '../src/engine/runtime/onnx-runtime.ts';
import type { RecipePlan } from '../src/language/plan/plan.ts';
import { createLanguageService } from '../src/language/service.ts';
import { median, pairedRatios, type Ratios } from './ratios.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = path.join(root, 'examples/fashion');

export interface DrawingFigures extends Ratios {
  readonly images: number;
  /** Median milliseconds. */
  readonly wall: number;
  /** Median milliseconds. */
  readonly native: number;
}

/** Every round draws into an empty store: encoding, hashing, journal and previews included; the model stays loaded. */
export async function measureDrawing(rounds: number, threads: number): Promise<DrawingFigures> {
  const recipe = await exampleRecipe();
  const store = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  const opener = nativeModels({ provider: 'cpu', threads });
  try {
    await draw(recipe, path.join(store, 'warm-up'), opener);
    const taken: Taken[] = [];
    for (let round = 0; round < rounds; round++)
      taken.push(await draw(recipe, path.join(store, String(round)), opener));
    const [walls, natives] = [taken.map(({ wall }) => wall), taken.map(({ native }) => native)];
    const images = recipe.cells.flatMap((cell) => cell.images).length;
    return { images, wall: median(walls), native: median(natives), ...pairedRatios(walls, natives) };
  } finally {
    await rm(store, { recursive: true });
  }
}

interface Taken {
  readonly wall: number;
  readonly native: number;
}

async function draw(recipe: RecipePlan, store: string, opener: ReturnType<typeof nativeModels>): Promise<Taken> {
  const settings = {
    workspace: example,
    store,
    starterPack: path.join(root, 'models/starter'),
    trustedModelFolders: [],
  };
  const executor = new Executor({ settings, opener });
  try {
    await drawTo(executor, oneImage(recipe));
    const [started, before] = [performance.now(), nativeMilliseconds()];
    await drawTo(executor, recipe);
    return { wall: performance.now() - started, native: nativeMilliseconds() - before };
  } finally {
    await executor.dispose();
  }
}

/** Loads the model; its one image is not of the recipe, so that all of those are drawn. */
function oneImage(recipe: RecipePlan): RecipePlan {
  const [cell] = recipe.cells;
  const [image] = cell?.images ?? [];
  if (cell === undefined || image === undefined) throw new Error('The example draws nothing.');
  return {
    ...recipe,
    rows: recipe.rows.slice(0, 1),
    columns: recipe.columns.slice(0, 1),
    cells: [{ ...cell, images: [{ ...image, key: '0'.repeat(64), seed: 4242 }] }],
  };
}

async function drawTo(executor: Executor, recipe: RecipePlan): Promise<void> {
  const drawing = executor.draw(recipe, new AbortController().signal);
  for (;;) {
    const { done, value } = await drawing.next();
    if (done) {
      if (value.done !== value.total) throw new Error(`Only ${value.done} of ${value.total} images were drawn.`);
      return;
    }
  }
}

async function exampleRecipe(): Promise<RecipePlan> {
  const { plan } = await createLanguageService().open(path.join(example, 'fashion.vlprompt'), example);
  const [recipe] = plan?.recipes ?? [];
  if (recipe === undefined) throw new Error('The example declares no recipe.');
  return recipe;
}
