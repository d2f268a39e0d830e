/** @file Every prompt of a plan once for each class, with how often it is used. */
import type { EvaluationPlan, ImagePlan, Plan, RecipePlan } from './plan.ts';

/** A recipe or an evaluation with its prompts. */
export interface PromptSource {
  readonly kind: 'recipe' | 'evaluate';
  readonly name: string;
  readonly classes: readonly ClassPrompts[];
}

export interface ClassPrompts {
  /** Absent for a recipe that is about no class. */
  readonly class?: string;
  readonly prompts: readonly ExpandedPrompt[];
}

export interface ExpandedPrompt {
  readonly prompt: string;
  /** Of recipes; a judge has none. */
  readonly negative?: string;
  /** Of the images that are drawn with it, in order; of recipes. */
  readonly seeds?: readonly number[];
}

/** In the order of the plan: recipes, then evaluations. */
export function expandedPrompts({ recipes, evaluations }: Plan): PromptSource[] {
  return [...recipes.map(ofRecipe), ...evaluations.map(ofEvaluation)];
}

export function promptsOf(planned: RecipePlan | EvaluationPlan): PromptSource {
  return 'cells' in planned ? ofRecipe(planned) : ofEvaluation(planned);
}

function ofRecipe({ name, rows, cells }: RecipePlan): PromptSource {
  const images = rows.map((_, row) => cells.filter((cell) => cell.row === row).flatMap((cell) => cell.images));
  return {
    kind: 'recipe',
    name,
    classes: rows.map((row, index) => ({
      ...(row.class !== undefined && { class: row.class }),
      prompts: drawnPrompts(images[index] ?? []),
    })),
  };
}

/** Those of equal words together, in the order of the first. */
function drawnPrompts(images: readonly ImagePlan[]): ExpandedPrompt[] {
  const byWords = new Map<string, { prompt: string; negative: string; seeds: number[] }>();
  for (const { prompt, negative, seed } of images) {
    const words = JSON.stringify([prompt, negative]);
    const known = byWords.get(words);
    if (known === undefined) byWords.set(words, { prompt, negative, seeds: [seed] });
    else if (!known.seeds.includes(seed)) known.seeds.push(seed);
  }
  return [...byWords.values()];
}

function ofEvaluation({ name, classes }: EvaluationPlan): PromptSource {
  return {
    kind: 'evaluate',
    name,
    classes: classes.map((each) => ({ class: each.name, prompts: each.prompts.map(({ text }) => ({ prompt: text })) })),
  };
}
