/**
 * @file What is known of one recipe: its plan, its images, and the run at work. All changes are functions from state to
 * state. Images are kept by key and outlive the plan, so that editing one word keeps every picture it did not touch.
 */
import type { ImagePlan, RecipePlan } from '../../language/plan/plan.ts';
import type { DrawnImage, DrawnRecipe, DrawProgress } from '../../protocol/engine.ts';

export interface RecipeState {
  readonly recipe: RecipePlan;
  readonly images: ReadonlyMap<string, SeenImage>;
  /** False until the store has been asked; then a missing image is known to be missing. */
  readonly isKnown: boolean;
  /** Seconds that drawing what is missing will take, where the engine has measured any; of these very images. */
  readonly estimate?: number;
  /** What draws it, once the engine has said so. */
  readonly painter?: NonNullable<DrawnRecipe['painter']>;
  readonly run?: DrawRun;
  /** What the last run did otherwise than asked, each in one sentence. */
  readonly notes?: readonly string[];
  /** Why the last run failed, in one sentence. */
  readonly failure?: string;
}

export interface SeenImage extends DrawnImage {
  /** Rises with every report; tells a browser that a preview under the same name is another picture. */
  readonly revision: number;
}

export type DrawRun = Omit<DrawProgress, 'changed' | 'note'>;

export function recipeState(recipe: RecipePlan): RecipeState {
  return { recipe, images: new Map(), isKnown: false };
}

/** What was estimated of other images says nothing of these. */
export function withRecipe(state: RecipeState, recipe: RecipePlan): RecipeState {
  return { ...(haveSameImages(state.recipe, recipe) ? state : withoutEstimate(state)), recipe };
}

/**
 * What the store holds; an image that a run is at work on keeps the run's word.
 * @param asked the recipe that was looked up, which may be older than the one in the editor
 */
export function withLookup(state: RecipeState, drawn: DrawnRecipe, asked: RecipePlan = state.recipe): RecipeState {
  const found = drawn.cells.flat().filter(({ key }) => !isAtWork(state.images.get(key)));
  const { estimate, painter } = drawn;
  const images = merge(state.images, found);
  const known = { ...withoutEstimate(state), images, isKnown: true, ...(painter && { painter }) };
  return estimate && haveSameImages(asked, state.recipe) ? { ...known, estimate: estimate.seconds } : known;
}

/** @param part what is drawn, when it is not the whole recipe as it now stands */
export function withRunStarted(state: RecipeState, part: RecipePlan = state.recipe): RecipeState {
  const { failure: _, notes: __, ...rest } = state;
  const { done, total } = countImages({ ...state, recipe: part });
  return { ...rest, run: { stage: 'loading', done, total } };
}

export function withProgress(state: RecipeState, progress: DrawProgress): RecipeState {
  const { changed, note, ...run } = progress;
  const { notes = [] } = state;
  // An engine that was started anew says again what the one before it said.
  const noted = note === undefined || notes.includes(note) ? {} : { notes: [...notes, note] };
  return { ...state, ...noted, images: merge(state.images, changed), run };
}

export function withDrawn(state: RecipeState, drawn: DrawnRecipe): RecipeState {
  const { notes: _, ...rest } = withoutEstimate(withoutRun(state));
  const images = merge(state.images, drawn.cells.flat());
  const { notes, painter } = drawn;
  return { ...rest, images, isKnown: true, ...(notes && { notes }), ...(painter && { painter }) };
}

/** @param failure one sentence; absent when the run was cancelled. */
export function withRunBroken(state: RecipeState, failure?: string): RecipeState {
  const images = new Map([...state.images].filter(([, image]) => !isAtWork(image)));
  const rest = { ...withoutEstimate(withoutRun(state)), images };
  return failure === undefined ? rest : { ...rest, failure };
}

function withoutRun(state: RecipeState): RecipeState {
  const { run: _, ...rest } = state;
  return rest;
}

function withoutEstimate(state: RecipeState): RecipeState {
  const { estimate: _, ...rest } = state;
  return rest;
}

export function imagesOf(recipe: RecipePlan): readonly ImagePlan[] {
  return recipe.cells.flatMap(({ images }) => images);
}

export function countImages({ recipe, images }: RecipeState): { readonly done: number; readonly total: number } {
  const planned = imagesOf(recipe);
  return { done: planned.filter(({ key }) => images.get(key)?.state === 'done').length, total: planned.length };
}

/** A recipe's pictures are the same when its images have the same keys in the same places. */
export function haveSameImages(a: RecipePlan, b: RecipePlan): boolean {
  const [left, right] = [imagesOf(a), imagesOf(b)];
  return left.length === right.length && left.every(({ key }, index) => key === right[index]?.key);
}

function isAtWork(image: SeenImage | undefined): boolean {
  return image?.state === 'queued' || image?.state === 'drawing';
}

function merge(images: RecipeState['images'], changed: readonly DrawnImage[]): ReadonlyMap<string, SeenImage> {
  const merged = new Map(images);
  for (const image of changed)
    merged.set(image.key, { ...image, revision: (images.get(image.key)?.revision ?? 0) + 1 });
  return merged;
}
