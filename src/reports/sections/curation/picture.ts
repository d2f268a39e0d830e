import type { Album } from '../../album.ts';
import { type Html, html } from '../../html.ts';

/** @param words what it shows, for those who do not see it */
export function pictureOf(file: string, words: string, album: Album): Html {
  const address = album.addressOf(file);
  return address === undefined
    ? html`<span class="absent" title="${words}">not shown</span>`
    : html`<img src="${address}" alt="${words}" title="${words}">`;
}
