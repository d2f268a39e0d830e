import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ImageDecision } from '../../protocol/decisions.ts';
import type { ReviewImage } from '../../protocol/webviews/review.ts';
import { decisionMarks } from '../shared/decision-marks.ts';
import { icon } from '../shared/icons.ts';
import { theme } from '../shared/theme.ts';
import { decisionWords } from './review-words.ts';

/** Images on either side of the current one. */
export const neighbours = 8;

export interface Frame {
  readonly index: number;
  /** Absent until it came. */
  readonly image: ReviewImage | undefined;
  readonly decision: ImageDecision;
}

/** The neighbours of an image, which stands in the middle. Tells `choose` with an index. */
@customElement('vlp-film-strip')
export class FilmStrip extends LitElement {
  static override readonly styles = [
    theme,
    decisionMarks,
    css`
      :host {
        display: block;
        flex: none;
        overflow: hidden;
        border-top: 1px solid var(--line);
      }
      ol {
        display: flex;
        justify-content: center;
        gap: 4px;
        margin: 0;
        padding: 8px;
        list-style: none;
      }
      button {
        position: relative;
        flex: none;
        width: 56px;
        height: 56px;
        padding: 0;
        overflow: hidden;
        cursor: pointer;
        color: inherit;
        background: color-mix(in srgb, var(--vscode-foreground) 6%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 3px;
      }
      button[aria-current='true'] {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: 1px;
      }
      button[disabled] {
        visibility: hidden;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .pixelated {
        image-rendering: pixelated;
      }
      .rejected img {
        opacity: 0.35;
      }
    `,
  ];

  @property({ attribute: false }) frames: readonly Frame[] = [];
  @property({ type: Number }) current = 0;
  @property({ type: Number }) count = 0;

  override render() {
    return html`<ol aria-label="Neighbours">
      ${this.frames.map((frame) => html`<li>${this.#frame(frame)}</li>`)}
    </ol>`;
  }

  #frame({ index, image, decision }: Frame) {
    const isThere = index >= 0 && index < this.count;
    const isPixelated = image !== undefined && Math.max(image.width, image.height) <= 128;
    // Reached with the arrows, not with Tab.
    return html`<button
      class=${classMap({ rejected: decision.state === 'rejected' })}
      tabindex="-1"
      ?disabled=${!isThere}
      aria-current=${index === this.current}
      aria-label="Image ${index + 1}, ${decisionWords(decision)}"
      @click=${() => this.dispatchEvent(new CustomEvent('choose', { detail: index }))}
    >
      ${image && html`<img class=${isPixelated ? 'pixelated' : ''} src=${image.url} alt="" />`} ${isThere ? marks(decision) : ''}
    </button>`;
  }
}

const signs = { kept: 'passed', rejected: 'failed' } as const;

function marks({ state, isFlagged }: ImageDecision) {
  return html`<span class="marks">
    ${isFlagged ? html`<span class="mark">${icon('pin')}</span>` : ''}
    ${state === 'undecided' ? '' : html`<span class="mark ${state}">${icon(signs[state])}</span>`}
  </span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-film-strip': FilmStrip;
  }
}
