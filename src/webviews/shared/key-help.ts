import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from './icons.ts';
import { type KeyRow, keyWords } from './pressed-key.ts';
import { buttons, theme } from './theme.ts';

/** All keys of a page, over it. */
@customElement('vlp-key-help')
export class KeyHelp extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      dialog {
        max-width: min(560px, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        padding: 12px 16px 16px;
        overflow: auto;
        color: inherit;
        background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--line)));
        border-radius: 8px;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        margin-bottom: 8px;
      }
      h2 {
        font-size: 1.1em;
      }
      /* What holds everywhere on the left, the rest beside it. */
      dialog.grouped {
        max-width: min(1000px, calc(100vw - 32px));
      }
      .lists {
        columns: 420px 2;
        column-gap: 32px;
      }
      dl {
        break-inside: avoid;
      }
      h3 {
        break-after: avoid;
        margin: 14px 0 6px;
        font-size: 1em;
      }
      footer:not(:empty) {
        margin-top: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 5px 16px;
        align-items: baseline;
      }
      kbd {
        padding: 1px 5px;
        margin-right: 4px;
        font: inherit;
        color: var(--vscode-keybindingLabel-foreground, inherit);
        background: var(--vscode-keybindingLabel-background, transparent);
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-keybindingLabel-border, var(--line)));
        border-radius: 3px;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly KeyRow<unknown>[] = [];
  /** Of those that do something in one way of looking alone, under its name. */
  @property({ attribute: false }) groups: readonly (readonly [title: string, rows: readonly KeyRow<unknown>[]])[] = [];
  /** Keys that move, for people. */
  @property({ attribute: false }) moves: readonly (readonly [keys: string, words: string])[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  /**
   * While it is open the page below hears of no key: it would decide on images that nobody sees, and keep Escape from
   * closing this. Once closed it has the focus until the page is laid out anew, and keys are the page's again.
   */
  readonly #keep = (event: KeyboardEvent): void => {
    if (this.dialog.open) event.stopPropagation();
  };

  override render() {
    return html`<dialog class=${this.groups.length > 0 ? 'grouped' : ''} aria-labelledby="title" @keydown=${this.#keep}>
      <header>
        <h2 id="title">Keys</h2>
        <button class="button bare" autofocus aria-label="Close (Esc)" title="Close (Esc)" @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="lists">
      <dl>
        ${this.moves.map(([keys, words]) => html`<dt><kbd>${keys}</kbd></dt><dd>${words}</dd>`)}
        ${this.rows.map(keyRow)}
      </dl>
      ${this.groups.map(
        ([title, rows]) => html`<h3>${title}</h3>
          <dl>
            ${rows.map(keyRow)}
          </dl>`,
      )}
      </div>
      <footer><slot></slot></footer>
    </dialog>`;
  }
}

function keyRow({ keys, words }: KeyRow<unknown>) {
  return html`<dt>${keys.map((key) => html`<kbd>${keyWords(key)}</kbd>`)}</dt><dd>${words}</dd>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-key-help': KeyHelp;
  }
}
