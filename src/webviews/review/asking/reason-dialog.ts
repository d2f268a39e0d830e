import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../shared/icons.ts';
import { isTyping } from '../../shared/pressed-key.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { dialogStyle } from './dialog-style.ts';

export interface Reasons {
  readonly why: readonly string[];
  readonly note: string;
}

/** Why images are rejected: reasons by digit, and a note. Resolves to null when it is left with Escape. */
@customElement('vlp-reason-dialog')
export class ReasonDialog extends LitElement {
  static override readonly styles = [theme, buttons, dialogStyle];

  @property({ attribute: false }) reasons: readonly string[] = [];
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private heading = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private note!: HTMLInputElement;
  #answer: (reasons: Reasons | null) => void = () => {};

  async ask(title: string, { why, note }: Reasons): Promise<Reasons | null> {
    this.heading = title;
    this.chosen = new Set(why);
    await this.updateComplete;
    this.note.value = note;
    this.dialog.returnValue = '';
    this.dialog.showModal();
    // Digits choose at once; who wants to write goes on with Tab.
    (this.renderRoot.querySelector<HTMLElement>('.reason') ?? this.note).focus();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  override render() {
    const others = [...this.chosen].filter((reason) => !this.reasons.includes(reason));
    return html`<dialog aria-labelledby="title" @keydown=${this.#onKey} @close=${this.#onClose}>
      <h2 id="title">${this.heading}</h2>
      <div class="reasons" role="group" aria-label="Reasons">
        ${[...this.reasons, ...others].map((reason, index) => this.#reason(reason, index))}
      </div>
      <label><span class="muted">Note</span><input type="text" /></label>
      <p class="hint">Digits choose, Tab leads to the note, Enter rejects.</p>
      <footer>
        <button class="button" @click=${() => this.dialog.close()}>Cancel</button>
        <button class="button primary" @click=${() => this.dialog.close('reject')}>Reject</button>
      </footer>
    </dialog>`;
  }

  #reason(reason: string, index: number) {
    const isChosen = this.chosen.has(reason);
    return html`<button class="reason" aria-pressed=${isChosen} @click=${() => this.#toggle(reason)}>
      ${index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing} ${reason}
      ${isChosen ? icon('passed') : nothing}
    </button>`;
  }

  #toggle(reason: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(reason)) chosen.add(reason);
    this.chosen = chosen;
  }

  #onKey(event: KeyboardEvent): void {
    // Once closed it has the focus until the page is laid out anew, and keys are the page's again.
    if (!this.dialog.open) return;
    // Nothing of what is below hears of it.
    event.stopPropagation();
    const isElsewhere = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (isElsewhere) return;
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement && event.target.closest('footer'))) {
      event.preventDefault();
      this.dialog.close('reject');
    } else if (/^[1-9]$/.test(event.key) && !isTyping(event)) {
      event.preventDefault();
      const reason = this.reasons[Number(event.key) - 1];
      if (reason !== undefined && !event.repeat) this.#toggle(reason);
    }
  }

  #onClose(): void {
    const isGiven = this.dialog.returnValue === 'reject';
    this.#answer(isGiven ? { why: [...this.chosen], note: this.note.value.trim() } : null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-reason-dialog': ReasonDialog;
  }
}
