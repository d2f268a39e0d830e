/** @file What is done with all that is selected: first how many it would change, then the deed. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ReviewAction } from '../../../protocol/webviews/review-keys.ts';
import { type IconName, icon } from '../../shared/icons.ts';
import { keyWords } from '../../shared/pressed-key.ts';
import { buttons, theme } from '../../shared/theme.ts';
import type { Act } from '../cull/image-panel.ts';
import type { KeyRouter } from '../keys/key-router.ts';
import { figure } from '../review-words.ts';

/** What was asked for and waits for a yes. */
export interface BulkQuestion {
  /** `Accept`. */
  readonly words: string;
  /** Of the selected ones, how many it would change; undefined while they are counted. */
  readonly count: number | undefined;
}

const acts: readonly (readonly [action: ReviewAction, words: string, sign: IconName])[] = [
  ['accept', 'Accept', 'passed'],
  ['reject-why', 'Reject …', 'failed'],
  ['undecide', 'Undecide', 'question'],
  ['pin', 'Pin', 'pin'],
  ['tag', 'Tag …', 'tag'],
  ['redraw', 'Redraw', 'dice'],
];

/** Tells `act` with an `Act`, `yes`, `no`, `select-all`, `leave`. */
@customElement('vlp-bulk-bar')
export class BulkBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
        flex: none;
        border-top: 1px solid var(--line);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 5px 6px;
        align-items: center;
        min-height: 42px;
        padding: 6px 12px;
      }
      .asked {
        background: color-mix(in srgb, var(--vscode-charts-blue, transparent) 14%, transparent);
      }
      strong {
        margin-right: 8px;
        font-weight: 600;
      }
      label {
        display: flex;
        gap: 6px;
        align-items: center;
        margin-left: auto;
      }
      select {
        min-height: 26px;
        max-width: 12em;
        padding: 2px 4px;
        font: inherit;
        color: var(--vscode-dropdown-foreground, inherit);
        background: var(--vscode-dropdown-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-dropdown-border, var(--line));
        border-radius: var(--round);
      }
    `,
  ];

  @property({ type: Number }) selected = 0;
  @property({ attribute: false }) question: BulkQuestion | undefined;
  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ type: Boolean }) canRedraw = false;
  @property({ attribute: false }) router!: KeyRouter;
  @query('.yes') private yes!: HTMLElement | null;

  /** Enter is the answer, once it is asked. */
  async focusAnswer(): Promise<void> {
    await this.updateComplete;
    this.yes?.focus();
  }

  override render() {
    return this.question ? this.#asked(this.question) : this.#offered();
  }

  #offered() {
    const { selected } = this;
    if (selected === 0) return nothing;
    return html`<div class="bar" role="toolbar" aria-label="The selected images">
      <strong class="number" role="status">${figure(selected)} selected</strong>
      ${acts.map(([action, words, sign]) => (action === 'redraw' && !this.canRedraw ? nothing : this.#button(action, words, sign)))}
      <button class="button bare" aria-label="Select nothing (Esc)" title="Select nothing (Esc)" @click=${() => this.#tell('leave')}>
        ${icon('close')}
      </button>
      ${this.#relabel()}
    </div>`;
  }

  #button(action: ReviewAction, words: string, sign: IconName) {
    const key = this.router.keyOf('grid', action);
    return html`<button
      class="button"
      title=${key === undefined ? words : `${words} (${keyWords(key)})`}
      @click=${() => this.#tell<Act>('act', { action, index: 0 })}
    >
      ${icon(sign)} ${words}
    </button>`;
  }

  #relabel() {
    const { classes } = this;
    if (classes.length < 2) return nothing;
    const choose = ({ currentTarget }: Event & { readonly currentTarget: HTMLSelectElement }) => {
      const index = Number(currentTarget.value);
      currentTarget.value = '';
      this.#tell<Act>('act', { action: 'relabel', index });
    };
    return html`<label
      ><span class="muted">They show</span>
      <select @change=${choose}>
        <option value="" selected disabled>a class …</option>
        ${classes.map((name, index) => html`<option value=${index}>${name}</option>`)}
      </select></label
    >`;
  }

  #asked({ words, count }: BulkQuestion) {
    return html`<div class="bar asked" role="alertdialog" aria-label="${words} the selected images" aria-describedby="what">
      <strong class="number" id="what" role="status">${words}: ${changeWords(count, this.selected)}</strong>
      <button class="button primary yes" ?disabled=${count === undefined || count === 0} @click=${() => this.#tell('yes')}>
        ${words}
      </button>
      <button class="button" @click=${() => this.#tell('no')}>Leave it</button>
      <span class="muted">Enter or the same key once more does it, Escape leaves it.</span>
    </div>`;
  }

  #tell<Detail>(name: string, detail?: Detail): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function changeWords(count: number | undefined, selected: number): string {
  if (count === undefined) return 'counting …';
  if (count === 0) return `none of ${figure(selected)} would change`;
  return `${figure(count)} of ${figure(selected)} will change`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-bulk-bar': BulkBar;
  }
}
