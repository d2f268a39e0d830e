import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type IconName, icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';
import { tileWords } from './grid-words.ts';
import type { ImageSubject } from './image-subject.ts';

type LargeEvent = 'previous' | 'next' | 'closed';

const keys: Readonly<Record<string, LargeEvent>> = {
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  ArrowRight: 'next',
  ArrowDown: 'next',
  Enter: 'closed',
};

/** One image as large as the page, over it. Closes with Escape. */
@customElement('vlp-large-view')
export class LargeView extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      dialog {
        width: calc(100vw - 32px);
        max-width: none;
        height: calc(100vh - 32px);
        max-height: none;
        padding: 0;
        overflow: hidden;
        color: inherit;
        background: var(--vscode-editor-background);
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--line)));
        border-radius: 8px;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 55%);
      }
      .frame {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 6px 8px 6px 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        font-size: 1.05em;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .picture {
        flex: 1;
        display: grid;
        place-items: center;
        min-height: 0;
        padding: 12px;
      }
      img {
        max-width: 100%;
        max-height: 100%;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .pixelated {
        image-rendering: pixelated;
      }
    `,
  ];

  /** Absent: closed. */
  @property({ attribute: false }) subject: ImageSubject | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog aria-label="The image, large" @close=${() => this.#tell('closed')} @keydown=${this.#onKey}>
      ${this.subject ? this.#content(this.subject) : nothing}
    </dialog>`;
  }

  protected override updated(): void {
    if (this.subject && !this.dialog.open) this.dialog.showModal();
    if (!this.subject && this.dialog.open) this.dialog.close();
  }

  #content({ heading, image, width, height }: ImageSubject) {
    const words = tileWords({ state: image.state, image, decision: undefined });
    return html`<div class="frame">
      <header>
        <h2>${heading === '' ? words : `${heading} · ${words}`}</h2>
        ${this.#bare('previous', 'Previous image (←)', 'previous')} ${this.#bare('next', 'Next image (→)', 'next')}
        ${this.#bare('closed', 'Close (Esc)', 'close')}
      </header>
      <div class="picture">
        ${
          image.url === undefined
            ? html`<span class="muted">Not drawn yet</span>`
            : html`<img class=${Math.max(width, height) <= 128 ? 'pixelated' : ''} src=${image.url} alt=${words} />`
        }
      </div>
    </div>`;
  }

  #bare(event: LargeEvent, label: string, sign: IconName) {
    return html`<button class="button bare" title=${label} aria-label=${label} ?autofocus=${event === 'closed'} @click=${() => this.#tell(event)}>
      ${icon(sign)}
    </button>`;
  }

  #onKey(event: KeyboardEvent): void {
    // Nothing of what is below hears of it.
    event.stopPropagation();
    const name = keys[event.key];
    const isOnButton = event.target instanceof HTMLButtonElement && event.key === 'Enter';
    if (!name || isOnButton) return;
    event.preventDefault();
    this.#tell(name);
  }

  #tell(name: LargeEvent): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-large-view': LargeView;
  }
}
