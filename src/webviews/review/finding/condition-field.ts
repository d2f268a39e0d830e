/** @file The field for a condition, with a list of what may stand there. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type { Completion, ReviewCalls, ReviewSnapshot } from '../../../protocol/webviews/review.ts';
import { icon } from '../../shared/icons.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { conditionFieldStyle } from './condition-field-style.ts';

/** Tells `where` with the condition once it is to hold, `left` when the page is to have the focus again. */
@customElement('vlp-condition-field')
export class ConditionField extends LitElement {
  static override readonly styles = [theme, buttons, conditionFieldStyle];

  /** That holds. */
  @property() where = '';
  /** Why it cannot be read. */
  @property() problem: string | undefined;
  /** Where in its text. */
  @property({ attribute: false }) problemAt: ReviewSnapshot['whereProblemAt'];
  @property({ attribute: false }) complete!: Caller<ReviewCalls>['complete'];
  @state() private list: readonly Completion[] = [];
  /** In the list; -1: none, and Enter lets the condition hold as it is written. */
  @state() private active = -1;
  @query('input') private input!: HTMLInputElement;
  #serial = 0;

  override focus(): void {
    const { input, problemAt } = this;
    input.focus();
    if (problemAt) input.setSelectionRange(problemAt.start, problemAt.end);
    else input.select();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // What holds was changed elsewhere, such as by a facet; what is being typed stays.
    if (changed.has('where') && !this.matches(':focus-within')) this.input.value = this.where;
  }

  override render() {
    const { problem } = this;
    const isOpen = this.list.length > 0;
    return html`<div class="field">
        <span class="sign">${icon('find')}</span>
        <input
          type="text"
          role="combobox"
          spellcheck="false"
          autocomplete="off"
          placeholder="Condition, such as score &lt; 0.25 and class = dent (/)"
          aria-label="Condition"
          aria-autocomplete="list"
          aria-expanded=${isOpen}
          aria-controls="completions"
          aria-activedescendant=${this.active < 0 ? nothing : `completion-${this.active}`}
          aria-invalid=${problem !== undefined}
          aria-describedby="problem"
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @blur=${this.#close}
        />
        ${
          this.where === ''
            ? nothing
            : html`<button class="button bare" aria-label="Take the condition out" title="Take the condition out" @click=${() => this.#hold('')}>
                ${icon('close')}
              </button>`
        }
        <ul id="completions" role="listbox" aria-label="What may stand here" ?hidden=${!isOpen}>
          ${this.list.map((each, index) => this.#option(each, index))}
        </ul>
      </div>
      <p id="problem" class="problem" role="alert">${problem === undefined ? nothing : html`${icon('warning', 14)} ${problem}`}</p>`;
  }

  #option({ label, detail }: Completion, index: number) {
    return html`<li
      id="completion-${index}"
      role="option"
      aria-selected=${index === this.active}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#insert(index)}
    >
      <span>${label}</span><span class="detail muted">${detail}</span>
    </li>`;
  }

  readonly #onInput = async (): Promise<void> => {
    const serial = ++this.#serial;
    const { value, selectionStart } = this.input;
    const list = await this.complete({ text: value, offset: selectionStart ?? value.length }).catch(() => []);
    // Typed further since, or left.
    if (serial !== this.#serial) return;
    this.list = list;
    this.active = -1;
  };

  readonly #close = (): void => {
    this.#serial += 1;
    this.list = [];
    this.active = -1;
  };

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.#keys[event.key];
    if (!act?.(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Each says whether the key was for it. */
  readonly #keys: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
    ArrowDown: () => this.#step(1),
    ArrowUp: () => this.#step(-1),
    Tab: ({ shiftKey }) => !shiftKey && this.list.length > 0 && this.#insert(Math.max(0, this.active)),
    Enter: () => (this.active < 0 ? this.#hold(this.input.value.trim()) : this.#insert(this.active)),
    Escape: () => {
      if (this.list.length > 0) this.#close();
      else this.#leave();
      return true;
    },
  };

  #step(by: 1 | -1): boolean {
    const { length } = this.list;
    if (length === 0) {
      void this.#onInput();
      return true;
    }
    // Round the end, over a place where nothing is chosen.
    this.active = ((this.active + 1 + by + length + 1) % (length + 1)) - 1;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
    );
    return true;
  }

  #insert(index: number): boolean {
    const chosen = this.list[index];
    if (!chosen) return false;
    const { input } = this;
    input.setRangeText(chosen.insert, chosen.start, input.selectionStart ?? input.value.length, 'end');
    input.focus();
    void this.#onInput();
    return true;
  }

  #hold(where: string): boolean {
    this.#close();
    this.input.value = where;
    this.dispatchEvent(new CustomEvent<string>('where', { detail: where }));
    return true;
  }

  #leave(): void {
    this.input.value = this.where;
    this.dispatchEvent(new CustomEvent('left'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-condition-field': ConditionField;
  }
}
