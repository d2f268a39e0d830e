/** @file Whether drawn images help, as one page. */
import { upliftVerdict } from '../protocol/texts/uplift-texts.ts';
import type { UpliftImages, UpliftReport } from '../protocol/uplift.ts';
import { html } from './html.ts';
import { factRow, framedPage } from './page-frame.ts';
import { upliftSections } from './sections/uplift/uplift-sections.ts';

/** @param fileName of the prompt file, as shown to people */
export function upliftPage(report: UpliftReport, fileName: string): string {
  const { curation, notes, training, holdout, drawn, seeds } = report;
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
${upliftSections(report)}`;
  return framedPage(`Uplift of ${curation}`, body, { omitted: 0 });
}

function imagesOf({ names, perClass }: UpliftImages): string {
  return `${perClass.reduce((sum, each) => sum + each, 0)} of ${names.join(', ')}`;
}
