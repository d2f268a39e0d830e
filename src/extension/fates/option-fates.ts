/** @file What became of the images that each line, variant and value of a wildcard was taken for. */
import type { RecipePlan, SourceSpan } from '../../language/plan/plan.ts';
import type { ImageDecision, RecipeDecisions } from '../../protocol/decisions.ts';
import type { Estimate } from '../../protocol/evaluation.ts';
import type { ChoicePoint, RecipeChoices, TakenOption } from '../../protocol/language.ts';
import type { RecipeScores } from '../../protocol/scores.ts';
import { wilson } from '../../protocol/statistics/wilson.ts';
import { countReasons, type ReasonCount } from '../boards/reason-counts.ts';

/** Of an image that is drawn. */
export interface ImageFate {
  readonly state: ImageDecision['state'];
  /** Cosine of the image and of its prompt; null where no judge has said. */
  readonly score: number | null;
  /** Why it was rejected; absent where nobody said. */
  readonly why?: readonly string[];
}

/** What the images of a recipe took, and what became of them. */
export interface DecidedChoices {
  readonly choices: RecipeChoices;
  /** By the plan's key; images that are not drawn are left out. */
  readonly images: ReadonlyMap<string, ImageFate>;
  /** The file that a span points into. */
  readonly uriOf: (span: SourceSpan) => string;
}

export interface OptionFate extends TakenOption {
  readonly kind: ChoicePoint['kind'];
  /** Images, each once however many recipes have it. */
  readonly drawn: number;
  readonly kept: number;
  readonly rejected: number;
  /** Of those that were decided the ones that were kept: what nobody has looked at says nothing. */
  readonly share: Estimate;
  /** Why images were rejected, the most frequent first. */
  readonly reasons: readonly ReasonCount[];
  /** Null where none was scored. */
  readonly score: { readonly mean: number; readonly n: number } | null;
}

/** Those of the recipe that are drawn. */
export function imageFates(
  recipe: RecipePlan,
  decisions: RecipeDecisions,
  scores: RecipeScores | null,
): ReadonlyMap<string, ImageFate> {
  const fates = new Map<string, ImageFate>();
  for (const [cell, { images }] of recipe.cells.entries()) {
    for (const [k, { key }] of images.entries()) {
      const decision = decisions.cells[cell]?.[k];
      if (!decision) continue;
      const { state, why } = decision;
      fates.set(key, { state, score: scores?.cells[cell]?.[k]?.score ?? null, ...(why && { why }) });
    }
  }
  return fates;
}

interface Growing extends TakenOption {
  readonly kind: ChoicePoint['kind'];
  readonly images: Map<string, ImageFate>;
}

/** By file, in the order of the text; options about whose images nothing was decided are left out. */
export function optionFates(recipes: readonly DecidedChoices[]): ReadonlyMap<string, readonly OptionFate[]> {
  const files = new Map<string, Map<string, Growing>>();
  for (const recipe of recipes) {
    const options = optionsOf(recipe, files);
    for (const [key, taken] of Object.entries(recipe.choices.images)) {
      const fate = recipe.images.get(key);
      if (fate) for (const index of taken) options[index]?.images.set(key, fate);
    }
  }
  return new Map([...files].map(([uri, options]) => [uri, decidedOf([...options.values()])]));
}

/** What two recipes both take is one. */
function optionsOf({ choices, uriOf }: DecidedChoices, files: Map<string, Map<string, Growing>>): readonly Growing[] {
  const kinds = new Map(choices.points.flatMap(({ kind, options }) => options.map((index) => [index, kind] as const)));
  return choices.options.map(({ span, text }, index) => {
    const uri = uriOf(span);
    const file = files.get(uri) ?? new Map<string, Growing>();
    files.set(uri, file);
    const place = JSON.stringify([span.start, span.end]);
    const option = file.get(place) ?? { span, text, kind: kinds.get(index) ?? 'line', images: new Map() };
    file.set(place, option);
    return option;
  });
}

function decidedOf(options: readonly Growing[]): readonly OptionFate[] {
  return options
    .map(fateOf)
    .filter(({ share }) => share.n > 0)
    .sort((a, b) => byPlace(a.span.start, b.span.start) || byPlace(b.span.end, a.span.end));
}

function fateOf({ images, ...option }: Growing): OptionFate {
  const all = [...images.values()];
  const { kept, rejected, share } = keptOf(all);
  const scores = all.flatMap(({ score }) => (score === null ? [] : [score]));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    ...option,
    drawn: all.length,
    kept,
    rejected,
    share,
    reasons: countReasons(all),
    score: scores.length === 0 ? null : { mean, n: scores.length },
  };
}

/** How many were kept, with Wilson's interval of their share of those that were decided. */
export function keptOf(images: readonly ImageFate[]): Pick<OptionFate, 'kept' | 'rejected' | 'share'> {
  const kept = images.filter(({ state }) => state === 'kept').length;
  const rejected = images.filter(({ state }) => state === 'rejected').length;
  return { kept, rejected, share: wilson(kept, kept + rejected) };
}

function byPlace(a: SourceSpan['start'], b: SourceSpan['start']): number {
  return a.line - b.line || a.character - b.character;
}
