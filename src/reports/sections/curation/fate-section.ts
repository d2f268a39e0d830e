/** @file What became of all images that are there. */
import type { CuratedSet, LeftOut } from '../../../protocol/curated-set.ts';
import { counted, percent } from '../../../protocol/texts/figures.ts';
import { type Html, html } from '../../html.ts';

const reasons: { readonly [L in LeftOut]: string } = {
  rejected: 'rejected by people',
  'ruled-out': 'ruled out by a rule',
  waiting: 'waiting for a decision',
  disputed: 'disputed between reviewers',
  duplicate: 'nearly the same as another',
  balance: 'more than its class needs',
  unsplit: 'left over by the split',
  unlabelled: 'of no class',
};

export function fateSection({ images, leftOut }: CuratedSet): Html {
  const total = images.length + leftOut.reduce((sum, each) => sum + each.images, 0);
  const row = (words: string, count: number) => html`<tr><th scope="row">${words}</th><td class="number">${count}</td>
<td><span class="bar"><i style="left:0;width:${share(count, total)}"></i></span> <span class="range">${percent(total === 0 ? null : count / total)}</span></td></tr>`;
  return html`<section>
<h2>From ${counted(total, 'image')} to ${images.length}</h2>
<table class="classes narrow">
<caption class="hidden">What became of each image</caption>
<thead><tr><th scope="col">Became</th><th scope="col" class="number">Images</th><th scope="col">Share</th></tr></thead>
<tbody>${row('in the set', images.length)}${leftOut.filter((each) => each.images > 0).map((each) => row(reasons[each.because], each.images))}</tbody>
</table>
</section>`;
}

function share(count: number, total: number): string {
  return `${total === 0 ? 0 : ((100 * count) / total).toFixed(1)}%`;
}
