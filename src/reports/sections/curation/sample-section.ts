/** @file A few images of each class of a set. */
import type { Album } from '../../album.ts';
import type { ClassSample } from '../../curation-contents.ts';
import { type Html, html } from '../../html.ts';
import { pictureOf } from './picture.ts';

export function sampleSection(samples: readonly ClassSample[], album: Album): Html {
  const rows = samples.map(({ name, count, images }) => {
    const pictures = images.map(({ file, prompt = name }) => pictureOf(file, prompt, album));
    return html`<tr><th scope="row">${name}<br><span class="quiet">${images.length} of ${count}</span></th><td><div class="pictures">${pictures}</div></td></tr>`;
  });
  return html`<section>
<h2>What it looks like</h2>
<p class="quiet">Of each class some, taken evenly from all.</p>
<div class="scroll" role="region" aria-label="Images of each class" tabindex="0"><table class="grid">
<caption class="hidden">Some images of each class</caption>
<tbody>${rows}</tbody>
</table></div>
</section>`;
}
