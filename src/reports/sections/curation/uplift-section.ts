/** @file Whether the set helps a probe that learns from a few real images. */

import { percent } from '../../../protocol/texts/figures.ts';
import { upliftFigures, upliftLimits, upliftVerdict } from '../../../protocol/texts/uplift-texts.ts';
import type { UpliftReport } from '../../../protocol/uplift.ts';
import { type Html, html } from '../../html.ts';

export function upliftSection(report: UpliftReport): Html {
  const rows = report.curve.map(
    ({ shots, real, drawn, accuracy }) =>
      html`<tr><th scope="row">${shots}</th><td class="number">${real}</td><td class="number">${drawn}</td><td class="number">${percent(accuracy.without)}</td><td class="number">${percent(accuracy.with)}</td><td>${upliftFigures(accuracy.difference)}</td></tr>`,
  );
  return html`<section>
<h2>Does it help?</h2>
<p><b>${upliftVerdict(report)}</b></p>
<div class="scroll"><table class="classes">
<caption class="hidden">Accuracy with and without drawn images, by real images of each class</caption>
<thead><tr><th scope="col">Shots of each class</th><th scope="col" class="number">Real</th><th scope="col" class="number">Drawn</th><th scope="col" class="number">Without</th><th scope="col" class="number">With</th><th scope="col">Difference in points</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
${upliftLimits.map((limit) => html`<p class="quiet">${limit}</p>`)}
</section>`;
}
