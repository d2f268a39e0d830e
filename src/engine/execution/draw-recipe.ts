/** @file A recipe → what is missing → painter → store. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../runtime/cancellation.ts';
import { artefactKey, type ModelIdentity } from '../store/model-identity.ts';
import { RunJournal } from '../store/run-journal.ts';
import { drawImage, reportDrawing } from './draw-image.ts';
import type { Drawing } from './drawing.ts';
import { PreviewClock } from './preview-clock.ts';
import { RecipeImages } from './recipe-images.ts';
import { SideWork } from './side-work.ts';
import { imageWork, TimeLeft } from './time-left.ts';
import type { ModelOfRun, Workshop } from './workshop.ts';

/**
 * Which images are in the store; opens no session and reads no image.
 * @throws Failure as `ModelKeeper.describe` and `modelFolder`
 */
export async function lookUpRecipe(workshop: Workshop, recipe: RecipePlan): Promise<DrawnRecipe> {
  const images = new RecipeImages(recipe);
  const { identity } = await workshop.models.describe('painter', await workshop.requestOf(recipe.model));
  await Promise.all(
    images.order.map(async (image) => {
      const found = await workshop.images.find(artefactKey(image, identity));
      if (found) images.setDone(image.key, found);
    }),
  );
  images.markReused();
  return images.result();
}

/**
 * Draws what is missing, in its turn. What is finished stays finished, however the run ends.
 * @throws Failure of models and store, `cancelled`; an image that alone cannot be drawn is `failed` instead
 */
export async function* drawRecipe(
  workshop: Workshop,
  recipe: RecipePlan,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, DrawnRecipe> {
  if (workshop.queue.isTaken) yield* showQueued(workshop, recipe);
  const leave = await workshop.queue.enter(signal);
  try {
    return yield* drawRecipeNow(workshop, recipe, signal);
  } finally {
    leave();
  }
}

async function* showQueued(workshop: Workshop, recipe: RecipePlan): AsyncGenerator<DrawProgress, void> {
  const found = await lookUpRecipe(workshop, recipe);
  const images = new Map(found.cells.flat().map((image) => [image.key, image]));
  const changed = [...images.values()].map((image) => (image.state === 'done' ? image : queued(image.key)));
  yield { stage: 'loading', done: found.done, total: found.total, changed };
}

/** As `drawRecipe`, for a run whose turn it is already. */
export async function* drawRecipeNow(
  workshop: Workshop,
  recipe: RecipePlan,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, DrawnRecipe> {
  throwIfCancelled(signal);
  const images = new RecipeImages(recipe);
  const request = await workshop.requestOf(recipe.model);
  const { identity } = await workshop.models.describe('painter', request);
  await findWholeImages(workshop, images, identity);
  yield { stage: 'loading', done: images.done, total: images.total, changed: images.takeChanged() };
  if (images.missing.length > 0) yield* drawMissing(workshop, recipe, images, { request, identity }, signal);
  return images.result();
}

/** One after the other: each is hashed once, and hashing all at once would hold all in memory. */
async function findWholeImages(workshop: Workshop, images: RecipeImages, identity: ModelIdentity): Promise<void> {
  for (const image of images.order) {
    const found = await workshop.images.findWhole(artefactKey(image, identity));
    if (found) images.setDone(image.key, found);
    else images.set(queued(image.key));
  }
  images.markReused();
}

async function* drawMissing(
  workshop: Workshop,
  recipe: RecipePlan,
  images: RecipeImages,
  { request, identity }: ModelOfRun,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, void> {
  const missing = images.missing;
  const start = { kind: 'start', recipe: recipe.name, images: missing.length } as const;
  const journal = await RunJournal.start(workshop.files, start);
  const saving = new SideWork();
  let ended = false;
  const lease = await workshop.models.lease('painter', request).catch(async (error: unknown) => {
    await journal.addFailure(error);
    throw error;
  });
  try {
    const previews = new PreviewClock();
    const timeLeft = new TimeLeft(missing.reduce((sum, image) => sum + imageWork(image), 0));
    const drawing: Drawing = { workshop, painter: lease.model, identity, images, journal, previews, timeLeft, saving };
    for (const image of missing) yield* drawImage(drawing, image, signal);
    await saving.settle();
    saving.throwIfFailed();
    yield reportDrawing(drawing);
    await journal.add({ kind: 'end' });
    ended = true;
  } catch (error) {
    await saving.settle();
    await journal.addFailure(error);
    throw error;
  } finally {
    await saving.settle();
    await lease.release(!ended && !signal.aborted);
  }
}

function queued(key: string): { readonly key: string; readonly state: 'queued' } {
  return { key, state: 'queued' };
}
