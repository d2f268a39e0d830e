/** @file What stands above and in place of images: what is the matter, and what can be done about it. */
import { html, nothing } from 'lit';
import type { ReviewSnapshot, ReviewView } from '../../protocol/webviews/review.ts';
import '../shared/notice.ts';
import { troubleNotice } from '../shared/trouble-notice.ts';
import { emptyWords, figure } from './review-words.ts';

interface Remedies {
  readonly openAsText: () => unknown;
  readonly trustWorkspace: () => unknown;
}

export function reviewNotices({ activity, notes }: ReviewSnapshot, { openAsText, trustWorkspace }: Remedies) {
  const trouble =
    activity.kind === 'unreadable'
      ? html`<vlp-notice tone="error" sign="warning"
          >${activity.sentence}<button slot="actions" class="button primary" @click=${openAsText}>Open as text</button></vlp-notice
        >`
      : troubleNotice(activity, { retry: () => {}, showLog: () => {}, trustWorkspace });
  return html`${trouble} ${notes.length === 0 ? nothing : noteList(notes)}`;
}

function noteList(notes: readonly string[]) {
  const words = notes.length === 1 ? 'A note about these images' : `${figure(notes.length)} notes about these images`;
  return html`<details>
    <summary class="muted">${words}</summary>
    <ul>
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </details>`;
}

type Change = (view: Partial<ReviewView>) => void;

/** In place of images where there are none. */
export function emptyReview(snapshot: ReviewSnapshot, change: Change) {
  const { activity, listing, drawn, view } = snapshot;
  if (activity.kind === 'loading' || listing)
    return html`<p class="empty muted" role="status">Looking for images …</p>`;
  if (activity.kind !== 'ready') return nothing;
  const [what, then] = emptyWords(snapshot);
  const isSome = drawn > 0;
  return html`<div class="empty" role="status">
    <h2>${what}</h2>
    <p class="muted">${then}</p>
    ${isSome && view.where !== '' ? remedy('Take the condition out', { where: '' }, change) : nothing}
    ${isSome && view.show !== 'all' ? remedy('Show all', { show: 'all' }, change) : nothing}
    ${isSome && view.order.by !== 'plan' ? remedy("The recipe's order", { order: { by: 'plan' } }, change) : nothing}
  </div>`;
}

/** In place of groups where images stand in another order. */
export function noGroups(change: Change) {
  return html`<div class="empty">
    <h2>Groups stand together in the order of near-duplicates.</h2>
    ${remedy('Order by near-duplicates', { order: { by: 'duplicates' } }, change)}
  </div>`;
}

function remedy(words: string, view: Partial<ReviewView>, change: Change) {
  return html`<button class="button primary" @click=${() => change(view)}>${words}</button> `;
}
