import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CompareSnapshot } from '../../protocol/webviews/compare.ts';
import { bars } from '../shared/bars.ts';
import { icon } from '../shared/icons.ts';
import '../shared/progress-bar.ts';
import { buttons, theme } from '../shared/theme.ts';
import { workWords } from '../shared/work-words.ts';

/** What is compared with what, what goes on, and what can be chosen. Tells `choose`, `pin` and `cancel`. */
@customElement('vlp-compare-bar')
export class CompareBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    bars,
    css`
      .sides {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .side {
        padding: 1px 8px;
        border: 1px solid var(--line);
        border-radius: 10px;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: CompareSnapshot;

  override render() {
    const { id, file, before, after, activity } = this.snapshot;
    const progress = activity.kind === 'comparing' ? activity : undefined;
    return html`<div class="bar">
        <h1>${id.name}</h1>
        <span class="muted file">${file}</span>
        <span class="sides"
          ><span class="side">${before}</span> <span aria-label="compared with">→</span>
          <span class="side">${after}</span></span
        >
        <span class="muted number status" role="status">${progress ? workWords(progress) : nothing}</span>
        ${progress ? this.#button('cancel', 'stop', 'Cancel') : this.#choices()}
      </div>
      <vlp-progress
        ?active=${progress !== undefined}
        .done=${progress?.done ?? 0}
        .total=${progress?.total ?? 0}
      ></vlp-progress>`;
  }

  #choices() {
    const isTrusted = this.snapshot.activity.kind !== 'untrusted';
    return html`<button class="button" ?disabled=${!isTrusted} @click=${() => this.#tell('choose')}>
        Compare with…
      </button>
      <button
        class="button"
        ?disabled=${!isTrusted}
        title="Later runs are compared with the last one"
        @click=${() => this.#tell('pin')}
      >
        ${icon('pin')} Pin as baseline
      </button>`;
  }

  #button(name: 'cancel', sign: 'stop', label: string) {
    return html`<button class="button" @click=${() => this.#tell(name)}>${icon(sign)} ${label}</button>`;
  }

  #tell(name: 'choose' | 'pin' | 'cancel'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-compare-bar': CompareBar;
  }
}
