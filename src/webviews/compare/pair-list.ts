import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PictureSide } from '../../protocol/comparison.ts';
import { pairLabel } from '../../protocol/texts/comparison-texts.ts';
import type { ShownPair } from '../../protocol/webviews/compare.ts';
import { buttons, theme } from '../shared/theme.ts';
import { changeWords, pairWords } from './pair-words.ts';

/** Pairs of pictures side by side. Tells `open` with the place of a pair in the list, and `more`. */
@customElement('vlp-pair-list')
export class PairList extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      .pairs {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(172px, 1fr));
        gap: 10px;
        padding: 4px;
      }
      .pair {
        display: flex;
        flex-direction: column;
        justify-content: flex-start;
        padding: 6px;
        cursor: pointer;
        text-align: left;
        background: none;
        border: 1px solid var(--line);
        border-radius: var(--round);
        content-visibility: auto;
        contain-intrinsic-size: 172px 150px;
      }
      .pair:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .pair[aria-current='true'] {
        border-color: var(--vscode-focusBorder);
        box-shadow: 0 0 0 1px var(--vscode-focusBorder);
      }
      .two {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 4px;
        width: 100%;
      }
      .picture {
        display: flex;
        align-items: center;
        justify-content: center;
        aspect-ratio: 1;
        overflow: hidden;
        border-radius: 3px;
        background: color-mix(in srgb, var(--vscode-foreground) 6%, transparent);
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .label {
        max-width: 100%;
        margin-top: 4px;
        overflow-wrap: anywhere;
      }
      .small {
        font-size: 0.9em;
      }
    `,
  ];

  @property({ attribute: false }) pairs: readonly ShownPair[] = [];
  /** How many there are. */
  @property({ type: Number }) total = 0;
  /** The pair that is looked at. */
  @property({ type: Number }) current = -1;
  @state() private at = 0;

  override render() {
    const { pairs, total } = this;
    return html`<div class="pairs" @keydown=${this.#onKey}>
        ${repeat(
          pairs,
          ({ index }) => index,
          (pair, place) => this.#pair(pair, place),
        )}
      </div>
      ${
        pairs.length < total
          ? html`<p>
              <button class="button" @click=${() => this.dispatchEvent(new CustomEvent('more'))}>
                Show more (${pairs.length} of ${total})
              </button>
            </p>`
          : nothing
      }`;
  }

  /** Puts the focus on a pair. */
  focusPair(place: number): void {
    this.at = place;
    this.renderRoot.querySelectorAll<HTMLElement>('.pair')[place]?.focus();
  }

  #pair(pair: ShownPair, place: number) {
    return html`<button
      class="pair"
      tabindex=${place === Math.min(this.at, this.pairs.length - 1) ? 0 : -1}
      aria-label=${pairWords(pair)}
      aria-current=${pair.index === this.current}
      @click=${() => this.#open(place)}
      @focus=${() => (this.at = place)}
    >
      <span class="two">${pictureOf(pair.before)} ${pictureOf(pair.after)}</span>
      <span class="label">${pairLabel(pair)}</span>
      <span class="muted small">${changeWords(pair)}</span>
    </button>`;
  }

  #open(place: number): void {
    this.dispatchEvent(new CustomEvent<number>('open', { detail: place }));
  }

  /** As many as stand in one line. */
  get #columns(): number {
    const [first, ...others] = this.renderRoot.querySelectorAll<HTMLElement>('.pair');
    return 1 + others.filter(({ offsetTop }) => offsetTop === first?.offsetTop).length;
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.pairs.length - 1;
    const places: Readonly<Record<string, () => number>> = {
      ArrowLeft: () => this.at - 1,
      ArrowRight: () => this.at + 1,
      ArrowUp: () => this.at - this.#columns,
      ArrowDown: () => this.at + this.#columns,
      Home: () => 0,
      End: () => last,
    };
    const to = places[event.key]?.();
    if (to === undefined) return;
    event.preventDefault();
    this.focusPair(Math.max(0, Math.min(last, to)));
  }
}

function pictureOf(side: PictureSide | undefined) {
  const text = side ? (side.file === undefined ? 'not drawn' : undefined) : '–';
  return html`<span class="picture"
    >${
      side?.file === undefined
        ? html`<span class="muted small">${text}</span>`
        : html`<img src=${side.file} alt="" loading="lazy" decoding="async" />`
    }</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-pair-list': PairList;
  }
}
