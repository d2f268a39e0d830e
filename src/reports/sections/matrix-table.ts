/** @file A confusion matrix as a heat map of counts. */
import type { SourceReport } from '../../protocol/evaluation.ts';
import { percent } from '../../protocol/texts/figures.ts';
import { type Html, html } from '../html.ts';

export function matrixTable({ name, confusion }: SourceReport, classes: readonly string[]): Html {
  const rows = confusion.map((counts, actual) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, predicted) => cellOf(count, total, actual === predicted));
    return html`<tr><th scope="row">${classes[actual]}</th>${cells}<td class="total">${total}</td></tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="Confusion matrix of ${name}" tabindex="0">
<table class="matrix">
<caption>Rows: what the image shows. Columns: what it was taken for. Shade: share of the row.</caption>
<thead><tr><td></td>${classes.map((label) => html`<th scope="col"><span>${label}</span></th>`)}<th scope="col" class="total"><span>n</span></th></tr></thead>
<tbody>${rows}</tbody>
</table>
</div>`;
}

/** From this share of the row on, letters are set for a strong ground. */
const strong = 0.45;

function cellOf(count: number, total: number, isDiagonal: boolean): Html {
  if (count === 0) return html`<td class="${isDiagonal && 'right'}"><span class="zero">0</span></td>`;
  const share = count / total;
  const look = `${isDiagonal ? 'right' : 'wrong'}${share >= strong ? ' strong' : ''}`;
  return html`<td class="${look}" style="--share:${share.toFixed(3)}" title="${count} of ${total} (${percent(share)})">${count}</td>`;
}
