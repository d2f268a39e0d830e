/** @file What a page says when a run failed or cannot be started. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Unavailable } from '../../protocol/webviews/declaration.ts';
import './notice.ts';

/** @property canDownload the models that it needs can be downloaded */
type Trouble = { readonly kind: 'failed'; readonly sentence: string; readonly canDownload?: true } | Unavailable;

/** What can be done about trouble. */
export interface Remedies {
  readonly retry: () => unknown;
  /** Where missing models can be downloaded. */
  readonly download?: () => unknown;
  readonly showLog: () => unknown;
  readonly trustWorkspace: () => unknown;
}

type Notices = {
  readonly [K in Trouble['kind']]: (trouble: Extract<Trouble, { kind: K }>, remedies: Remedies) => TemplateResult;
};

const notices: Notices = {
  failed: ({ sentence, canDownload }, { retry, download, showLog }) => html`<vlp-notice tone="error" sign="warning">
    ${sentence}
    ${
      canDownload && download
        ? html`<button slot="actions" class="button primary" @click=${download}>Download</button>`
        : html`<button slot="actions" class="button primary" @click=${retry}>Try again</button>`
    }
    <button slot="actions" class="button" @click=${showLog}>Show log</button>
  </vlp-notice>`,
  gone: ({ sentence }) => html`<vlp-notice tone="warning" sign="warning">${sentence}</vlp-notice>`,
  untrusted: ({ sentence }, { trustWorkspace }) => html`<vlp-notice tone="warning" sign="lock">
    ${sentence}
    <button slot="actions" class="button primary" @click=${trustWorkspace}>Manage trust</button>
  </vlp-notice>`,
};

/** Nothing when all is well. The page that shows it brings the style of its buttons. */
export function troubleNotice(activity: Trouble | { readonly kind: string }, remedies: Remedies) {
  if (!isTrouble(activity)) return nothing;
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  const write = notices[activity.kind] as (trouble: Trouble, remedies: Remedies) => TemplateResult;
  return write(activity, remedies);
}

/** What a run did otherwise than asked. */
export function noteNotices(notes: readonly string[] = []) {
  return notes.map((note) => html`<vlp-notice sign="warning">${note}</vlp-notice>`);
}

function isTrouble(activity: Trouble | { readonly kind: string }): activity is Trouble {
  return activity.kind in notices;
}
