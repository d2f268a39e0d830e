/** @file The numbers of uplift, as tables. */
import { counted, percent } from '../../../protocol/texts/figures.ts';
import { upliftFigures } from '../../../protocol/texts/uplift-texts.ts';
import type { ShareCurve, UpliftComparison, UpliftReport } from '../../../protocol/uplift.ts';
import { type Html, html } from '../../html.ts';

/** @param rows what each is named by, and its numbers */
export function comparisonTable(
  title: string,
  first: string,
  rows: readonly (readonly [name: string, point: UpliftComparison])[],
): Html | undefined {
  if (rows.length === 0) return undefined;
  return html`<section>
<h2>${title}</h2>
<div class="scroll"><table class="classes">
<thead><tr><th scope="col" class="number">${first}</th><th scope="col" class="number">Real</th><th scope="col" class="number">Drawn</th><th scope="col" class="number">Without</th><th scope="col" class="number">With</th><th scope="col">Difference, points</th><th scope="col">Balanced accuracy, points</th><th scope="col"><span class="hidden">Clear</span></th></tr></thead>
<tbody>${rows.map(([name, point]) => html`<tr><th scope="row" class="number">${name}</th>${cells(point)}</tr>\n`)}</tbody>
</table></div>
</section>`;
}

function cells({ real, drawn, accuracy, balancedAccuracy, standing }: UpliftComparison): Html {
  return html`<td class="number">${real}</td><td class="number">${drawn}</td><td class="number">${percent(accuracy.without)}</td><td class="number">${percent(accuracy.with)}</td><td>${upliftFigures(accuracy.difference)}</td><td>${upliftFigures(balancedAccuracy.difference)}</td><td>${standing === 'unclear' ? '' : standing}</td>`;
}

export function shareTable(title: string, curve: ShareCurve | null): Html | undefined {
  if (curve === null) return undefined;
  const rows = curve.points.map((point) => [percent(point.share), point] as const);
  return comparisonTable(`${title}, against ${counted(curve.shots, 'real image')} a class`, 'Drawn share', rows);
}

/** At the fewest shots, where drawn images have most to add. */
export function classTable({ classes, curve }: UpliftReport): Html | undefined {
  const [point] = curve;
  if (point === undefined) return undefined;
  const rows = classes.map((name, k) => {
    const measure = point.perClass[k];
    if (measure === undefined || measure.difference.n === 0) return undefined;
    return html`<tr><th scope="row">${name}</th><td class="number">${percent(measure.without)}</td><td class="number">${percent(measure.with)}</td><td>${upliftFigures(measure.difference)}</td><td class="number">${measure.difference.n}</td></tr>\n`;
  });
  return html`<section>
<h2>Recall of each class at ${counted(point.shots, 'shot')}</h2>
<div class="scroll"><table class="classes">
<thead><tr><th scope="col">Class</th><th scope="col" class="number">Without</th><th scope="col" class="number">With</th><th scope="col">Difference, points</th><th scope="col" class="number">n</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
</section>`;
}
