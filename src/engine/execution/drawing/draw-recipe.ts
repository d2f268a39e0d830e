/** @file A recipe → what is missing → painter → store. */
import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts.ts';
import { log } from '../../log.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { Preparation } from '../../runtime/sessions/run-scope.ts';
import { artefactKey, type ModelIdentity } from '../../store/model-identity.ts';
import { RunJournal } from '../../store/run-journal.ts';
import { SideWork } from '../side-work.ts';
import { imageWork, TimeLeft } from '../time-left.ts';
import { describeForRun, withPreparations } from '../with-preparations.ts';
import type { ModelOfRun, Workshop } from '../workshop.ts';
import { drawImage } from './draw-image.ts';
import { type Drawing, reportDrawing } from './drawing.ts';
import { FirstImages } from './first-images.ts';
import { PreviewClock } from './preview-clock.ts';
import { type ReadyImage, RecipeImages, type WantedImage } from './recipe-images.ts';
import { RunCount } from './run-count.ts';

/**
 * Which images are in the store; opens no session and reads no image.
 * @throws Failure as `ModelKeeper.describe` and `modelFolder`
 */
export async function lookUpRecipe(workshop: Workshop, recipe: RecipePlan): Promise<DrawnRecipe> {
  const firsts = firstImages(workshop);
  for (const source of recipe.sources ?? []) firsts.add(await lookUpAlone(workshop, source, firsts));
  return lookUpAlone(workshop, recipe, firsts);
}

/** What begins with an image that is not there is missing, too. */
async function lookUpAlone(workshop: Workshop, recipe: RecipePlan, firsts: FirstImages): Promise<DrawnRecipe> {
  const images = new RecipeImages(recipe);
  const { identity } = await workshop.models.describe('painter', await workshop.requestOf(recipe.model));
  await Promise.all(
    images.order.map(async (image) => {
      const ready = await readyImage(image, identity, firsts);
      const found = ready instanceof Failure ? undefined : await workshop.images.find(ready.artefact);
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
  const firsts = firstImages(workshop);
  const count = new RunCount(recipe);
  for (const source of recipe.sources ?? []) {
    firsts.add(yield* count.source(drawAlone(workshop, source, { firsts, later: count.workBehind(source) }, signal)));
  }
  return yield* count.whole(drawAlone(workshop, recipe, { firsts, later: 0 }, signal));
}

function firstImages({ settings, fileDigests }: Workshop): FirstImages {
  return new FirstImages(settings.workspace, fileDigests);
}

/** Its place in a run of several recipes. */
interface PartOfRun {
  readonly firsts: FirstImages;
  /** Units of work of the recipes behind it. */
  readonly later: number;
}

/** Once its sources are drawn. */
async function* drawAlone(
  workshop: Workshop,
  recipe: RecipePlan,
  part: PartOfRun,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, DrawnRecipe> {
  throwIfCancelled(signal);
  const images = new RecipeImages(recipe);
  const request = await workshop.requestOf(recipe.model);
  const { identity } = yield* describeForRun(workshop, ['painter', request], signal, (told) =>
    reportPreparation(images, told),
  );
  const missing = await findWholeImages(workshop, images, identity, part.firsts);
  yield { stage: 'loading', done: images.done, total: images.total, changed: images.takeChanged() };
  for (const note of await workshop.notesOn(recipe.model, identity)) {
    const told = reportPreparation(images, { kind: 'note', note });
    if (told !== undefined) yield told;
  }
  if (missing.length > 0) {
    const drawing = drawMissing(workshop, recipe, images, missing, { request, identity, ...part }, signal);
    yield* withPreparations(workshop, signal, drawing, (told) => reportPreparation(images, told));
  }
  return images.result();
}

/**
 * One after the other: each is hashed once, and hashing all at once would hold all in memory.
 * @returns those that are to be drawn; without the image that it begins with, an image has failed
 */
async function findWholeImages(
  workshop: Workshop,
  images: RecipeImages,
  identity: ModelIdentity,
  firsts: FirstImages,
): Promise<readonly ReadyImage[]> {
  const missing: ReadyImage[] = [];
  for (const image of images.order) {
    const ready = await readyImage(image, identity, firsts);
    if (ready instanceof Failure) {
      images.set({ key: image.key, state: 'failed', reason: ready.message });
      continue;
    }
    const found = await workshop.images.findWhole(ready.artefact);
    if (found) images.setDone(image.key, found);
    else {
      images.set(queued(image.key));
      missing.push(ready);
    }
  }
  images.markReused();
  return missing;
}

async function readyImage(
  image: WantedImage,
  identity: ModelIdentity,
  firsts: FirstImages,
): Promise<ReadyImage | Failure> {
  try {
    const first = await firsts.find(image);
    return { ...image, first, artefact: artefactKey(image, identity, first) };
  } catch (error) {
    if (Failure.is(error)) return error;
    throw error;
  }
}

async function* drawMissing(
  workshop: Workshop,
  recipe: RecipePlan,
  images: RecipeImages,
  missing: readonly ReadyImage[],
  { request, identity, firsts, later }: ModelOfRun & PartOfRun,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, void> {
  const start = { kind: 'start', recipe: recipe.name, images: missing.length } as const;
  const journal = await RunJournal.start(workshop.files, start);
  log.info(`Draws ${counted(missing.length, 'image')} of ${recipe.name}.`);
  const saving = new SideWork();
  let ended = false;
  const lease = await workshop.models.lease('painter', request).catch(async (error: unknown) => {
    await journal.addFailure(error);
    throw error;
  });
  try {
    const previews = new PreviewClock();
    const timeLeft = new TimeLeft(missing.reduce((sum, image) => sum + imageWork(image), later));
    const { model: painter } = lease;
    const model = identity.digest;
    const drawing: Drawing = { workshop, painter, model, images, firsts, journal, previews, timeLeft, saving };
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

function reportPreparation(images: RecipeImages, told: Preparation): DrawProgress | undefined {
  const { done, total } = images;
  if (told.kind !== 'note') {
    const { kind, ...part } = told;
    return { stage: kind, ...part, done, total, changed: images.takeChanged() };
  }
  const { note } = told;
  return images.addNote(note) ? { stage: 'loading', done, total, changed: images.takeChanged(), note } : undefined;
}

function queued(key: string): { readonly key: string; readonly state: 'queued' } {
  return { key, state: 'queued' };
}
