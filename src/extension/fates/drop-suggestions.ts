/** @file Options whose images are kept clearly less often than those of the others that could have been taken. */
import type { Estimate } from '../../protocol/evaluation.ts';
import type { ChoicePoint, TakenOption } from '../../protocol/language.ts';
import { type ShareDifference, shareDifference } from '../../protocol/statistics/share-difference.ts';
import { type DecidedChoices, type ImageFate, keptOf } from './option-fates.ts';

export interface DropSuggestion {
  readonly option: TakenOption;
  readonly point: ChoicePoint;
  /** The share of its images that were kept, of those decided. */
  readonly own: Estimate;
  /** The same of images that took others of the choice point, and not this one. */
  readonly others: Estimate;
  /** Own less others; its 95 % interval is below 0. */
  readonly difference: ShareDifference;
}

export interface DropSuggestions {
  /** The clearest first. */
  readonly suggestions: readonly DropSuggestion[];
  /** How many options could be compared with others at all. */
  readonly compared: number;
}

/** Each comparison is by itself, at 95 %: of many some stand out by chance alone, which those who show them must say. */
export function dropSuggestions({ choices, images }: DecidedChoices): DropSuggestions {
  const taken = Object.entries(choices.images).flatMap(([key, options]) => {
    const fate = images.get(key);
    return fate && fate.state !== 'undecided' ? [{ options: new Set(options), fate }] : [];
  });
  const compared = choices.points.flatMap((point) => comparedAt(point, choices.options, taken));
  const suggestions = compared
    .filter(({ difference }) => difference.high < 0)
    .sort((a, b) => a.difference.high - b.difference.high);
  return { suggestions, compared: compared.length };
}

interface DecidedImage {
  readonly options: ReadonlySet<number>;
  readonly fate: ImageFate;
}

function comparedAt(
  point: ChoicePoint,
  options: readonly TakenOption[],
  images: readonly DecidedImage[],
): readonly DropSuggestion[] {
  const here = images.filter((image) => point.options.some((index) => image.options.has(index)));
  return point.options.flatMap((index) => {
    const shareOf = (isTaken: boolean) =>
      keptOf(here.filter((image) => image.options.has(index) === isTaken).map(({ fate }) => fate)).share;
    const [own, others] = [shareOf(true), shareOf(false)];
    const [option, difference] = [options[index], shareDifference(own, others)];
    return option && difference ? [{ option, point, own, others, difference }] : [];
  });
}
