import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { clamp, type GridPosition, keyName, move } from '../arrow-moves.ts';
import { cssVariables } from '../css-variables.ts';
import { estimateWords, valueWords } from '../number-words.ts';
import { theme } from '../theme.ts';
import { hasLabel, labelExtent, namesExtent } from './heat-map-labels.ts';
import { heatMapStyle } from './heat-map-style.ts';
import { cellOf, type MatrixTable, recallOf, type TableCell } from './matrix-table.ts';
import { type IndexRange, indicesOf, visibleRange } from './visible-range.ts';

/** Below this no number fits into a cell. */
const smallestWithText = 24;
/**
 * A confusion matrix, of which the page holds what is in view: a hundred classes have ten thousand cells. Tells
 * `cell-open` with the position of a cell.
 */
@customElement('vlp-heat-map')
export class HeatMap extends LitElement {
  static override readonly styles = [theme, heatMapStyle];

  @property({ attribute: false }) table!: MatrixTable;
  /** What it is of, for those who do not see it. */
  @property() label = '';
  /** Pixels of a cell. */
  @property({ type: Number }) size = 32;
  /** The cell whose images are shown. */
  @property({ attribute: false }) open: GridPosition | undefined;
  @state() private at: GridPosition = { row: 0, column: 0 };
  @state() private hovered: GridPosition | undefined;
  @state() private shownRows: IndexRange = { from: 0, to: 40 };
  @state() private shownColumns: IndexRange = { from: 0, to: 40 };
  @query('.scroller') private scroller!: HTMLElement;
  readonly #resizes = new ResizeObserver(() => this.#look());

  /** Puts the focus back on the cell that it was on last. */
  async focusCell(): Promise<void> {
    await this.updateComplete;
    this.#currentCell?.focus({ preventScroll: true });
    this.#bringIntoView(this.at);
  }

  revealCell(): void {
    this.#bringIntoView(this.at);
    this.#currentCell?.scrollIntoView({ block: 'nearest' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.scroller);
    if (this.open) this.at = this.open;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table')) return;
    const { length } = this.table.parts;
    this.at = clamp(
      this.at,
      Array.from({ length }, () => length),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('size') || changed.has('table')) this.#look();
  }

  override render() {
    const { table, size, at } = this;
    const { left, above } = namesExtent(table);
    const count = table.parts.length;
    const rows = indicesOf(clipped(this.shownRows, count), at.row, count);
    return html`<div class="scroller" @scroll=${this.#look} @mouseleave=${() => this.#hover(undefined)}>
        <div
          class="table"
          role="grid"
          aria-label=${this.label}
          aria-rowcount=${count + 1}
          aria-colcount=${count + 2}
          @keydown=${this.#onKey}
          @click=${this.#onClick}
          @mouseover=${this.#onOver}
          @focusin=${() => this.#hover(undefined)}
          ${cssVariables({
            '--count': count,
            '--size': `${size}px`,
            '--head': `${left}px`,
            '--top': `${above}px`,
          })}
        >
          ${this.#heads()}
          ${repeat(
            rows,
            (row) => row,
            (row) => guard([...this.#dependenciesOf(row)], () => this.#row(row)),
          )}
        </div>
      </div>
      <p class="readout muted number" aria-hidden="true">${this.#readout()}</p>`;
  }

