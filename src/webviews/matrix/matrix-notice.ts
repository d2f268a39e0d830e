import { html, nothing } from 'lit';
import type { MatrixSnapshot } from '../../protocol/webviews/matrix.ts';
import '../shared/notice.ts';
import { type Remedies, troubleNotice } from '../shared/trouble-notice.ts';

/** What stands above the report, or in its place: what is wrong, what is awaited, what to do first. */
export function matrixNotice({ activity, report, stale, id }: MatrixSnapshot, remedies: Remedies) {
  if (activity.kind === 'evaluating') return report ? nothing : waiting;
  if (activity.kind !== 'idle') return troubleNotice(activity, remedies);
  if (!report) return emptyNotice(id.name);
  return stale ? staleNotice : nothing;
}

const waiting = html`<p class="muted waiting">The matrix appears when every image is judged.</p>`;

const staleNotice = html`<vlp-notice sign="grid">
  The words or the images have changed since. Evaluate again to see what moved.
</vlp-notice>`;

function emptyNotice(name: string) {
  return html`<vlp-notice sign="grid">
    Nothing is judged yet. Evaluate <strong>${name}</strong> to see which classes its words tell apart, and which they
    confuse; images that are missing are drawn first.
  </vlp-notice>`;
}
