import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssVariables } from './css-variables.ts';

/** A thin line under a bar: full width is all there is to do; without `total` it only says that something goes on. */
@customElement('vlp-progress')
export class ProgressBar extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      height: 2px;
      overflow: hidden;
    }
    .track {
      height: 100%;
      background: color-mix(in srgb, var(--vscode-progressBar-background) 20%, transparent);
    }
    .bar {
      height: 100%;
      width: calc(var(--share) * 100%);
      background: var(--vscode-progressBar-background);
      transition: width 200ms ease-out;
    }
    .unknown {
      width: 25%;
      animation: pass 1.4s linear infinite;
    }
    @keyframes pass {
      from {
        transform: translateX(-100%);
      }
      to {
        transform: translateX(400%);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .bar {
        transition: none;
      }
      .unknown {
        animation: none;
        width: 100%;
        opacity: 0.5;
      }
    }
  `;

  @property({ type: Boolean }) active = false;
  @property({ type: Number }) done = 0;
  @property({ type: Number }) total = 0;

  override render() {
    if (!this.active) return html``;
    const { done, total } = this;
    return total === 0
      ? html`<div class="track" role="progressbar" aria-label="Working"><div class="bar unknown"></div></div>`
      : html`<div
          class="track"
          role="progressbar"
          aria-label="Progress"
          aria-valuemin="0"
          aria-valuenow=${done}
          aria-valuemax=${total}
        >
          <div class="bar" ${cssVariables({ '--share': done / total })}></div>
        </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-progress': ProgressBar;
  }
}