  #heads() {
    const count = this.table.parts.length;
    const columns = this.#columns().filter((column) => this.#hasLabel(column, 'column'));
    return html`<div class="heads" role="row" aria-rowindex="1">
      <div class="corner" role="columnheader" aria-colindex="1"><span>actual ↓</span><span>judged as →</span></div>
      ${repeat(
        columns,
        (column) => column,
        (column) => this.#columnHead(column),
      )}
      <div class="recall" role="columnheader" aria-colindex=${count + 2}>recall</div>
    </div>`;
  }

  #columnHead(column: number) {
    const part = this.table.parts[column];
    const states = { head: true, active: column === this.#pointed.column, group: part?.isGroup ?? false };
    return html`<div
      class=${classMap({ ...states, small: this.size < labelExtent })}
      role="columnheader"
      aria-colindex=${column + 2}
      title=${part?.label ?? ''}
      ${cssVariables({ '--column': column })}
    >${part?.label}</div>`;
  }

  /** What a row shows follows from these: of thousands of cells few change when something is pointed at. */
  #dependenciesOf(row: number): readonly unknown[] {
    const { table, size, at, open } = this;
    const [from, to] = [this.#columns().at(0), this.#columns().length];
    const isPointed = row === this.#pointed.row;
    const focused = at.row === row ? at.column : -1;
    const opened = open?.row === row ? open.column : -1;
    return [table, size, from, to, at.column, isPointed, this.#hasLabel(row, 'row'), focused, opened];
  }

  #row(row: number) {
    const { parts } = this.table;
    const part = parts[row];
    const recall = recallOf(this.table, row);
    const isNamed = this.#hasLabel(row, 'row');
    const states = { name: true, active: row === this.#pointed.row, group: part?.isGroup ?? false };
    return html`<div class="row" role="row" aria-rowindex=${row + 2} ${cssVariables({ '--row': row })}>
      <div
        class=${classMap({ ...states, small: this.size < labelExtent })}
        role="rowheader"
        aria-colindex="1"
        aria-label=${part?.label ?? ''}
        title=${part?.label ?? ''}
      >${isNamed ? part?.label : nothing}</div>
      ${repeat(
        this.#columns(),
        (column) => column,
        (column) => this.#cell({ row, column }),
      )}
      <div class="recall" role="gridcell" aria-colindex=${parts.length + 2} title=${estimateWords(recall)}>${
        isNamed ? valueWords(recall) : nothing
      }</div>
    </div>`;
  }

  #cell(position: GridPosition) {
    const { row, column } = position;
    const cell = cellOf(this.table, row, column);
    const isCurrent = isSame(this.at, position);
    return html`<div
      class=${classMap(this.#statesOf(cell, position))}
      role="gridcell"
      tabindex=${isCurrent ? 0 : -1}
      aria-colindex=${column + 2}
      aria-label=${spoken(cell)}
      data-row=${row}
      data-column=${column}
      ${cssVariables({ '--column': column, '--strength': cell.strength })}
    >${this.size < smallestWithText ? nothing : cell.text}</div>`;
  }

  #statesOf({ tone, strength, text }: TableCell, position: GridPosition) {
    return {
      cell: true,
      [tone]: true,
      zero: text === '',
      // A tenth of the row.
      many: strength * strength >= 0.1,
      wordless: this.size < smallestWithText,
      open: isSame(this.open, position),
    };
  }

  #columns(): readonly number[] {
    const count = this.table.parts.length;
    return indicesOf(clipped(this.shownColumns, count), this.at.column, count);
  }

  #hasLabel(index: number, axis: 'row' | 'column'): boolean {
    return hasLabel(index, this.#pointed[axis], this.size);
  }

  get #pointed(): GridPosition {
    return this.hovered ?? this.at;
  }

  #readout(): string {
    const { row, column } = this.#pointed;
    return this.table.parts.length === 0 ? '' : cellOf(this.table, row, column).words;
  }

  get #currentCell(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.cell[tabindex="0"]');
  }

  /** What is in view now; asks for a new picture only when that is another part. */
  readonly #look = (): void => {
    const { scroller, size, table } = this;
    const count = table.parts.length;
    const rows = visibleRange(scroller.scrollTop, scroller.clientHeight, size, count);
    const columns = visibleRange(scroller.scrollLeft, scroller.clientWidth, size, count);
    if (!isSameRange(rows, this.shownRows)) this.shownRows = rows;
    if (!isSameRange(columns, this.shownColumns)) this.shownColumns = columns;
  };

  /** Heads cover a part of what is in view, so the browser's own scrolling would leave the cell below them. */
  #bringIntoView({ row, column }: GridPosition): void {
    const { scroller, size } = this;
    const { left, above } = namesExtent(this.table);
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
    const x = between(scrollLeft, (column + 1) * size + left - clientWidth, column * size);
    const y = between(scrollTop, (row + 1) * size + above - clientHeight, row * size);
    scroller.scrollTo(x, y);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#openCell(this.at);
      return;
    }
    const { length } = this.table.parts;
    const to = move(
      this.at,
      keyName(event),
      Array.from({ length }, () => length),
    );
    if (!to) return;
    event.preventDefault();
    this.at = to;
    void this.focusCell();
  }

  #onClick({ target }: MouseEvent): void {
    const position = positionOf(target);
    if (!position) return;
    this.at = position;
    this.#openCell(position);
  }

  #openCell(detail: GridPosition): void {
    this.dispatchEvent(new CustomEvent<GridPosition>('cell-open', { detail }));
  }

  #onOver({ target }: MouseEvent): void {
    this.#hover(positionOf(target));
  }

  #hover(position: GridPosition | undefined): void {
    if (position === this.hovered || (position && isSame(this.hovered, position))) return;
    this.hovered = position;
  }
}

/** What is read aloud holds what is seen. */
function spoken({ text, words }: TableCell): string {
  return text === '' || words.startsWith(`${text} `) ? words : `${text}: ${words}`;
}

function positionOf(target: EventTarget | null): GridPosition | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined;
}

function isSame(a: GridPosition | undefined, b: GridPosition): boolean {
  return a?.row === b.row && a.column === b.column;
}

function isSameRange(a: IndexRange, b: IndexRange): boolean {
  return a.from === b.from && a.to === b.to;
}

function clipped({ from, to }: IndexRange, count: number): IndexRange {
  return { from: Math.min(from, count), to: Math.min(to, count) };
}

/** The value, or the nearer end; the upper one wins. */
function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-heat-map': HeatMap;
  }
}
