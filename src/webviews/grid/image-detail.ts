import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DrawSettings } from '../../language/plan/plan.ts';
import type { GridImage } from '../../protocol/webviews/grid.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { type IconName, icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';
import { imageWords, settingWords } from './grid-words.ts';

/** What is shown large. */
export interface DetailSubject {
  readonly image: GridImage;
  readonly settings: DrawSettings;
  /** Class and column, for the heading. */
  readonly heading: string;
}

type DetailEvent = 'reveal' | 'copy' | 'copy-as' | 'open-file' | 'previous' | 'next' | 'closed';

const keys: Readonly<Record<string, DetailEvent>> = {
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  ArrowRight: 'next',
  ArrowDown: 'next',
  l: 'reveal',
  c: 'copy',
  C: 'copy-as',
  o: 'open-file',
};

/** One image, large, with everything that made it. Closes with Escape. */
@customElement('vlp-image-detail')
export class ImageDetail extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      dialog {
        width: min(860px, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        padding: 0;
        overflow: auto;
        color: inherit;
        background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--line)));
        border-radius: 8px;
        box-shadow: 0 8px 32px var(--vscode-widget-shadow, rgb(0 0 0 / 36%));
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 8px 8px 8px 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        font-size: 1.1em;
        font-weight: 600;
      }
      .body {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(220px, 1fr);
        gap: 20px;
        padding: 16px;
      }
      .picture {
        display: grid;
        place-items: center;
        width: 100%;
        aspect-ratio: var(--ratio);
        max-height: 70vh;
        color: var(--muted);
        background: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
        border: 1px solid var(--line);
        border-radius: var(--round);
        overflow: hidden;
      }
      .picture img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .picture.pixelated img {
        image-rendering: pixelated;
      }
      /* All that one can do stays in sight. */
      @media (max-width: 560px) {
        .body {
          grid-template-columns: minmax(0, 1fr);
        }
        .picture {
          width: min(100%, 40vh * var(--ratio));
          margin: 0 auto;
        }
      }
      .facts {
        display: flex;
        flex-direction: column;
        gap: 14px;
      }
      .prompt {
        font-size: 1.1em;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        user-select: text;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 3px 16px;
      }
      dd {
        overflow-wrap: anywhere;
        user-select: text;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: auto;
      }
      .failure {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  @property({ attribute: false }) subject: DetailSubject | undefined;
  @query('dialog') private dialog!: HTMLDialogElement | null;

  override render() {
    const { subject } = this;
    return html`<dialog @close=${() => this.#tell('closed')} @keydown=${this.#onKey} @click=${this.#onClick}>
      ${subject ? this.#content(subject) : nothing}
    </dialog>`;
  }

  protected override updated(): void {
    if (this.subject && !this.dialog?.open) this.dialog?.showModal();
    if (!this.subject && this.dialog?.open) this.dialog.close();
  }

  #content({ heading, image, settings }: DetailSubject) {
    return html`<header>
        <h2>${heading}</h2>
        ${this.#bare('previous', 'Previous image (←)', 'previous')} ${this.#bare('next', 'Next image (→)', 'next')}
        ${this.#bare('closed', 'Close (Esc)', 'close')}
      </header>
      <div class="body">
        ${picture(image, settings)}
        <div class="facts">
          <p class="prompt">${image.prompt}</p>
          ${image.negative === '' ? nothing : html`<p><span class="muted">not</span> ${image.negative}</p>`}
          ${image.reason === undefined ? nothing : html`<p class="failure">${image.reason}</p>`}
          <dl>
            ${settingWords(settings, image).map(([name, value]) => fact(name, value))}
            ${fact('key', html`<span class="code" title=${image.key}>${image.key.slice(0, 12)}</span>`)}
          </dl>
          <div class="actions">
            <button class="button primary" autofocus @click=${() => this.#tell('reveal')}>
              ${icon('line')} Reveal prompt, line ${image.line}
            </button>
            <button class="button" @click=${() => this.#tell('copy')}>${icon('copy')} Copy settings</button>
            <button class="button" @click=${() => this.#tell('copy-as')}>${icon('copy')} Copy as…</button>
            <button class="button" ?disabled=${image.state !== 'done'} @click=${() => this.#tell('open-file')}>
              ${icon('image')} Open image
            </button>
          </div>
        </div>
      </div>`;
  }

  #bare(event: DetailEvent, label: string, sign: IconName) {
    return html`<button class="button bare" title=${label} aria-label=${label} @click=${() => this.#tell(event)}>
      ${icon(sign)}
    </button>`;
  }

  #onKey(event: KeyboardEvent): void {
    const asked = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!asked) return;
    event.preventDefault();
    this.#tell(asked);
  }

  /** A click beside the dialog hits the dialog itself, for its backdrop is part of it. */
  #onClick({ target }: MouseEvent): void {
    if (target === this.dialog) this.#tell('closed');
  }

  #tell(name: DetailEvent): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

function picture(image: GridImage, { width, height }: DrawSettings) {
  const classes = Math.max(width, height) <= 128 ? 'picture pixelated' : 'picture';
  return html`<div class=${classes} ${cssVariables({ '--ratio': `${width} / ${height}` })}>
    ${image.url === undefined ? 'Not drawn yet' : html`<img src=${image.url} alt=${imageWords(image)} />`}
  </div>`;
}

function fact(name: string, value: unknown) {
  return html`<dt class="muted">${name}</dt>
    <dd class="number">${value}</dd>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-image-detail': ImageDetail;
  }
}
