/** @file Whether drawn images help, as one page. */
import { upliftLimits, upliftVerdict } from '../protocol/texts/uplift-texts.ts';
import type { UpliftImages, UpliftReport } from '../protocol/uplift.ts';
import { html } from './html.ts';
import { factRow, framedPage } from './page-frame.ts';
import { accuracyFigure } from './sections/uplift/accuracy-figure.ts';
import { classTable, comparisonTable, shareTable } from './sections/uplift/comparison-tables.ts';

/** @param fileName of the prompt file, as shown to people */
export function upliftPage(report: UpliftReport, fileName: string): string {
  const { curation, curve, inPlace, onTop, notes, training, holdout, drawn, seeds } = report;
  const byShots = curve.map((point) => [String(point.shots), point] as const);
  const figure = accuracyFigure(curve);
  const body = html`<header>
<p class="eyebrow">VLPrompt uplift of ${fileName}</p>
<h1>${curation}</h1>
<p><b>${upliftVerdict(report)}</b></p>
${factRow([
  ['Drawn images', imagesOf(drawn)],
  ['Real images', imagesOf(training)],
  ['Tested on', imagesOf(holdout)],
  ['Draws of the shots', seeds],
])}
${notes.map((note) => html`<p class="quiet">${note}</p>`)}
</header>
${figure && html`<section><div class="charts">${figure}</div></section>`}
${comparisonTable('All drawn images beside the real ones', 'Shots', byShots)}
${shareTable('Drawn images in place of real ones', inPlace)}
${shareTable('Drawn images beside real ones', onTop)}
${classTable(report)}
<section>
<h2>What it does not say</h2>
<ul>${upliftLimits.map((limit) => html`<li>${limit}</li>`)}</ul>
</section>`;
  return framedPage(`Uplift of ${curation}`, body, { omitted: 0 });
}

function imagesOf({ names, perClass }: UpliftImages): string {
  return `${perClass.reduce((sum, each) => sum + each, 0)} of ${names.join(', ')}`;
}
