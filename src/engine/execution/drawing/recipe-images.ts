/** @file The images of a recipe, and how far each has come. */
import type { CellPlan, DrawSettings, ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnImage, DrawnRecipe } from '../../../protocol/engine.ts';
import type { StoredImage } from '../../store/image-store.ts';
import type { FirstFiles } from './first-images.ts';

/** One picture to draw; the same key in several cells is drawn once. */
export interface WantedImage extends ImagePlan {
  readonly settings: DrawSettings;
}

/** What is known of an image once the run knows its model and what it begins with. */
export interface ReadyImage extends WantedImage {
  /** Under which it is kept. */
  readonly artefact: string;
  readonly first: FirstFiles;
}

/**
 * Breadth first: the first image of every cell, cell by cell, then the second of every cell, … A grid with one image
 * in each cell says more than a grid whose first row is complete.
 */
export function drawingOrder(recipe: RecipePlan): readonly WantedImage[] {
  const longest = Math.max(0, ...recipe.cells.map((cell) => cell.images.length));
  const rounds = Array.from({ length: longest }, (_, round) => recipe.cells.flatMap((cell) => imageOf(cell, round)));
  const byKey = new Map<string, WantedImage>();
  for (const image of rounds.flat()) if (!byKey.has(image.key)) byKey.set(image.key, image);
  return [...byKey.values()];
}

function imageOf(cell: CellPlan, round: number): readonly WantedImage[] {
  const image = cell.images[round];
  return image === undefined ? [] : [{ ...image, settings: cell.settings }];
}

/** What is known of a recipe's images, and what has changed since somebody asked last. */
export class RecipeImages {
  readonly order: readonly WantedImage[];
  readonly #recipe: RecipePlan;
  readonly #states: Map<string, DrawnImage>;
  readonly #changed = new Set<string>();
  readonly #started = performance.now();
  readonly #notes = new Set<string>();
  #reused: Set<string> = new Set();

  constructor(recipe: RecipePlan) {
    this.#recipe = recipe;
    this.order = drawingOrder(recipe);
    this.#states = new Map(this.order.map(({ key }) => [key, { key, state: 'missing' }]));
  }

  state(key: string): DrawnImage {
    return this.#states.get(key) ?? { key, state: 'missing' };
  }

  set(image: DrawnImage): void {
    this.#states.set(image.key, image);
    this.#changed.add(image.key);
  }

  setDone(key: string, { file, hash }: StoredImage): void {
    this.set({ key, state: 'done', file, hash });
  }

  /** Found in the store, and not drawn in this run. */
  setReused(key: string, stored: StoredImage): void {
    this.#reused.add(key);
    this.setDone(key, stored);
  }

  /** Keeps what is to be told of the whole run. @returns whether it is news */
  addNote(sentence: string): boolean {
    const isNew = !this.#notes.has(sentence);
    this.#notes.add(sentence);
    return isNew;
  }

  /** What is done now was not drawn in this run. */
  markReused(): void {
    this.#reused = new Set(this.order.map(({ key }) => key).filter((key) => this.state(key).state === 'done'));
  }

  /** What is done, by the plan's key, with the hash of its file. */
  get found(): readonly (readonly [key: string, hash: string])[] {
    return [...this.#states.values()].flatMap(({ key, hash }) => (hash === undefined ? [] : [[key, hash] as const]));
  }

  get failed(): readonly { readonly key: string; readonly reason: string }[] {
    return [...this.#states.values()].flatMap(({ key, reason }) => (reason === undefined ? [] : [{ key, reason }]));
  }

  /** States that were set since the last call. */
  takeChanged(): readonly DrawnImage[] {
    const changed = [...this.#changed].map((key) => this.state(key));
    this.#changed.clear();
    return changed;
  }

  /** Counted in places of the grid, as users see them. */
  get done(): number {
    return this.#count((key) => this.state(key).state === 'done');
  }

  get total(): number {
    return this.#count(() => true);
  }

  result(): DrawnRecipe {
    return {
      recipe: this.#recipe.name,
      cells: this.#recipe.cells.map((cell) => cell.images.map(({ key }) => this.state(key))),
      done: this.done,
      total: this.total,
      reused: this.#count((key) => this.#reused.has(key)),
      milliseconds: Math.round(performance.now() - this.#started),
      ...(this.#notes.size > 0 && { notes: [...this.#notes] }),
    };
  }

  #count(isCounted: (key: string) => boolean): number {
    return this.#recipe.cells.flatMap((cell) => cell.images).filter(({ key }) => isCounted(key)).length;
  }
}
