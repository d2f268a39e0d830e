/** @file Which images were there before the last run, as far as one was seen to begin. */
import type { RecipeState } from '../../boards/recipe-state.ts';
import { indexedImages } from './grid-images.ts';

export class ReusedImages {
  #before: ReadonlySet<string> | undefined;
  #wasAtWork: boolean | undefined;

  /** Takes in each state that a recipe is in. */
  see({ run, images }: RecipeState): void {
    const isAtWork = run !== undefined;
    if (isAtWork && this.#wasAtWork === false) {
      this.#before = new Set([...images].flatMap(([key, { state }]) => (state === 'done' ? key : [])));
    }
    this.#wasAtWork = isAtWork;
  }

  has(key: string): boolean {
    return this.#before?.has(key) ?? false;
  }

  /** How many of a recipe's images; undefined when no run was seen to begin. */
  countIn({ recipe, images }: RecipeState): number | undefined {
    if (this.#before === undefined) return undefined;
    return indexedImages(recipe).filter(({ image }) => this.has(image.key) && images.get(image.key)?.state === 'done')
      .length;
  }
}
