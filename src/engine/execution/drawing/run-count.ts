/** @file Progress of a run that draws other recipes before the one that was asked for. */
import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../../../protocol/engine.ts';
import { imageWork } from '../time-left.ts';
import { drawingOrder } from './recipe-images.ts';

type Part = AsyncGenerator<DrawProgress, DrawnRecipe>;

/** Counts all images of the recipe itself, and of its sources those that are drawn now. */
export class RunCount {
  readonly #recipe: RecipePlan;
  readonly #own: number;
  readonly #notes = new Set<string>();
  #before = 0;

  constructor(recipe: RecipePlan) {
    this.#recipe = recipe;
    this.#own = recipe.cells.reduce((sum, cell) => sum + cell.images.length, 0);
  }

  /** Units of work of all that comes behind a source. */
  workBehind(source: RecipePlan): number {
    const { sources = [] } = this.#recipe;
    const behind = [...sources.slice(sources.indexOf(source) + 1), this.#recipe];
    return behind.flatMap(drawingOrder).reduce((sum, image) => sum + imageWork(image), 0);
  }

  /** Its images are of no grid that anybody looks at. */
  async *source(part: Part): Part {
    let reused: number | undefined;
    const drawn = yield* mapped(part, (progress) => {
      reused ??= progress.done;
      const [done, total] = [progress.done - reused, progress.total - reused];
      return { ...progress, done: this.#before + done, total: this.#before + total + this.#own, changed: [] };
    });
    this.#before += drawn.total - drawn.reused;
    for (const note of drawn.notes ?? []) this.#notes.add(note);
    return drawn;
  }

  /** The recipe itself; its notes are those of the whole run. */
  async *whole(part: Part): Part {
    const before = this.#before;
    const drawn = yield* mapped(part, (progress) => ({
      ...progress,
      done: before + progress.done,
      total: before + progress.total,
    }));
    const notes = [...new Set([...this.#notes, ...(drawn.notes ?? [])])];
    return notes.length === 0 ? drawn : { ...drawn, notes };
  }
}

async function* mapped(part: Part, map: (progress: DrawProgress) => DrawProgress): Part {
  try {
    for (;;) {
      const next = await part.next();
      if (next.done) return next.value;
      yield map(next.value);
    }
  } finally {
    await part.return(undefined as never); // Its result is not wanted any more.
  }
}
