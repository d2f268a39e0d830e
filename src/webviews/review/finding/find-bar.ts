/** @file Which images are looked at, and in which order. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type { ImageOrder, ImageShow } from '../../../protocol/image-sets.ts';
import type { ReviewCalls, ReviewSnapshot, ReviewView } from '../../../protocol/webviews/review.ts';
import { fields } from '../../shared/field-styles.ts';
import { type IconName, icon } from '../../shared/icons.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { pressedStyle } from '../pressed-style.ts';
import { intentWords, showWords } from '../review-words.ts';
import './condition-field.ts';
import type { ConditionField } from './condition-field.ts';
import { orderOf, orderValue } from './order-choice.ts';

/** Tells `change` with a part of a view, `facets`, `save-view`, `open-view`, `score`, `left`. */
@customElement('vlp-find-bar')
export class FindBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    fields,
    pressedStyle,
    css`
      :host {
        display: block;
        flex: none;
        border-bottom: 1px solid var(--line);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 5px 8px;
        align-items: flex-start;
        padding: 6px 16px;
      }
      label,
      .group {
        display: flex;
        gap: 5px;
        align-items: center;
      }
      select {
        max-width: 15em;
      }
      .hint {
        flex: 1 0 100%;
      }
      /* Half a window: the condition has a line of its own, and the lists say what they are for. */
      @media (max-width: 640px) {
        vlp-condition-field {
          flex-basis: calc(100% - 40px);
        }
        label .muted {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        select {
          max-width: 11em;
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: ReviewSnapshot;
  @property({ attribute: false }) view!: ReviewView;
  @property({ type: Boolean }) areFacetsOpen = false;
  @property({ attribute: false }) complete!: Caller<ReviewCalls>['complete'];
  @query('vlp-condition-field') private field!: ConditionField;

  focusCondition(): void {
    this.field.focus();
  }

  override render() {
    const { snapshot, view } = this;
    return html`<div class="bar" role="search" aria-label="Find images">
      <button
        class="button bare"
        aria-pressed=${this.areFacetsOpen}
        aria-label="What there is (S)"
        title="What there is (S)"
        @click=${() => this.#tell('facets')}
      >
        ${icon('facets')}
      </button>
      <vlp-condition-field
        .where=${view.where}
        .problem=${snapshot.whereProblem}
        .problemAt=${snapshot.whereProblemAt}
        .complete=${this.complete}
        @where=${({ detail }: CustomEvent<string>) => this.#change({ where: detail })}
        @left=${() => this.#tell('left')}
      ></vlp-condition-field>
      <label><span class="muted">Show</span> ${this.#shows(view.show)}</label>
      <span class="group"
        ><label><span class="muted">Order</span> ${this.#orders(view.order)}</label> ${this.#direction(view.order)}</span
      >
      <span class="group"
        >${this.#bare('save-view', 'Save this view as a file', 'save')}
        ${this.#bare('open-view', 'Open a saved view', 'folder')}</span
      >
      ${this.#score()}
    </div>`;
  }

  #shows(chosen: ImageShow) {
    return html`<select @change=${(event: Event) => this.#change({ show: chosenIn(event) as ImageShow })}>
      ${Object.entries(showWords).map(([show, words]) => html`<option value=${show} .selected=${show === chosen}>${words}</option>`)}
    </select>`;
  }

  #orders(order: ImageOrder) {
    const chosen = orderValue(order);
    const option = (value: string, words: string) =>
      html`<option value=${value} .selected=${value === chosen}>${words}</option>`;
    return html`<select @change=${(event: Event) => this.#change({ order: orderOf(chosenIn(event)) })}>
      ${option('plan', 'As in the recipe')}
      <optgroup label="By intent">
        ${Object.entries(intentWords).map(([intent, words]) => option(intent, words))}
      </optgroup>
      <optgroup label="By field">
        ${this.snapshot.fields.map((field) => option(`field:${field}`, field))}
      </optgroup>
    </select>`;
  }

  #direction(order: ImageOrder) {
    if (order.by !== 'field') return nothing;
    const words = order.isDescending ? 'Highest first' : 'Lowest first';
    return html`<button
      class="button bare"
      aria-label=${words}
      title=${words}
      @click=${() => this.#change({ order: { ...order, isDescending: !order.isDescending } })}
    >
      ${icon(order.isDescending ? 'down' : 'up')}
    </button>`;
  }

  /** An order by what nobody has measured is no order. */
  #score() {
    const { scoring } = this.snapshot;
    if (scoring.kind === 'scored') return nothing;
    if (scoring.kind === 'scoring')
      return html`<span class="muted number" role="status">Scoring ${scoring.done} of ${scoring.total}</span>`;
    if (scoring.kind === 'impossible') {
      const isMissed = needsScores(this.view.order);
      return isMissed ? html`<span class="muted hint">${scoring.sentence}</span>` : nothing;
    }
    return html`<button class="button" title="Have the judge score what is drawn" @click=${() => this.#tell('score')}>
      Score
    </button>`;
  }

  #bare(name: 'save-view' | 'open-view', words: string, sign: IconName) {
    return html`<button class="button bare" aria-label=${words} title=${words} @click=${() => this.#tell(name)}>
      ${icon(sign)}
    </button>`;
  }

  #change(view: Partial<ReviewView>): void {
    this.#tell<Partial<ReviewView>>('change', view);
  }

  #tell<Detail>(name: string, detail?: Detail): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function needsScores(order: ImageOrder): boolean {
  const scored: readonly string[] = ['uncertain', 'mislabelled', 'score', 'margin', 'confidence', 'predicted'];
  return scored.includes(order.by === 'field' ? order.field : order.by);
}

function chosenIn({ currentTarget }: Event): string {
  return currentTarget instanceof HTMLSelectElement ? currentTarget.value : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-find-bar': FindBar;
  }
}
