import { html } from 'lit';
import '../shared/notice.ts';

/** What is said of a grid in which nothing is drawn. */
export function emptyNotice(name: string) {
  return html`<vlp-notice sign="grid">
    Nothing is drawn yet. Draw the images to see what the words of <strong>${name}</strong> do; later only what a change
    touches is drawn again.
  </vlp-notice>`;
}
