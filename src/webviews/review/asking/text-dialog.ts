import { html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { buttons, theme } from '../../shared/theme.ts';
import { dialogStyle } from './dialog-style.ts';

export interface TextQuestion {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  /** Offered while something is typed. */
  readonly known: readonly string[];
}

/** Asks for a few words. Resolves to null when it is left with Escape. */
@customElement('vlp-text-dialog')
export class TextDialog extends LitElement {
  static override readonly styles = [theme, buttons, dialogStyle];

  @state() private question: TextQuestion = { title: '', label: '', hint: '', text: '', known: [] };
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;
  #answer: (text: string | null) => void = () => {};

  async ask(question: TextQuestion): Promise<string | null> {
    this.question = question;
    await this.updateComplete;
    this.input.value = question.text;
    this.dialog.returnValue = '';
    this.dialog.showModal();
    this.input.select();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  override render() {
    const { title, label, hint, known } = this.question;
    return html`<dialog aria-labelledby="title" @keydown=${this.#onKey} @close=${this.#onClose}>
      <h2 id="title">${title}</h2>
      <label><span class="muted">${label}</span><input type="text" list="known" autofocus /></label>
      <datalist id="known">${known.map((each) => html`<option value=${each}></option>`)}</datalist>
      <p class="hint">${hint}</p>
      <footer>
        <button class="button" @click=${() => this.dialog.close()}>Cancel</button>
        <button class="button primary" @click=${() => this.dialog.close('given')}>OK</button>
      </footer>
    </dialog>`;
  }

  #onKey(event: KeyboardEvent): void {
    // Once closed it has the focus until the page is laid out anew, and keys are the page's again.
    if (!this.dialog.open) return;
    // Nothing of what is below hears of it.
    event.stopPropagation();
    if (event.key !== 'Enter' || event.isComposing || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    this.dialog.close('given');
  }

  #onClose(): void {
    this.#answer(this.dialog.returnValue === 'given' ? this.input.value.trim() : null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-text-dialog': TextDialog;
  }
}
