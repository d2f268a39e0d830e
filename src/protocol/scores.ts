/** @file What a judge thinks of drawn images: what a grid is sorted and filtered by. */
import type { ModelSpec } from '../language/plan/plan.ts';

/** The scores of a recipe's images, cell by cell in the plan's order; null where an image is missing or failed. */
export interface RecipeScores {
  readonly recipe: string;
  readonly judge: { readonly spec: ModelSpec; readonly digest: string };
  /** Names of the classes that were told apart. */
  readonly classes: readonly string[];
  readonly cells: readonly (readonly (ImageScore | null)[])[];
  /** What was done otherwise than asked, each in one sentence. */
  readonly notes?: readonly string[];
}

export interface ImageScore {
  /** Cosine of the image and of its own prompt; null when the judge cannot read the prompt whole. */
  readonly score: number | null;
  /** Index of the likeliest class; −1 when fewer than two are told apart. */
  readonly predicted: number;
  /** Probability of that class; 0 when fewer than two are told apart, as is the margin. */
  readonly confidence: number;
  /**
   * Probability of the class that was asked for less that of the likeliest other, from −1 to 1; of images of no class, of
   * the likeliest less that of the runner-up.
   */
  readonly margin: number;
  /** Whether that class is the one that was asked for; null for images of no class. */
  readonly agrees: boolean | null;
}
