/** @file What a page says when a run failed or cannot be started. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Unavailable } from '../../protocol/webviews/declaration.ts';
import './notice.ts';

type Trouble = { readonly kind: 'failed'; readonly sentence: string } | Unavailable;

/** What can be done about trouble. */
export interface Remedies {
  readonly retry: () => unknown;
  readonly showLog: () => unknown;
  readonly trustWorkspace: () => unknown;
}

type Notices = { readonly [K in Trouble['kind']]: (sentence: string, remedies: Remedies) => TemplateResult };

const notices: Notices = {
  failed: (sentence, { retry, showLog }) => html`<vlp-notice tone="error" sign="warning">
    ${sentence}
    <button slot="actions" class="button primary" @click=${retry}>Try again</button>
    <button slot="actions" class="button" @click=${showLog}>Show log</button>
  </vlp-notice>`,
  gone: (sentence) => html`<vlp-notice tone="warning" sign="warning">${sentence}</vlp-notice>`,
  untrusted: (sentence, { trustWorkspace }) => html`<vlp-notice tone="warning" sign="lock">
    ${sentence}
    <button slot="actions" class="button primary" @click=${trustWorkspace}>Manage trust</button>
  </vlp-notice>`,
};

/** Nothing when all is well. The page that shows it brings the style of its buttons. */
export function troubleNotice(activity: Trouble | { readonly kind: string }, remedies: Remedies) {
  return isTrouble(activity) ? notices[activity.kind](activity.sentence, remedies) : nothing;
}

/** What a run did otherwise than asked. */
export function noteNotices(notes: readonly string[] = []) {
  return notes.map((note) => html`<vlp-notice sign="warning">${note}</vlp-notice>`);
}

function isTrouble(activity: Trouble | { readonly kind: string }): activity is Trouble {
  return activity.kind in notices;
}
