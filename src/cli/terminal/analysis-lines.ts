/** @file What was found of a source's images beside accuracy and matrix, in a few lines. */
import type { ConfusedPair, Estimate, SourceReport } from '../../protocol/evaluation.ts';
import { interval } from '../../protocol/texts/estimates.ts';
import { cosine, counted, percent } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';

/** Places that are printed. */
const shownPlaces: readonly number[] = [2, 3, 5, 10];

/** Pairs that are printed; the others are in the document and in the page. */
const shownPairs = 3;

/** `balanced accuracy 84.0% (81.0–86.7%); top 2 93.0% (91.2–94.4%)`, then how sure the judge was, and how rightly. */
export function analysisLines(
  { balancedAccuracy, analysis, images }: SourceReport,
  classes: readonly string[],
  style: Style,
): readonly string[] {
  const { topK, margins } = analysis;
  // Of as many places as there are classes, all are right.
  const places = shownPlaces.flatMap((k) => (k < classes.length ? placeText(k, topK[k - 1]) : []));
  const top = places.length === 0 ? '' : `; ${places.join(', ')}`;
  const sure = `median margin ${percent(margins.median)}`;
  return [
    `balanced accuracy ${shareText(balancedAccuracy)}${top}`,
    ...(images.length === 0 ? [] : [`${calibrationText(analysis)}; ${sure}`]),
  ].map((text) => style.dim(`  ${text}`));
}

function placeText(place: number, share: Estimate | undefined): string[] {
  return share === undefined ? [] : [`top ${place} ${shareText(share)}`];
}

/** Of the same images as the accuracy above it, whose line says how many. */
function shareText(share: Estimate): string {
  const range = interval(share);
  return `${percent(share.value)}${range === '' ? '' : ` (${range})`}`;
}

function calibrationText({ calibration: { error, temperature, errorAfter } }: SourceReport['analysis']): string {
  const before = `calibration error ${percent(error.value)} (95% interval ${interval(error)})`;
  return temperature === null ? before : `${before}, ${percent(errorAfter)} at temperature ${temperature.toFixed(2)}`;
}

/** `shirt and tshirt: 34 taken for one another (21 and 13), cosine of their words 0.961`. */
export function pairLines({ analysis }: SourceReport, classes: readonly string[]): readonly string[] {
  const shown = analysis.confusedPairs.slice(0, shownPairs);
  return shown.length === 0 ? [] : ['', ...shown.map((pair) => `  ${pairText(pair, classes)}`)];
}

function pairText({ a, b, aForB, bForA, cosine: alike }: ConfusedPair, classes: readonly string[]): string {
  const [one, other] = [a, b].map((index) => printable(classes[index] ?? ''));
  const taken = `${counted(aForB + bForA, 'image')} taken for one another (${aForB} and ${bForA})`;
  return `${one} and ${other}: ${taken}, cosine of their words ${cosine(alike)}`;
}
