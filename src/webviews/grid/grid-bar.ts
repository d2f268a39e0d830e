import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GridSnapshot } from '../../protocol/webviews/grid.ts';
import { icon } from '../shared/icons.ts';
import '../shared/progress-bar.ts';
import { bars } from '../shared/bars.ts';
import { buttons, theme } from '../shared/theme.ts';
import { drawWords, progressWords } from './grid-words.ts';

type BarEvent = 'draw' | 'cancel' | 'resume' | 'pin' | 'own' | 'help';

/** What the page is about, how far it is, and the one button that matters now. */
@customElement('vlp-grid-bar')
export class GridBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    bars,
    css`
      .tools {
        display: flex;
        gap: 2px;
      }
      .button[aria-pressed='true'] {
        color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
        background: var(--vscode-inputOption-activeBackground, transparent);
        border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: GridSnapshot;

  override render() {
    const { id, file, activity, done, total, isPinned } = this.snapshot;
    const isAtWork = activity.kind === 'drawing' || activity.kind === 'loading';
    return html`<header class="bar">
        <h1>${id.name}</h1>
        <span class="muted file">${file}</span>
        <span class="tools">
          <button
            class="button bare"
            aria-pressed=${isPinned}
            aria-label="Stay with this recipe"
            title=${isPinned ? 'Stays with this recipe; click to follow the cursor again' : 'Follows the cursor in the editor; click to stay with this recipe'}
            @click=${() => this.#tell('pin')}
          >
            ${icon('pin')}
          </button>
          ${this.#bare('own', 'Open in a tab of its own', 'window')} ${this.#bare('help', 'List the keys (?)', 'keys')}
        </span>
        <span class="muted number status" role="status">${progressWords(this.snapshot)}</span>
        ${this.#button(isAtWork)}
      </header>
      <vlp-progress ?active=${isAtWork} .done=${done} .total=${activity.kind === 'drawing' ? total : 0}></vlp-progress>`;
  }

  #bare(event: BarEvent, label: string, sign: 'window' | 'keys') {
    return html`<button class="button bare" aria-label=${label} title=${label} @click=${() => this.#tell(event)}>
      ${icon(sign)}
    </button>`;
  }

  #button(isAtWork: boolean) {
    const { activity } = this.snapshot;
    if (isAtWork) {
      const isPaused = activity.kind === 'drawing' && activity.isPaused;
      return html`${isPaused ? html`<button class="button primary" @click=${() => this.#tell('resume')}>${icon('play')} Resume</button>` : nothing}
        <button class="button" @click=${() => this.#tell('cancel')}>${icon('stop')} Cancel</button>`;
    }
    const words = drawWords(this.snapshot);
    // What failed is tried again from where it says so.
    return words === '' || activity.kind !== 'idle'
      ? nothing
      : html`<button class="button primary" @click=${() => this.#tell('draw')}>${icon('play')} ${words}</button>`;
  }

  #tell(name: BarEvent): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-grid-bar': GridBar;
  }
}
