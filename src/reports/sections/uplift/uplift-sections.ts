/** @file Accuracy with and without drawn images: by shots, by share, by class, and what it does not say. */
import { upliftLimits } from '../../../protocol/texts/uplift-texts.ts';
import type { UpliftReport } from '../../../protocol/uplift.ts';
import { type HtmlValue, html } from '../../html.ts';
import { accuracyFigure } from './accuracy-figure.ts';
import { classTable, comparisonTable, shareTable } from './comparison-tables.ts';

export function upliftSections(report: UpliftReport): readonly HtmlValue[] {
  const { curve, inPlace, onTop } = report;
  const byShots = curve.map((point) => [String(point.shots), point] as const);
  const figure = accuracyFigure(curve);
  return [
    figure && html`<section><div class="charts">${figure}</div></section>`,
    comparisonTable('All drawn images beside the real ones', 'Shots', byShots),
    shareTable('Drawn images in place of real ones', inPlace),
    shareTable('Drawn images beside real ones', onTop),
    classTable(report),
    html`<section>
<h2>What uplift does not say</h2>
<ul>${upliftLimits.map((limit) => html`<li>${limit}</li>`)}</ul>
</section>`,
  ];
}
