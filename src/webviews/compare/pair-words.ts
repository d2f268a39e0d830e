/** @file What is said of a pair of pictures. */

import type { PictureScore } from '../../protocol/comparison.ts';
import { pairLabel } from '../../protocol/texts/comparison-texts.ts';
import { percent } from '../../protocol/texts/figures.ts';
import type { ShownPair } from '../../protocol/webviews/compare.ts';

/** `pixels differ by 12.5% · other words`. */
export function changeWords({ pixels, asked, before, after }: ShownPair): string {
  if (!before) return 'not there before';
  if (!after) return 'no longer there';
  const reason = asked.length === 0 ? 'asked for alike' : `other ${asked.join(' and ')}`;
  const missing = missingWords(before.file === undefined, after.file === undefined);
  if (missing !== undefined) return `${missing} · ${reason}`;
  if (pixels.kind !== 'changed') return 'the same picture';
  return pixels.distance === undefined ? reason : `pixels differ by ${percent(pixels.distance)} · ${reason}`;
}

function missingWords(before: boolean, after: boolean): string | undefined {
  if (before && after) return 'drawn on neither side';
  if (before) return 'was never drawn before';
  return after ? 'is not drawn yet' : undefined;
}

/** `likeness 0.310 → 0.295 · judged as shirt → t-shirt`; empty without scores. */
export function scoreWords({ before, after }: ShownPair): string {
  const [was, is] = [before?.score, after?.score];
  if (!was || !is) return '';
  const likeness =
    was.score === null || is.score === null ? [] : [`likeness ${was.score.toFixed(3)} → ${is.score.toFixed(3)}`];
  return [...likeness, ...judgedWords(was, is)].join(' · ');
}

function judgedWords(was: PictureScore, is: PictureScore): readonly string[] {
  if (was.predicted === undefined || is.predicted === undefined) return [];
  return [
    was.predicted === is.predicted ? `judged as ${is.predicted}` : `judged as ${was.predicted} → ${is.predicted}`,
  ];
}

/** The whole of it, for who does not see it. */
export function pairWords(pair: ShownPair): string {
  return [pairLabel(pair), changeWords(pair), scoreWords(pair)].filter((part) => part !== '').join(', ');
}
