/** @file Whether drawn images help, in words: the same on the command line, in the editor and in reports. */
import type { UpliftDifference, UpliftFinding, UpliftReport, UpliftStanding } from '../uplift.ts';
import { measureStep } from './comparison-texts.ts';

/** `+6.2 points (+3.1 to +9.0)`, in percentage points. */
function upliftWords(difference: UpliftDifference): string {
  return `${measureStep('accuracy', difference.value)} points (${rangeOf(difference)})`;
}

/** `+6.2 (+3.1 to +9.0)`, where a heading says that these are points. */
export function upliftFigures(difference: UpliftDifference): string {
  return `${measureStep('accuracy', difference.value)} (${rangeOf(difference)})`;
}

function rangeOf({ low, high }: UpliftDifference): string {
  return `${measureStep('accuracy', low)} to ${measureStep('accuracy', high)}`;
}

/** One sentence of the curve over shots, which says of no difference that it is there unless it is clear. */
export function upliftVerdict({ findings }: Pick<UpliftReport, 'findings'>): string {
  if (findings.length === 0) return 'Nothing could be measured.';
  const parts = findings.map((finding, at) => {
    const where = shotsOf(finding, at > 0 && at === findings.length - 1);
    const together = finding.isOnlyTogether ? ' taken together' : '';
    return `${verbs[finding.standing]} ${where}${together}: ${upliftWords(finding.difference)}`;
  });
  const sentence = parts.join('; ');
  return `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}.`;
}

const verbs: { readonly [S in UpliftStanding]: string } = {
  helps: 'helps',
  hurts: 'hurts',
  unclear: 'no difference shown',
};

function shotsOf({ from, to }: UpliftFinding, isLast: boolean): string {
  if (from === to) return from === 1 ? 'at 1 shot' : `at ${from} shots`;
  return isLast ? `from ${from} shots on` : `at ${from} to ${to} shots`;
}

/** What the numbers do not say; each a sentence. */
export const upliftLimits: readonly string[] = [
  'Differences are in percentage points, with 95 % intervals over draws of the shots and over held-out images. The sentence on top, and the words helps and hurts, go by wider ones, as several are looked at.',
  "It is of a linear probe on this judge's embeddings: a network that learns features of its own may gain more or less.",
  'It is about these held-out images: what they lack, such as other light or other cameras, is not tested.',
  'Shots are drawn again and again from the same real images, and the drawn images stay the same: others of the same recipe may do otherwise.',
];
