import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ImageDecision } from '../../../protocol/decisions.ts';
import type { ReviewImage } from '../../../protocol/webviews/review.ts';
import { decisionMarks } from '../../shared/decision-marks.ts';
import { theme } from '../../shared/theme.ts';
import { decisionSigns } from '../decision-signs.ts';
import { decisionWords } from '../review-words.ts';

/** Images on either side of the current one. */
export const neighbours = 8;

export interface Frame {
  readonly place: number;
  /** Absent until it came. */
  readonly image: ReviewImage | undefined;
  readonly decision: ImageDecision;
}

/** The neighbours of an image, which stands in the middle. Tells `choose` with a place. */
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
    // A picture stays in its own frame, so that a step decodes one picture and not all of them.
    return html`<ol aria-label="Neighbours">
      ${repeat(
        this.frames,
        ({ place }) => place,
        (frame) => html`<li>${this.#frame(frame)}</li>`,
      )}
    </ol>`;
  }

  #frame({ place, image, decision }: Frame) {
    const isThere = place >= 0 && place < this.count;
    const isSmall = image !== undefined && Math.max(image.width, image.height) <= 128;
    // Reached with the arrows, not with Tab.
    return html`<button
      class=${classMap({ rejected: decision.state === 'rejected' })}
      tabindex="-1"
      ?disabled=${!isThere}
      aria-current=${place === this.current}
      aria-label="Image ${place + 1}, ${decisionWords(decision)}"
      @click=${() => this.dispatchEvent(new CustomEvent('choose', { detail: place }))}
    >
      ${image ? html`<img class=${isSmall ? 'pixelated' : ''} src=${image.url} alt="" decoding="async" />` : nothing}
      ${isThere ? decisionSigns(decision) : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-film-strip': FilmStrip;
  }
}
