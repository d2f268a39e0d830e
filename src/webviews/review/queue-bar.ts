import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReviewSnapshot } from '../../protocol/webviews/review.ts';
import '../shared/progress-bar.ts';
import { theme } from '../shared/theme.ts';
import type { DecisionCounts } from './list/decided-letters.ts';
import { figure, progressWords } from './review-words.ts';

/** How far the reviewer is; while another list is being made, how far that is. */
@customElement('vlp-queue-bar')
export class QueueBar extends LitElement {
  static override readonly styles = [
    theme,
    css`
      :host {
        display: block;
        flex: none;
        border-top: 1px solid var(--line);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        align-items: center;
        justify-content: space-between;
        min-height: 28px;
        padding: 2px 16px;
      }
    `,
  ];

  @property({ attribute: false }) counts!: DecisionCounts;
  @property({ attribute: false }) listing: ReviewSnapshot['listing'];
  /** Images of the list. */
  @property({ type: Number }) count = 0;

  override render() {
    const { counts, count, listing } = this;
    if (listing) {
      const words =
        listing.total === 0 ? listing.words : `${listing.words}: ${figure(listing.done)} of ${figure(listing.total)}`;
      return html`<vlp-progress active .done=${listing.done} .total=${listing.total}></vlp-progress>
        <div class="line">
          <p class="number" role="status">${words} … <span class="muted">Choose something else to stop it.</span></p>
        </div>`;
    }
    return html`<vlp-progress ?active=${count > 0} .done=${count - counts.undecided} .total=${count}></vlp-progress>
      <div class="line">
        <p class="number status" role="status">${count === 0 ? nothing : progressWords(counts)}</p>
        <slot></slot>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-queue-bar': QueueBar;
  }
}
