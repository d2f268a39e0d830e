/** @file Drawn images that lie nearest to one real image, and real images that no drawn one is near. */
import type { SetMeasures } from '../../../protocol/set-measures.ts';
import { cosine, counted } from '../../../protocol/texts/figures.ts';
import { sectionTexts } from '../../../protocol/texts/measure-texts.ts';
import type { Album } from '../../album.ts';
import { shownHoles, shownSuspects } from '../../curation-contents.ts';
import { type Html, html } from '../../html.ts';
import { pictureOf } from './picture.ts';

export function pairsSection(measures: SetMeasures, album: Album): Html | undefined {
  const [suspects, holes] = [shownSuspects(measures), shownHoles(measures)];
  if (suspects.length + holes.length === 0) return undefined;
  return html`<section>
<h2>Beside real images</h2>
${
  suspects.length > 0 &&
  html`<h3>Nearest to one real image <small>drawn, real</small></h3>
<p class="quiet">${sectionTexts.suspects}</p>
<div class="confusions">${suspects.map(
    ({ drawn, real, likeness, class: name }) =>
      html`<figure><div class="pictures">${pictureOf(drawn, name, album)}${pictureOf(real, name, album)}</div><figcaption>${name} <span class="quiet">cosine ${cosine(likeness)}</span></figcaption></figure>`,
  )}</div>`
}
${
  holes.length > 0 &&
  html`<h3>Real images that no drawn one is near</h3>
<p class="quiet">${sectionTexts.holes}</p>
<div class="confusions">${holes.map(
    ({ file, class: name, files }) =>
      html`<figure><div class="pictures">${pictureOf(file, name, album)}</div><figcaption>${name} <span class="quiet">${counted(files.length, 'image')} like it</span></figcaption></figure>`,
  )}</div>`
}
</section>`;
}
