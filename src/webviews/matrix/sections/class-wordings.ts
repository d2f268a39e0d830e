import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClassWording } from '../../../protocol/webviews/matrix.ts';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';

/** A prompt that is to be revealed: an index into the classes and into the wording's prompts. */
export interface PickedPrompt {
  readonly class: number;
  readonly prompt: number;
}

/** What the judge reads for one or more classes, side by side; each prompt leads to its line. Tells `prompt`. */
@customElement('vlp-wordings')
export class ClassWordings extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(118px, 1fr));
        gap: 8px 16px;
      }
      h4 {
        margin: 0;
        font-weight: 600;
      }
      ul {
        list-style: none;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) wordings: readonly ClassWording[] = [];
  /** Prompts of each class that are shown before somebody asks for all. */
  @property({ type: Number }) few = 6;
  @state() private isWhole = false;

  override render() {
    const { wordings, few } = this;
    const longest = Math.max(0, ...wordings.map(({ prompts }) => prompts.length));
    return html`<div class="sides">${wordings.map((wording) => this.#side(wording))}</div>
      ${longest > few ? this.#more() : nothing}`;
  }

  #side({ class: index, prompts }: ClassWording) {
    const shown = this.isWhole ? prompts : prompts.slice(0, this.few);
    return html`<section>
      <h4>${this.classes[index]} <span class="muted number">(${prompts.length})</span></h4>
      ${prompts.length === 0 ? html`<p class="muted">Not in the file any more.</p>` : nothing}
      <ul>
        ${shown.map(
          ({ text, line }, prompt) => html`<li>
            <button class="link" title="Reveal line ${line}" @click=${() => this.#tell({ class: index, prompt })}>
              ${text}
            </button>
            <span class="muted number">line ${line}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #more() {
    const toggle = () => {
      this.isWhole = !this.isWhole;
    };
    return html`<button class="link" aria-expanded=${this.isWhole} @click=${toggle}>
      ${this.isWhole ? 'Show fewer prompts' : 'Show all prompts'}
    </button>`;
  }

  #tell(detail: PickedPrompt): void {
    this.dispatchEvent(new CustomEvent<PickedPrompt>('prompt', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-wordings': ClassWordings;
  }
}
