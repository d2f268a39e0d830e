/** @file How many images there are of each class, in each split, and how many were asked for. */
import type { CuratedSet } from '../../../protocol/curated-set.ts';
import { type Html, html } from '../../html.ts';

export function classesSection({ classes, images }: CuratedSet): Html {
  const splits = [...new Set(images.flatMap(({ split }) => split ?? []))];
  const hasTarget = classes.some(({ wanted }) => wanted !== undefined);
  const rows = classes.map(({ name, images: count, wanted }) => {
    const inSplit = splits.map(
      (split) => images.filter((image) => image.class === name && image.split === split).length,
    );
    const isShort = wanted !== undefined && count < wanted;
    return html`<tr><th scope="row">${name}</th><td class="number">${count}</td>
${hasTarget && html`<td class="number ${isShort ? 'broken' : ''}">${wanted ?? '–'}${isShort && html` <span class="mark">${wanted - count} short</span>`}</td>`}
${inSplit.map((each) => html`<td class="number">${each}</td>`)}</tr>`;
  });
  return html`<section>
<h2>Classes</h2>
<div class="scroll"><table class="classes">
<caption class="hidden">Images of each class</caption>
<thead><tr><th scope="col">Class</th><th scope="col" class="number">Images</th>${hasTarget && html`<th scope="col" class="number">Asked for</th>`}${splits.map((split) => html`<th scope="col" class="number">${split}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>
</section>`;
}
