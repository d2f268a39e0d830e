import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MatrixSnapshot } from '../../protocol/webviews/matrix.ts';
import { bars } from '../shared/bars.ts';
import { icon } from '../shared/icons.ts';
import '../shared/progress-bar.ts';
import { buttons, theme } from '../shared/theme.ts';
import { activityWords } from './matrix-words.ts';

/** What the page is about, what goes on, and the one button that matters now. */
@customElement('vlp-matrix-bar')
export class MatrixBar extends LitElement {
  static override readonly styles = [theme, buttons, bars];

  @property({ attribute: false }) snapshot!: MatrixSnapshot;

  override render() {
    const { id, file, activity } = this.snapshot;
    const progress = activity.kind === 'evaluating' ? activity : undefined;
    return html`<div class="bar">
        <h1>${id.name}</h1>
        <span class="muted file">${file}</span>
        <span class="muted number status" role="status">${activityWords(activity)}</span>
        ${this.#button()}
      </div>
      <vlp-progress
        ?active=${progress !== undefined}
        .done=${progress?.done ?? 0}
        .total=${progress?.total ?? 0}
      ></vlp-progress>`;
  }

  #button() {
    const { activity, report, stale } = this.snapshot;
    if (activity.kind === 'evaluating') {
      return html`<button class="button" @click=${() => this.#tell('cancel')}>${icon('stop')} Cancel</button>`;
    }
    // What failed is tried again from where it says so.
    if (activity.kind === 'failed') return nothing;
    const isNext = report === undefined || stale;
    return html`<button
      class="button ${isNext ? 'primary' : ''}"
      ?disabled=${activity.kind === 'gone' || activity.kind === 'untrusted'}
      @click=${() => this.#tell('evaluate')}
    >
      ${icon('play')} Evaluate${report ? ' again' : ''}
    </button>`;
  }

  #tell(name: 'evaluate' | 'cancel'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-matrix-bar': MatrixBar;
  }
}
