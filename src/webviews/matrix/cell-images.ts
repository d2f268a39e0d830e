import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { counted, percent } from '../../protocol/texts.ts';
import type { MatrixImage, MatrixImageId } from '../../protocol/webviews/matrix.ts';
import { icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';

/** More pictures than anyone looks through here; the rest is behind a button. */
const firstPage = 120;

/** The images of one cell, each with how sure the judge was. Closes with Escape. */
@customElement('vlp-cell-images')
export class CellImages extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
        background: var(--vscode-sideBar-background, var(--vscode-editor-background));
      }
      header {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 10px 8px 10px 16px;
        background: inherit;
        border-bottom: 1px solid var(--line);
      }
      .title {
        flex: 1;
      }
      h2 {
        font-size: 1.05em;
        font-weight: 600;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
        gap: 12px 10px;
        padding: 12px 16px 24px;
        list-style: none;
      }
      .image {
        display: block;
        width: 100%;
        padding: 0;
        cursor: pointer;
        text-align: left;
        background: none;
        border: none;
        border-radius: 3px;
      }
      .frame {
        display: block;
        aspect-ratio: 1;
        overflow: hidden;
        background: color-mix(in srgb, var(--vscode-foreground) 6%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 3px;
      }
      .image:hover .frame {
        border-color: var(--vscode-focusBorder);
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        image-rendering: pixelated;
      }
      .confidence {
        display: block;
        margin-top: 3px;
      }
      .label {
        display: block;
        overflow: hidden;
        font-size: 0.85em;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .more {
        padding: 0 16px 24px;
      }
    `,
  ];

  @property() heading = '';
  @property({ attribute: false }) images: readonly MatrixImage[] | undefined;
  @state() private isWhole = false;

  /** Puts the focus on the first image, or on the way out when there is none. */
  async focusFirst(): Promise<void> {
    await this.updateComplete;
    const [first] = this.#buttons;
    (first ?? this.renderRoot.querySelector<HTMLElement>('.close'))?.focus();
  }

  override render() {
    const { images, heading } = this;
    return html`<header>
        <div class="title">
          <h2>${heading}</h2>
          <span class="muted">${images ? counted(images.length, 'image') : 'Loading …'}</span>
        </div>
        <button class="button bare close" title="Close (Esc)" aria-label="Close" @click=${() => this.#tell('closed')}>
          ${icon('close')}
        </button>
      </header>
      ${images ? this.#list(images) : nothing}`;
  }

  #list(images: readonly MatrixImage[]) {
    const shown = this.isWhole ? images : images.slice(0, firstPage);
    return html`<ul @keydown=${this.#onKey}>
        ${repeat(
          shown,
          ({ id }) => `${id.source}.${id.image}`,
          (image) => html`<li>${this.#image(image)}</li>`,
        )}
      </ul>
      ${shown.length < images.length ? this.#more(images.length - shown.length) : nothing}`;
  }

  #image({ id, url, label, confidence, margin, line }: MatrixImage) {
    const action = line === undefined ? 'Open the file' : `Reveal the prompt, line ${line}`;
    const words = `${label} · ${percent(confidence)} sure, ${percent(margin)} ahead of the next class. ${action}`;
    return html`<button class="image" title=${words} aria-label=${words} @click=${() => this.#reveal(id)}>
      <span class="frame"><img src=${url} alt="" loading="lazy" decoding="async" draggable="false" /></span>
      <span class="confidence number">${percent(confidence)}</span>
      <span class="label muted">${line === undefined ? label : `line ${line}`}</span>
    </button>`;
  }

  #more(count: number) {
    const showAll = () => {
      this.isWhole = true;
    };
    return html`<div class="more"><button class="button" @click=${showAll}>Show ${count} more</button></div>`;
  }

  #onKey(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: this.#across,
      ArrowUp: -this.#across,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[Math.max(0, Math.min(at + step, buttons.length - 1))]?.focus();
  }

  get #buttons(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.image')];
  }

  /** How many images the browser has put side by side. */
  get #across(): number {
    const buttons = this.#buttons;
    const top = buttons[0]?.offsetTop;
    return Math.max(1, buttons.filter((button) => button.offsetTop === top).length);
  }

  #reveal(detail: MatrixImageId): void {
    this.dispatchEvent(new CustomEvent('reveal', { detail }));
  }

  #tell(name: 'closed'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-cell-images': CellImages;
  }
}
