import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WordChange, WordPiece } from '../../protocol/comparison.ts';
import { wordLabels } from '../../protocol/texts/comparison-texts.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';

/** What changed in words. Tells `reveal` with the place of a change in the list. */
@customElement('vlp-word-list')
export class WordList extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
      }
      ul {
        list-style: none;
        max-width: 900px;
      }
      li {
        padding: 8px 0;
        border-bottom: 1px solid color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }
      .words {
        margin-top: 4px;
        padding: 6px 10px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        border-radius: var(--round);
        background: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
      }
      del {
        text-decoration: line-through;
        background: var(--vscode-diffEditor-removedTextBackground, rgb(255 0 0 / 20%));
        outline: 1px dashed var(--vscode-diffEditor-removedTextBorder, transparent);
      }
      ins {
        text-decoration: underline;
        background: var(--vscode-diffEditor-insertedTextBackground, rgb(0 160 0 / 20%));
        outline: 1px solid var(--vscode-diffEditor-insertedTextBorder, transparent);
      }
      .empty {
        padding: 12px 0;
      }
    `,
  ];

  @property({ attribute: false }) words: readonly WordChange[] = [];

  override render() {
    if (this.words.length === 0) {
      return html`<p class="muted empty">Nothing changed in words and settings.</p>`;
    }
    return html`<ul>
      ${this.words.map((change, index) => this.#change(change, index))}
    </ul>`;
  }

  #change({ what, where, pieces, before, after, count }: WordChange, index: number) {
    const noun = what === 'judged' ? 'prompt' : what === 'statement' || what === 'model' ? undefined : 'image';
    return html`<li>
      <div class="head">
        <strong>${where}</strong> <span class="muted">${wordLabels[what]}</span>
        ${noun === undefined ? nothing : html`<span class="muted number">${counted(count, noun)}</span>`}
        ${
          after
            ? html`<button class="button bare" aria-label="Show line ${after.start.line + 1}" @click=${() => this.#reveal(index)}>
                ${icon('line')}<span class="number">${after.start.line + 1}</span>
              </button>`
            : html`<span class="muted number">was in line ${(before?.start.line ?? 0) + 1}</span>`
        }
      </div>
      <p class="words code">${pieces.map(pieceOf)}</p>
    </li>`;
  }

  #reveal(detail: number): void {
    this.dispatchEvent(new CustomEvent<number>('reveal', { detail }));
  }
}

/** Elements that say to everybody what they are. */
const marks: { readonly [K in WordPiece['kind']]: (text: string) => unknown } = {
  same: (text) => text,
  removed: (text) => html`<del>${text}</del>`,
  added: (text) => html`<ins>${text}</ins>`,
};

function pieceOf({ kind, text }: WordPiece): unknown {
  return marks[kind](text);
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-word-list': WordList;
  }
}
