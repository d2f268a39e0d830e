import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GridSnapshot } from '../../protocol/webviews/grid.ts';
import { icon } from '../shared/icons.ts';
import '../shared/progress-bar.ts';
import { bars } from '../shared/bars.ts';
import { buttons, theme } from '../shared/theme.ts';
import { drawWords, progressWords } from './grid-words.ts';
import { zoomSizes } from './zoom.ts';

/** What the page is about, how far it is, and the one button that matters now. */
@customElement('vlp-grid-bar')
export class GridBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    bars,
    css`
      .zoom {
        display: flex;
        align-items: center;
        gap: 4px;
        color: var(--muted);
      }
      input[type='range'] {
        width: 72px;
        min-width: 40px;
        accent-color: var(--vscode-focusBorder);
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: GridSnapshot;
  /** Index into the sizes. */
  @property({ type: Number }) zoom = 0;

  override render() {
    const { id, file, activity, done, total } = this.snapshot;
    const isAtWork = activity.kind === 'drawing' || activity.kind === 'loading';
    return html`<div class="bar">
        <h1>${id.name}</h1>
        <span class="muted file">${file}</span>
        <span class="muted number status" role="status">${progressWords(this.snapshot)}</span>
        <label class="zoom" title="Size of the images">
          ${icon('image', 12)}
          <input
            type="range"
            aria-label="Size of the images"
            min="0"
            max=${zoomSizes.length - 1}
            .value=${String(this.zoom)}
            @input=${this.#onZoom}
          />
          ${icon('image', 18)}
        </label>
        ${this.#button(isAtWork)}
      </div>
      <vlp-progress ?active=${isAtWork} .done=${done} .total=${activity.kind === 'drawing' ? total : 0}></vlp-progress>`;
  }

  #button(isAtWork: boolean) {
    if (isAtWork)
      return html`<button class="button" @click=${() => this.#tell('cancel')}>${icon('stop')} Cancel</button>`;
    const { activity } = this.snapshot;
    const words = drawWords(this.snapshot);
    // What failed is tried again from where it says so.
    return words === '' || activity.kind !== 'idle'
      ? nothing
      : html`<button class="button primary" @click=${() => this.#tell('draw')}>${icon('play')} ${words}</button>`;
  }

  #onZoom({ target }: InputEvent): void {
    if (target instanceof HTMLInputElement) {
      this.dispatchEvent(new CustomEvent('zoom', { detail: target.valueAsNumber }));
    }
  }

  #tell(name: 'draw' | 'cancel'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-grid-bar': GridBar;
  }
}
