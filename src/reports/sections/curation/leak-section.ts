/** @file Pairs of images that stand on both sides of a border that nothing may cross. */
import type { CuratedSet, Leak } from '../../../protocol/curated-set.ts';
import { cosine, counted } from '../../../protocol/texts/figures.ts';
import type { Album } from '../../album.ts';
import { shownLeaksOf } from '../../curation-contents.ts';
import { type Html, html } from '../../html.ts';
import { pictureOf } from './picture.ts';

const kinds: { readonly [K in Leak['kind']]: string } = {
  'near-duplicate': 'nearly the same',
  'same-pixels': 'the same pixels',
  'same-seed': 'the same seed and line',
};

export function leakSection(set: CuratedSet, album: Album): Html {
  const shown = shownLeaksOf(set);
  const picture = (file: string) => pictureOf(file, file, album);
  const rows = shown.map(
    ({ kind, file, other, side, otherSide, likeness }) =>
      html`<tr><td><div class="pictures">${picture(file)}${picture(other)}</div></td><td>${side} and ${otherSide}</td><td>${kinds[kind]}</td><td class="number">${likeness === undefined ? '–' : cosine(likeness)}</td></tr>`,
  );
  return html`<section>
<h2>Leaks</h2>
<p>What is tested on must not have been learned from: ${counted(set.leaks.length, 'pair stands', 'pairs stand')} on both sides.${shown.length < set.leaks.length && ` The first ${shown.length}:`}</p>
<table class="classes">
<caption class="hidden">Pairs of images on both sides of a border</caption>
<thead><tr><th scope="col">Images</th><th scope="col">Sides</th><th scope="col">They are</th><th scope="col" class="number">Cosine</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}
