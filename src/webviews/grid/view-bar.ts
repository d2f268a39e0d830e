import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Arrangement, PivotPlace, Scoring } from '../../protocol/webviews/grid.ts';
import { fields } from '../shared/field-styles.ts';
import { icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';
import { zoomSizes } from '../shared/zoom-sizes.ts';
import { type Choice, type FilterName, filterWords, type SortName, sortWords } from './chosen-images.ts';
import type { Dimension } from './pivot.ts';

const placeWords: { readonly [P in PivotPlace]: string } = {
  rows: 'in rows',
  columns: 'in columns',
  pages: 'on pages',
  cell: 'in each cell',
};

/** How the recipe is laid out, sorted, filtered and sized. */
@customElement('vlp-view-bar')
export class ViewBar extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    fields,
    css`
      :host {
        display: block;
        flex: none;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 5px 6px;
        padding: 5px 12px;
        border-bottom: 1px solid var(--line);
      }
      .group {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }
      .layout {
        flex: 1 0 100%;
      }
      .sorting {
        flex: 1;
        flex-wrap: nowrap;
        gap: 6px;
        min-width: 0;
      }
      .sorting select {
        min-width: 64px;
        max-width: 128px;
      }
      input[type='search'] {
        flex: 1 1 80px;
        min-width: 60px;
        max-width: 220px;
      }
      input[type='range'] {
        width: 64px;
        accent-color: var(--vscode-focusBorder);
      }
      .zoom {
        display: flex;
        align-items: center;
        margin-left: auto;
        color: var(--muted);
      }
      .button[aria-expanded='true'] {
        color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
        background: var(--vscode-inputOption-activeBackground, transparent);
        border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
      }
      .shown {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) dimensions: readonly Dimension[] = [];
  @property({ attribute: false }) pages: readonly string[] = [];
  @property({ type: Number }) page = 0;
  @property({ attribute: false }) choice!: Choice;
  @property({ attribute: false }) scoring!: Scoring;
  /** Of a wall: how many of how many images it shows. */
  @property({ attribute: false }) shown: { readonly count: number; readonly total: number } | undefined;
  @property({ type: Number }) size = 64;
  @state() private isLayoutOpen = false;
  @query('input[type=search]') private search!: HTMLInputElement;

  focusSearch(): void {
    this.search.focus();
    this.search.select();
  }

  override render() {
    return html`<div class="bar" role="toolbar" aria-label="View">
      ${this.shown ? nothing : this.#layoutButton()} ${this.#sorting()}
      ${this.shown ? html`<span class="shown number" role="status">${this.shown.count} of ${this.shown.total} shown</span>` : nothing}
      ${this.#zoom()}
      ${this.shown ? nothing : this.#pages()} ${this.shown || !this.isLayoutOpen ? nothing : this.#arrangement()}
    </div>`;
  }

  #layoutButton() {
    if (this.dimensions.length < 2) return nothing;
    const toggle = () => {
      this.isLayoutOpen = !this.isLayoutOpen;
    };
    return html`<button
      class="button bare"
      aria-expanded=${this.isLayoutOpen}
      aria-label="Layout"
      title="Layout: what goes to rows, columns and pages"
      @click=${toggle}
    >
      ${icon('layout')}
    </button>`;
  }

  #arrangement() {
    return html`<span class="group layout" role="group" aria-label="Layout">
      ${this.dimensions.map(
        ({ name, label, place, places }) => html`<label>
          <span class="muted">${label}</span>
          <select aria-label=${`${label}: where`} @change=${(event: Event) => this.#onPlace(name, event)}>
            ${places.map((each) => html`<option value=${each} ?selected=${each === place}>${placeWords[each]}</option>`)}
          </select>
        </label>`,
      )}
    </span>`;
  }

  #pages() {
    const { pages, page } = this;
    if (pages.length < 2) return nothing;
    return html`<span class="group" role="group" aria-label="Pages">
      <button class="button bare" aria-label="Previous page ([)" title="Previous page ([)" ?disabled=${page === 0} @click=${() => this.#tell('page', page - 1)}>
        ${icon('previous')}
      </button>
      <select aria-label="Page" @change=${(event: Event) => this.#tell('page', Number(fieldValue(event)))}>
        ${pages.map((label, index) => html`<option value=${index} ?selected=${index === page}>${label}</option>`)}
      </select>
      <button class="button bare" aria-label="Next page (])" title="Next page (])" ?disabled=${page === pages.length - 1} @click=${() => this.#tell('page', page + 1)}>
        ${icon('next')}
      </button>
    </span>`;
  }

  #sorting() {
    const { choice, scoring } = this;
    return html`<span class="group sorting">
      <select aria-label="Sort by" @change=${(event: Event) => this.#choose({ sort: fieldValue(event) as SortName })}>
        ${Object.entries(sortWords).map(([name, words]) => html`<option value=${name} ?selected=${name === choice.sort}>${words}</option>`)}
      </select>
      ${
        choice.sort === 'plan'
          ? nothing
          : html`<button class="button bare" aria-label=${directionWords(choice)} title=${directionWords(choice)} @click=${() => this.#choose({ isDescending: !choice.isDescending })}>
              ${icon(choice.isDescending ? 'down' : 'up')}
            </button>`
      }
      <select aria-label="Show" @change=${(event: Event) => this.#choose({ filter: fieldValue(event) as FilterName })}>
        ${Object.entries(filterWords).map(([name, words]) => html`<option value=${name} ?selected=${name === choice.filter}>${words}</option>`)}
      </select>
      <input
        type="search"
        placeholder="Find (/)"
        title="Words in prompts (/)"
        aria-label="Words in prompts"
        .value=${choice.words}
        @input=${(event: Event) => this.#choose({ words: fieldValue(event) })}
      />
      ${this.#scoreButton(scoring)}
    </span>`;
  }

  #scoreButton(scoring: Scoring) {
    // What is sorted or picked out says so itself.
    if (scoring.kind === 'scored' && this.shown) return nothing;
    if (scoring.kind === 'scored') {
      const use = 'Sort and filter by what the judge thinks; the details of an image show it';
      return html`<span class="muted" role="status" title=${use}>Scored</span>`;
    }
    if (scoring.kind === 'scoring') {
      const share = scoring.total === 0 ? '' : ` ${scoring.done} of ${scoring.total}`;
      return html`<span class="muted number" role="status">Scoring${share} …</span>`;
    }
    const title = scoring.kind === 'impossible' ? scoring.sentence : 'Have the judge score what is drawn';
    return html`<button class="button" title=${title} ?disabled=${scoring.kind === 'impossible'} @click=${() => this.#tell('score')}>
      Score
    </button>`;
  }

  #zoom() {
    const index = zoomSizes.findIndex((each) => each >= this.size);
    return html`<span class="zoom">
      <button class="button bare" aria-label="Fit into the window (0)" title="Fit into the window (0)" @click=${() => this.#tell('fit')}>${icon('fit')}</button>
      <input
        type="range"
        aria-label="Size of the images"
        title="Size of the images (+, −)"
        min="0"
        max=${zoomSizes.length - 1}
        .value=${String(index)}
        aria-valuetext=${`${this.size} pixels`}
        @input=${(event: Event) => this.#tell('resize', zoomSizes[Number(fieldValue(event))] ?? this.size)}
      />
    </span>`;
  }

  #onPlace(name: string, event: Event): void {
    const arrangement = Object.fromEntries(this.dimensions.map((each) => [each.name, each.place]));
    // The select offers places alone.
    const place = fieldValue(event) as PivotPlace;
    this.#tell<Arrangement>('arrange', { ...arrangement, [name]: place });
  }

  #choose(change: Partial<Choice>): void {
    this.#tell<Choice>('choose', { ...this.choice, ...change });
  }

  #tell<T>(name: string, detail?: T): void {
    this.dispatchEvent(new CustomEvent<T | undefined>(name, { detail }));
  }
}

function directionWords({ isDescending }: Choice): string {
  return isDescending ? 'Highest first' : 'Lowest first';
}

function fieldValue({ target }: Event): string {
  return target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target.value : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-view-bar': ViewBar;
  }
}
