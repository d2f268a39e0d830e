/** @file A difference and its interval as a small drawing around 0; the numbers stand beside it in words. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Measure } from '../../protocol/comparison.ts';

const [width, height] = [132, 16];

/** @param extent what half of the width stands for */
export function differenceBar(
  { difference: { value, low, high }, verdict }: Pick<Measure, 'difference' | 'verdict'>,
  extent: number,
): TemplateResult | typeof nothing {
  if (value === null || low === null || high === null) return nothing;
  const at = (number: number) => width / 2 + (number / extent) * (width / 2 - 3);
  const breadth = Math.max(1.5, at(high) - at(low));
  const colour = colours[verdict];
  return html`<svg class="difference" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <line x1="0" x2=${width} y1="8" y2="8" stroke="currentColor" opacity="0.2" />
    ${svg`<rect x=${at(low)} y="4" width=${breadth} height="8" rx="1" fill=${colour} opacity="0.6" />`}
    <line x1=${width / 2} x2=${width / 2} y1="0" y2=${height} stroke="currentColor" stroke-dasharray="2 2" />
    <line x1=${at(value)} x2=${at(value)} y1="1" y2="15" stroke="currentColor" stroke-width="2" />
  </svg>`;
}

const colours: { readonly [V in Measure['verdict']]: string } = {
  better: 'var(--vscode-charts-blue, #3794ff)',
  worse: 'var(--vscode-charts-yellow, #cca700)',
  'no clear difference': 'color-mix(in srgb, currentColor 40%, transparent)',
};

/** What half of a bar stands for, so that all of one unit fit. */
export function extentOf(measures: readonly Measure[]): number {
  const ends = measures.flatMap(({ difference: { low, high } }) => [Math.abs(low ?? 0), Math.abs(high ?? 0)]);
  return Math.max(1e-9, ...ends);
}
