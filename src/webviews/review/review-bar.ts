import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReviewMode, ReviewSnapshot } from '../../protocol/webviews/review.ts';
import { bars } from '../shared/bars.ts';
import { type IconName, icon } from '../shared/icons.ts';
import { keyWords } from '../shared/pressed-key.ts';
import { buttons, theme } from '../shared/theme.ts';
import type { KeyRouter } from './keys/key-router.ts';
import { pressedStyle } from './pressed-style.ts';
import { modeWords } from './review-words.ts';

const modes: readonly ReviewMode[] = ['cull', 'grid', 'pairs'];

const signs: { readonly [M in ReviewMode]: IconName } = { cull: 'image', grid: 'grid', pairs: 'copy' };

/** What is reviewed, how, and by whom. Tells `mode` with one, `blind`, `reviewer`, `help`. */
@customElement('vlp-review-bar')
export class ReviewBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    bars,
    pressedStyle,
    css`
      :host {
        border-bottom: 0;
      }
      .bar {
        padding-bottom: 0;
      }
      .modes {
        display: flex;
        gap: 2px;
      }
      .by {
        display: flex;
        gap: 2px;
        align-items: center;
        margin-left: auto;
      }
      .by .button {
        padding: 3px 6px;
      }
      .reviewer {
        max-width: 12em;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      /* Half a window: signs say enough. */
      @media (max-width: 640px) {
        .words {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .reviewer {
          max-width: 6em;
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: ReviewSnapshot;
  @property() mode: ReviewMode = 'cull';
  @property({ attribute: false }) router!: KeyRouter;

  override render() {
    const { title, file, reviewer, isBlind } = this.snapshot;
    const blindWords = 'Blind review: what others decided is hidden';
    return html`<header class="bar">
      <h1>${title}</h1>
      <span class="muted file">${file}</span>
      <div class="modes" role="group" aria-label="Look at">${modes.map((mode) => this.#mode(mode))}</div>
      <div class="by">
        <button class="button bare" aria-pressed=${isBlind} aria-label=${blindWords} title=${blindWords} @click=${() => this.#tell('blind')}>
          ${icon('blind')}
        </button>
        ${
          reviewer === ''
            ? nothing
            : html`<button class="button bare" title="Decide under another name" @click=${() => this.#tell('reviewer')}>
                ${icon('person')} <span class="reviewer">${reviewer}</span>
              </button>`
        }
        <button class="button bare" aria-label="List the keys (?)" title="List the keys (?)" @click=${() => this.#tell('help')}>
          ${icon('keys')}
        </button>
      </div>
    </header>`;
  }

  #mode(mode: ReviewMode) {
    const key = this.router.keyOf(this.mode, mode);
    const words = modeWords[mode];
    return html`<button
      class="button"
      aria-pressed=${mode === this.mode}
      title=${key === undefined ? words : `${words} (${keyWords(key)})`}
      @click=${() => this.#tell('mode', mode)}
    >
      ${icon(signs[mode])} <span class="words">${words}</span>
    </button>`;
  }

  #tell(name: string, detail?: ReviewMode): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-review-bar': ReviewBar;
  }
}
