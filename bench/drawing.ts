/** @file Wall time of drawing the example's recipe over the time inside native runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nativeModels } from '../src/engine/execution/models/native-models.ts';
import { Executor } from '../src/engine/executor.ts';
import { nativeMilliseconds } from '../src/engine/runtime/onnx-runtime.ts';
import type { RecipePlan } from '../src/language/plan/plan.ts';
import { exampleFolder, exampleRecipe, oneImage } from './example-recipe.ts';
import { median, pairedRatios, type Ratios } from './ratios.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

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
    workspace: exampleFolder,
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
