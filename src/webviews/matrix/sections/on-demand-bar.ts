import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AnalysisState } from '../../../protocol/webviews/matrix.ts';
import { icon } from '../../shared/icons.ts';
import '../../shared/notice.ts';
import '../../shared/progress-bar.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { workWords } from '../../shared/work-words.ts';

/** Begins something dear, shows how far it is, and ends it. Tells `begin` and `cancel`; what else there is to choose stands in its slot. */
@customElement('vlp-on-demand')
export class OnDemandBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
        margin-bottom: 10px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        min-height: 30px;
      }
      vlp-notice {
        margin-top: 8px;
      }
      vlp-progress {
        max-width: 480px;
      }
    `,
  ];

  @property({ attribute: false }) state: AnalysisState = { kind: 'none' };
  /** What the button says. */
  @property() action = '';
  /** Why it cannot be begun now, in one sentence. */
  @property() obstacle = '';

  override render() {
    const { state } = this;
    const running = state.kind === 'running' ? state : undefined;
    return html`<div class="bar">
        <slot></slot>
        ${running ? this.#cancel() : this.#begin()}
        <span class="muted number" role="status">${running ? workWords(running) : this.obstacle}</span>
      </div>
      <vlp-progress ?active=${running !== undefined} .done=${running?.done ?? 0} .total=${running?.total ?? 0}></vlp-progress>
      ${state.kind === 'failed' ? html`<vlp-notice tone="error" sign="warning">${state.sentence}</vlp-notice>` : nothing}`;
  }

  #begin() {
    const isDone = this.state.kind === 'done';
    return html`<button
      class="button ${isDone ? '' : 'primary'}"
      ?disabled=${this.obstacle !== ''}
      @click=${() => this.#tell('begin')}
    >
      ${icon('play')} ${this.action}${isDone ? ' again' : nothing}
    </button>`;
  }

  #cancel() {
    return html`<button class="button" @click=${() => this.#tell('cancel')}>${icon('stop')} Cancel</button>`;
  }

  #tell(name: 'begin' | 'cancel'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-on-demand': OnDemandBar;
  }
}
