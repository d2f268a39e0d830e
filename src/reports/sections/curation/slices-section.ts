/** @file Drawn images by what their recipes vary, and which of them fare otherwise than the rest. */
import type { Estimate } from '../../../protocol/evaluation.ts';
import type { BiasReport, SetMeasures, SliceTable } from '../../../protocol/set-measures.ts';
import { interval, measuredValue } from '../../../protocol/texts/estimates.ts';
import { sectionTexts } from '../../../protocol/texts/measure-texts.ts';
import { type Html, html } from '../../html.ts';

const accepted: { readonly [B in BiasReport['acceptedBy']]: string } = {
  decisions: 'Kept of decided',
  rules: 'In the set',
};

export function slicesSection({ slices, bias }: SetMeasures): Html | undefined {
  if (slices.length === 0) return undefined;
  return html`<section>
<h2>Slices</h2>
<p class="quiet">${sectionTexts.slices}</p>
${unevenList(bias)}
${slices.map((table) => sliceTable(table, accepted[bias.acceptedBy]))}
</section>`;
}

function unevenList({ uneven }: BiasReport): Html | undefined {
  const found = uneven.filter(({ isBeyondChance }) => isBeyondChance);
  if (uneven.length === 0) return undefined;
  if (found.length === 0)
    return html`<p>None of ${uneven.length} slices fares otherwise than the rest beyond chance.</p>`;
  const items = found.map(
    ({ variable, value, accepted: own, rest }) =>
      html`<li>${variable} <b>${value}</b>: ${withInterval(own)}, the rest ${withInterval(rest)}</li>`,
  );
  return html`<p>${sectionTexts.uneven}</p><ul>${items}</ul>`;
}

function sliceTable({ variable, slices }: SliceTable, title: string): Html {
  const rows = slices.map(
    ({ value, images, accepted: share, score, duplicates }) =>
      html`<tr><th scope="row">${value === '' ? '(nothing)' : value}</th><td class="number">${images}</td><td>${withInterval(share)} <span class="quiet">n ${share.n}</span></td><td>${withInterval(score)}</td><td class="number">${measuredValue(duplicates)}</td></tr>`,
  );
  return html`<h3>${variable}</h3>
<div class="scroll"><table class="classes">
<caption class="hidden">Images by ${variable}</caption>
<thead><tr><th scope="col">Value</th><th scope="col" class="number">Drawn</th><th scope="col">${title}</th><th scope="col">CLIP score</th><th scope="col" class="number">Repeats</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function withInterval(measured: Estimate): string {
  const range = interval(measured);
  return range === '' ? measuredValue(measured) : `${measuredValue(measured)} (${range})`;
}
