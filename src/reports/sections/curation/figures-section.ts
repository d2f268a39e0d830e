/** @file Numbers of the whole set, each with what it does not say. */
import type { SetMeasures } from '../../../protocol/set-measures.ts';
import { figureText, measureTexts } from '../../../protocol/texts/measure-texts.ts';
import { type Html, html } from '../../html.ts';

export function figuresSection({ figures, against, notes }: SetMeasures): Html {
  const rows = figures.map((figure) => {
    const { title, isNot } = measureTexts[figure.measure];
    return html`<tr><th scope="row">${title}</th><td class="figure-text">${figureText(figure)}</td><td class="quiet">${isNot}</td></tr>`;
  });
  return html`<section>
<h2>Measures</h2>
<p class="quiet">${against === null ? 'Held against no real images.' : `Held against ${against.images} real images of ${against.data} (${against.role}).`}</p>
<div class="scroll"><table class="classes">
<caption class="hidden">Measures of the set</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Value</th><th scope="col">What it does not say</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
${notes.map((note) => html`<p class="quiet">${note}</p>`)}
</section>`;
}
