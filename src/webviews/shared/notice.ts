import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type IconName, icon } from './icons.ts';
import { buttons, theme } from './theme.ts';

/** A sentence across the page, with what can be done about it in its slot. */
@customElement('vlp-notice')
export class Notice extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-left: 3px solid var(--tone);
        border-radius: var(--round);
        background: color-mix(in srgb, var(--tone) 8%, transparent);
      }
      .info {
        --tone: var(--vscode-charts-blue, currentColor);
      }
      .warning {
        --tone: var(--vscode-charts-yellow, currentColor);
      }
      .error {
        --tone: var(--vscode-charts-red, currentColor);
      }
      svg {
        flex: none;
        color: var(--tone);
      }
      .words {
        flex: 1 1 16em;
      }
      .actions {
        display: flex;
        gap: 8px;
      }
    `,
  ];

  @property() tone: 'info' | 'warning' | 'error' = 'info';
  @property() sign: IconName = 'grid';

  override render() {
    return html`<div class="notice ${this.tone}" role=${this.tone === 'error' ? 'alert' : 'status'}>
      ${icon(this.sign)}
      <div class="words"><slot></slot></div>
      <div class="actions"><slot name="actions"></slot></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-notice': Notice;
  }
}
