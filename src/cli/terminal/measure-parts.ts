/** @file What sections of measures are made of. */
import type { Estimate } from '../../protocol/evaluation.ts';
import type { Style } from './style.ts';

/** Nothing where there are no lines. @param sentence what it does not say */
export function section(title: string, sentence: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), `  ${style.dim(sentence)}`, ...lines];
}

/** `0.274 [0.270, 0.279]` */
export function withEnds({ value, low, high }: Estimate, written: (value: number | null) => string): string {
  return low === null || high === null ? written(value) : `${written(value)} [${written(low)}, ${written(high)}]`;
}

/** Tables below a title of their own. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
