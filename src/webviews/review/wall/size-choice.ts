import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../shared/icons.ts';
import { theme } from '../../shared/theme.ts';

/** How large the tiles are. Tells `size` with pixels, `left` when the page is to have the focus again. */
@customElement('vlp-size-choice')
export class SizeChoice extends LitElement {
  static override readonly styles = [
    theme,
    css`
      label {
        display: flex;
        gap: 6px;
        align-items: center;
        color: var(--muted);
      }
      input {
        width: 90px;
        accent-color: var(--vscode-focusBorder);
      }
    `,
  ];

  @property({ attribute: false }) sizes: readonly number[] = [];
  @property({ type: Number }) size = 96;

  override render() {
    const { sizes, size } = this;
    const index = Math.max(0, sizes.indexOf(size));
    return html`<label title="Size of the images (+, −)"
      >${icon('image')}
      <input
        type="range"
        aria-label="Size of the images"
        min="0"
        max=${sizes.length - 1}
        .value=${String(index)}
        aria-valuetext="${size} pixels"
        @input=${this.#onInput}
        @change=${() => this.dispatchEvent(new CustomEvent('left'))}
    /></label>`;
  }

  #onInput({ currentTarget }: Event): void {
    const index = currentTarget instanceof HTMLInputElement ? Number(currentTarget.value) : 0;
    this.dispatchEvent(new CustomEvent<number>('size', { detail: this.sizes[index] ?? this.size }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-size-choice': SizeChoice;
  }
}
