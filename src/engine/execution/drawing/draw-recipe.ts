/** @file A recipe → what is missing → painter → store. */
import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { log } from '../../log.ts';
import { Pauses } from '../../pauses.ts';
import type { RunJournal } from '../../runs/run-journal.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { Preparation } from '../../runtime/sessions/run-scope.ts';
import { artefactKey, type ModelIdentity } from '../../store/digests/model-identity.ts';
import { whilePaused } from '../queue/while-paused.ts';
import { imageWork, TimeLeft } from '../time-left.ts';
import { describeForRun, withPreparations } from '../with-preparations.ts';
import type { ModelOfRun, Workshop } from '../workshop.ts';
import { drawImage } from './draw-image.ts';
import { type Drawing, reportDrawing } from './drawing.ts';
import { estimateOf, sumOfEstimates } from './estimate.ts';
import { FirstImages } from './first-images.ts';
import { PaceMeter } from './pace-meter.ts';
import { PreviewClock } from './preview-clock.ts';
import { type ReadyImage, RecipeImages, type WantedImage } from './recipe-images.ts';
import { RunCount } from './run-count.ts';
import { SideWork } from './side-work.ts';

/**
 * Which images are in the store; opens no session and reads no image.
 * @throws Failure as `ModelKeeper.describe` and `modelFolder`
 */
export async function lookUpRecipe(workshop: Workshop, recipe: RecipePlan): Promise<DrawnRecipe> {
  const firsts = firstImages(workshop);
  const sources: DrawnRecipe[] = [];
  for (const source of recipe.sources ?? []) {
    const found = await lookUpAlone(workshop, source, firsts);
    firsts.add(found);
    sources.push(found);
  }
  const own = await lookUpAlone(workshop, recipe, firsts);
  const { estimate: _, ...found } = own;
  return { ...found, ...sumOfEstimates([...sources, own]) };
}

/** What begins with an image that is not there is missing, too. */
async function lookUpAlone(workshop: Workshop, recipe: RecipePlan, firsts: FirstImages): Promise<DrawnRecipe> {
  const images = new RecipeImages(recipe);
  const { identity } = await workshop.models.describe('painter', await workshop.requestOf(recipe.model));
  const pauses = new Pauses();
  for (const image of images.order) {
    const ready = await readyImage(image, identity, firsts);
    const found = ready instanceof Failure ? undefined : workshop.images.find(ready.artefact);
    if (found) images.setDone(image.key, found);
    await pauses.take();
  }
  images.markReused();
  const missing = images.order.filter(({ key }) => images.state(key).state === 'missing');
  return { ...images.result(), painter: painterOf(identity), ...estimateOf(missing, await workshop.pace.of(identity)) };
}

/** Draws what is missing of a recipe whose turn it is; see `drawInTurn`. */
export async function* drawRecipeNow(
  workshop: Workshop,
  recipe: RecipePlan,
  journal: RunJournal,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, DrawnRecipe> {
  const firsts = firstImages(workshop);
  const count = new RunCount(recipe);
  for (const source of recipe.sources ?? []) {
    const part = { firsts, journal, later: count.workBehind(source) };
    firsts.add(yield* count.source(drawAlone(workshop, source, part, signal)));
  }
  return yield* count.whole(drawAlone(workshop, recipe, { firsts, journal, later: 0 }, signal));
}

function firstImages({ settings, fileDigests }: Workshop): FirstImages {
  return new FirstImages(settings.workspace, fileDigests);
}

/** Its place in a run of several recipes. */
interface PartOfRun {
  readonly firsts: FirstImages;
  readonly journal: RunJournal;
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
  await part.journal.addReused(images.found);
  for (const { key, reason } of images.failed) await part.journal.addFailed(key, reason);
  yield { stage: 'loading', done: images.done, total: images.total, changed: images.takeChanged() };
  for (const note of await workshop.notesOn(recipe.model, identity)) {
    const told = reportPreparation(images, { kind: 'note', note });
    if (told !== undefined) yield told;
  }
  if (missing.length > 0) {
    const drawing = drawMissing(workshop, recipe, images, missing, { request, identity, ...part }, signal);
    yield* withPreparations(workshop, signal, drawing, (told) => reportPreparation(images, told));
  }
  return { ...images.result(), painter: painterOf(identity) };
}

function painterOf({ digest, provider, precision }: ModelIdentity): NonNullable<DrawnRecipe['painter']> {
  return { digest, provider, precision };
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
  const pauses = new Pauses();
  for (const image of images.order) {
    await pauses.take();
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

export async function readyImage(
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
  { request, identity, firsts, journal, later }: ModelOfRun & PartOfRun,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, void> {
  log.info(`Draws ${counted(missing.length, 'image')} of ${recipe.name}.`);
  const saving = new SideWork();
  let ended = false;
  const meter = new PaceMeter();
  const lease = await workshop.models.lease('painter', request);
  try {
    const previews = new PreviewClock();
    const timeLeft = new TimeLeft(missing.reduce((sum, image) => sum + imageWork(image), later));
    const { model: painter } = lease;
    const model = { plan: recipe.model, identity };
    const drawing: Drawing = { workshop, painter, model, images, firsts, journal, previews, timeLeft, meter, saving };
    for (const image of missing) {
      yield* pausing(drawing, signal);
      yield* drawImage(drawing, image, signal);
    }
    await saving.settle();
    saving.throwIfFailed();
    yield reportDrawing(drawing);
    ended = true;
  } finally {
    await saving.settle();
    await workshop.pace.keep(identity, meter.paces);
    await lease.release(!ended && !signal.aborted);
  }
}

/** The image at work is finished, and on the disk, before it is told. */
function pausing(drawing: Drawing, signal: AbortSignal): AsyncGenerator<DrawProgress, void> {
  const { workshop, saving, timeLeft } = drawing;
  return whilePaused(workshop.queue, signal, {
    report: (isPaused) => ({ ...reportDrawing(drawing), ...(isPaused && { isPaused }) }),
    settle: () => saving.settle(),
    rested: (milliseconds) => timeLeft.rest(milliseconds),
  });
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
