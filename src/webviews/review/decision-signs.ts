/** @file The signs of a decision, for a corner of an image; styles are `decisionMarks`. */
import { html, nothing } from 'lit';
import type { ImageDecision } from '../../protocol/decisions.ts';
import { icon } from '../shared/icons.ts';

const signs = { kept: 'passed', rejected: 'failed' } as const;

export function decisionSigns({ state, isFlagged }: ImageDecision) {
  if (state === 'undecided' && !isFlagged) return nothing;
  return html`<span class="marks">
    ${isFlagged ? html`<span class="mark">${icon('pin', 12)}</span>` : nothing}
    ${state === 'undecided' ? nothing : html`<span class="mark ${state}">${icon(signs[state], 12)}</span>`}
  </span>`;
}
