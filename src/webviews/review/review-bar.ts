import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReviewOrder, ReviewShow, ReviewSnapshot, ReviewView } from '../../protocol/webviews/review.ts';
import { bars } from '../shared/bars.ts';
import { fields } from '../shared/field-styles.ts';
import { icon } from '../shared/icons.ts';
import '../shared/progress-bar.ts';
import { buttons, theme } from '../shared/theme.ts';
import type { DecisionCounts } from './decided-letters.ts';
import { orderWords, progressWords, showWords } from './review-words.ts';

/** What is reviewed, how far it is, and which images in which order. Tells `change` with a view, `score`, `help`. */
@customElement('vlp-review-bar')
export class ReviewBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    fields,
    bars,
    css`
      label {
        display: flex;
        gap: 6px;
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: ReviewSnapshot;
  @property({ attribute: false }) counts!: DecisionCounts;

  override render() {
    const { recipe, file, count, view } = this.snapshot;
    const { undecided } = this.counts;
    return html`<header class="bar">
        <h1>${recipe}</h1>
        <span class="muted file">${file}</span>
        ${this.#choice('Show', showWords, view.show, (show) => ({ ...view, show }))}
        ${this.#choice('Order', orderWords, view.order, (order) => ({ ...view, order }))} ${this.#score()}
        <button class="button bare" aria-label="List the keys (?)" title="List the keys (?)" @click=${() => this.#tell('help')}>
          ${icon('keys')}
        </button>
        <span class="number status" role="status">${count === 0 ? nothing : progressWords(this.counts)}</span>
      </header>
      <vlp-progress ?active=${count > 0} .done=${count - undecided} .total=${count}></vlp-progress>`;
  }

  #choice<Name extends ReviewShow | ReviewOrder>(
    label: string,
    words: Readonly<Record<Name, string>>,
    chosen: Name,
    viewOf: (name: Name) => ReviewView,
  ) {
    const names = Object.keys(words) as Name[]; // Object.keys widens
    const change = ({ currentTarget }: Event & { readonly currentTarget: HTMLSelectElement }) =>
      this.#tell('change', viewOf(currentTarget.value as Name)); // its options are the names
    return html`<label
      ><span class="muted">${label}</span>
      <select @change=${change}>
        ${names.map((name) => html`<option value=${name} ?selected=${name === chosen}>${words[name]}</option>`)}
      </select></label
    >`;
  }

  /** An order by what nobody has measured is no order. */
  #score() {
    const { view, scoring } = this.snapshot;
    if (view.order === 'plan' || scoring.kind === 'scored') return nothing;
    if (scoring.kind === 'scoring')
      return html`<span class="muted number">Scoring ${scoring.done} of ${scoring.total}</span>`;
    if (scoring.kind === 'impossible') return html`<span class="muted">${scoring.sentence}</span>`;
    return html`<button class="button" title="Have the recipe's judge score what is drawn" @click=${() => this.#tell('score')}>
      Score
    </button>`;
  }

  #tell(name: 'change' | 'score' | 'help', detail?: ReviewView): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-review-bar': ReviewBar;
  }
}
