import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type GridFacts, type GridSnapshot, stateOfLetter } from '../../protocol/webviews/grid.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { DragPan } from '../shared/drag-pan.ts';
import type { ScrollPlace } from '../shared/remembered-scroll.ts';
import { theme } from '../shared/theme.ts';
import { type Board, wall } from './board.ts';
import {
  type Geometry,
  gap,
  geometryOf,
  type Span,
  scrolledTo,
  type TilesInView,
  tileAt,
  tilesInView,
  type View,
} from './board-geometry.ts';
import { type Lines, linesOf } from './board-moves.ts';
import { skippedWords } from './grid-words.ts';
import type { ImageRecords } from './image-records.ts';
import { imageTile, tileId, tileStyles } from './image-tile.ts';
import { tableStyles } from './table-styles.ts';

/** What was clicked, and how. */
export interface TileClick {
  readonly index: number;
  readonly isRange: boolean;
  readonly isToggle: boolean;
}

/** Pixels below a tile of a wall. */
const captionHeight = 18;

/**
 * Images in rows and columns, or on a wall. Only what is in view is in the page, however many there are. The grid itself
 * has the focus and says which image is the active one, because tiles come and go.
 */
@customElement('vlp-image-table')
export class ImageTable extends LitElement {
  static override readonly styles = [theme, tileStyles, tableStyles];

  @property({ attribute: false }) snapshot!: GridSnapshot;
  @property({ attribute: false }) board!: Board;
  /** Shown on a wall in place of the board. */
  @property({ attribute: false }) images: readonly number[] | undefined;
  @property({ attribute: false }) records!: ImageRecords;
  @property({ attribute: false }) facts: GridFacts | undefined;
  @property({ attribute: false }) captionOf: ((index: number) => string) | undefined;
  /** Pixels of a tile's side. */
  @property({ type: Number }) size = 64;
  @property({ attribute: false }) current: number | undefined;
  @property({ attribute: false }) selected: ReadonlySet<number> = new Set();
  /** Index of the class whose row the cursor is at. */
  @property({ attribute: false }) pointedRow: number | undefined;
  /** Where it begins. */
  @property({ attribute: false }) start: ScrollPlace = { left: 0, top: 0 };
  /** Pixels that are in view. */
  @state() private room = { width: 600, height: 400 };
  @query('.scroller') private scroller!: HTMLElement;

  #geometry: Geometry | undefined;
  #lines: { readonly geometry: Geometry; readonly lines: Lines } | undefined;
  #place: ScrollPlace = { left: 0, top: 0 };
  #seen: TilesInView | undefined;
  #isDue = false;
  readonly #pan = new DragPan(() => this.scroller);
  readonly #observer = new ResizeObserver(() => this.#look());

  /** Lines of tiles as they are laid out now. */
  get lines(): Lines {
    const geometry = this.geometry;
    if (this.#lines?.geometry !== geometry) this.#lines = { geometry, lines: linesOf(geometry) };
    return this.#lines.lines;
  }

  get geometry(): Geometry {
    this.#geometry ??= this.#laidOut();
    return this.#geometry;
  }

  /** Lines of tiles that fit into the window. */
  get page(): number {
    const { tileHeight, headHeight } = this.geometry;
    return Math.max(1, Math.floor((this.room.height - headHeight) / (tileHeight + gap)) - 1);
  }

  /** The click that ended a drag is none. */
  get hasJustPanned(): boolean {
    return this.#pan.hasJustPanned;
  }

  get #view(): View {
    return { ...this.#place, ...this.room };
  }

  /** Whether all of it would be in view, with tiles of this size. */
  fitsAt(size: number): boolean {
    const { width, height } = this.#laidOut(size);
    return width <= this.room.width && height <= this.room.height;
  }

  get viewSize(): { readonly width: number; readonly height: number } {
    return this.room;
  }

  /** Moves an image into view, as little as possible. */
  showImage(index: number): void {
    this.#look();
    const { board } = this.geometry;
    const cell = board.cells.findIndex((images) => images.includes(index));
    if (cell < 0) return;
    const [row, column] = [Math.floor(cell / board.columns.length), cell % board.columns.length];
    const place = board.cells[cell]?.indexOf(index) ?? 0;
    this.scroller.scrollTo(scrolledTo(this.geometry, this.#view, row, column, place));
    this.#look();
  }

  /** Moves a row of the board to the top, when it is not in view as a whole. */
  showRow(row: number): void {
    const { rowHeight, headHeight } = this.geometry;
    const { top, height, left } = this.#view;
    const y = row * rowHeight;
    if (y >= top && y + rowHeight <= top + height - headHeight) return;
    this.scroller.scrollTo({ left, top: y });
    this.#look();
  }

  /** Keeps what is at a point of the window there while the size changes. @param at pixels from the window's corner */
  async resize(size: number, at: { readonly x: number; readonly y: number }): Promise<void> {
    const { headWidth, headHeight, columnWidth, rowHeight } = this.geometry;
    const before = {
      column: (this.#place.left + at.x - headWidth) / columnWidth,
      row: (this.#place.top + at.y - headHeight) / rowHeight,
    };
    this.size = size;
    await this.updateComplete;
    const after = this.geometry;
    this.scroller.scrollTo({
      left: before.column * after.columnWidth + after.headWidth - at.x,
      top: before.row * after.rowHeight + after.headHeight - at.y,
    });
    this.#look();
  }

  focusGrid(): void {
    this.scroller.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override firstUpdated(): void {
    this.#observer.observe(this.scroller);
    this.scroller.scrollTo(this.start.left, this.start.top);
    this.#look();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.#geometry || [...changed.keys()].some((name) => laidOutBy.has(name))) {
      const next = this.#laidOut();
      if (!this.#geometry || !isSameGeometry(next, this.#geometry)) this.#geometry = next;
    }
    this.#seen = tilesInView(this.geometry, this.#view);
  }

  protected override updated(): void {
    this.records.want(this.#inView());
  }

  override render() {
    const { geometry } = this;
    const { board, width, height, headWidth, headHeight, size, rowHeight } = geometry;
    const { rows, columns } = this.#inRange;
    return html`<div
      class="scroller"
      role="grid"
      tabindex="0"
      aria-label="Images"
      aria-rowcount=${board.rows.length + (headHeight > 0 ? 1 : 0)}
      aria-multiselectable="true"
      aria-activedescendant=${this.#activeId(rows) ?? nothing}
      @scroll=${this.#onScroll}
      @click=${this.#onClick}
      @dblclick=${this.#onDoubleClick}
      @pointerdown=${this.#pan.down}
      @keydown=${this.#pan.key}
      @keyup=${this.#pan.key}
      ${cssVariables({
        '--size': `${size}px`,
        '--head-width': `${headWidth}px`,
        '--head-height': `${headHeight}px`,
        '--row-height': `${rowHeight}px`,
        '--column-width': `${geometry.columnWidth}px`,
      })}
    >
      <div class="canvas" role="presentation" ${cssVariables({ '--width': `${width}px`, '--height': `${height}px` })}>
        ${headHeight > 0 ? this.#heads(columns) : nothing}
        ${repeat(
          rows,
          (row) => row,
          (row) => this.#row(row, columns),
        )}
      </div>
    </div>`;
  }

  #heads(columns: readonly number[]) {
    const { board, columnWidth } = this.geometry;
    return html`<div class="heads" role="row" aria-rowindex="1">
      ${this.geometry.headWidth > 0 ? html`<div class="corner" role="columnheader"><span class="hidden">Row</span></div>` : nothing}
      ${repeat(
        columns,
        (column) => column,
        (
          column,
        ) => html`<div class="column-head" role="columnheader" title=${board.columns[column]?.label ?? ''} ${cssVariables({ '--x': `${column * columnWidth}px` })}>
          ${board.columns[column]?.label ?? ''}
        </div>`,
      )}
    </div>`;
  }

  #row(row: number, columns: readonly number[]) {
    const { board, headWidth, headHeight } = this.geometry;
    const head = board.rows[row];
    const isPointed = head?.classRow !== undefined && head.classRow === this.pointedRow;
    const y = `${headHeight + row * this.geometry.rowHeight}px`;
    return html`<div class=${isPointed ? 'row pointed' : 'row'} role="row" aria-rowindex=${row + (headHeight > 0 ? 2 : 1)} ${cssVariables({ '--y': y })}>
      ${headWidth > 0 ? html`<div class="row-head" role="rowheader" title=${head?.label ?? ''}><span>${head?.label ?? ''}</span></div>` : nothing}
      <div class="tiles" role="presentation">
        ${repeat(
          this.#tiles(row, columns),
          ([index]) => index,
          ([index, column, place]) => this.#tile(index, column, place),
        )}
        ${this.#leftOut(row, columns)}
      </div>
    </div>`;
  }

  /** Of a row: the images in view, each with its column and its place in the cell. */
  #tiles(row: number, columns: readonly number[]): readonly (readonly [number, number, number])[] {
    const { board, across } = this.geometry;
    const view = this.#seen ?? tilesInView(this.geometry, this.#view);
    const from = row === view.rows[0] ? view.firstLine * across : 0;
    const to = row === view.rows[1] ? (view.lastLine + 1) * across : Number.POSITIVE_INFINITY;
    return columns.flatMap((column) => {
      const images = board.cells[row * board.columns.length + column] ?? [];
      return images.slice(from, to).map((index, place) => [index, column, from + place] as const);
    });
  }

  #tile(index: number, column: number, place: number) {
    const { snapshot, geometry, size } = this;
    const { left, top } = tileAt(geometry, column, place);
    const { activity, layout } = snapshot;
    const caption = this.captionOf?.(index);
    const tile = imageTile(
      {
        index,
        state: stateOfLetter[snapshot.states[index] ?? ''] ?? 'missing',
        image: this.records.get(index),
        preview: snapshot.previews.find((each) => each.index === index)?.url,
        step: activity.kind === 'drawing' ? activity.step : undefined,
        decision: this.facts?.decisions[index],
        isCurrent: this.current === index,
        isSelected: this.selected.has(index),
        isPixelated: isMagnified(size, Math.max(layout.width, layout.height)),
        column: column * geometry.across + (place % geometry.across) + 1,
        left,
        top,
      },
      size,
    );
    if (caption === undefined) return tile;
    return html`${tile}<span class="caption muted number" aria-hidden="true" ${cssVariables({ '--x': `${left}px`, '--y': `${top + size}px` })}>${caption}</span>`;
  }

  #leftOut(row: number, columns: readonly number[]) {
    const { board } = this.geometry;
    return columns
      .filter((column) => board.leftOut.has(row * board.columns.length + column))
      .map((column) => {
        const { left, top } = tileAt(this.geometry, column, 0);
        return html`<span class="left-out muted" role="gridcell" ${cssVariables({ '--x': `${left}px`, '--y': `${top}px` })}>${skippedWords}</span>`;
      });
  }

  #inView(): readonly number[] {
    const { rows, columns } = this.#inRange;
    return rows.flatMap((row) => this.#tiles(row, columns).map(([index]) => index));
  }

  get #inRange(): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
    const { rows, columns } = this.#seen ?? tilesInView(this.geometry, this.#view);
    return { rows: spanned(rows), columns: spanned(columns) };
  }

  /** Only an element that is there may be named. */
  #activeId(rows: readonly number[]): string | undefined {
    const { current } = this;
    if (current === undefined) return undefined;
    const { columns } = this.#inRange;
    const isThere = rows.some((row) => this.#tiles(row, columns).some(([index]) => index === current));
    return isThere ? tileId(current) : undefined;
  }

  #laidOut(size = this.size): Geometry {
    const { room, captionOf } = this;
    const board = this.images ? wall(this.images, Math.floor((room.width - gap) / (size + gap))) : this.board;
    // The scroll bar's room is taken off already.
    return geometryOf(board, { width: room.width, size, labels: captionOf ? captionHeight : 0 });
  }

  #onScroll(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#look();
    });
  }

  #look(): void {
    if (!this.scroller) return;
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = this.scroller;
    const { room } = this;
    if (width !== room.width || height !== room.height) this.room = { width, height };
    if (left === this.#place.left && top === this.#place.top) return;
    this.#place = { left, top };
    // Most steps of scrolling bring nothing new into view.
    if (!isSameRange(tilesInView(this.geometry, this.#view), this.#seen)) this.requestUpdate();
    this.dispatchEvent(new CustomEvent<ScrollPlace>('scrolled', { detail: { left, top } }));
  }

  #onClick(event: MouseEvent): void {
    const index = indexOf(event.target);
    if (index === undefined || this.#pan.hasJustPanned) return;
    const detail: TileClick = { index, isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey };
    this.dispatchEvent(new CustomEvent<TileClick>('image-click', { detail }));
  }

  #onDoubleClick({ target }: MouseEvent): void {
    const index = indexOf(target);
    if (index !== undefined) this.dispatchEvent(new CustomEvent('image-enlarge', { detail: index }));
  }
}

/** Names of properties that change where things lie. */
const laidOutBy: ReadonlySet<PropertyKey> = new Set(['board', 'images', 'size', 'room', 'captionOf']);

function isSameRange(a: TilesInView, b: TilesInView | undefined): boolean {
  const numbers = ({ rows, columns, firstLine, lastLine }: TilesInView) => [...rows, ...columns, firstLine, lastLine];
  return b !== undefined && numbers(a).join() === numbers(b).join();
}

function spanned([first, last]: Span): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Small pictures shown at twice their size or more: their pixels are the picture. */
function isMagnified(shown: number, natural: number): boolean {
  return natural <= 128 && shown >= 2 * natural;
}

function isSameGeometry(a: Geometry, b: Geometry): boolean {
  const names = [
    'board',
    'size',
    'tileHeight',
    'across',
    'rowHeight',
    'columnWidth',
    'headWidth',
    'headHeight',
  ] as const;
  return names.every((name) => a[name] === b[name]);
}

function indexOf(target: EventTarget | null): number | undefined {
  const name = target instanceof Element ? target.closest<HTMLElement>('[data-index]')?.dataset.index : undefined;
  return name === undefined ? undefined : Number(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-image-table': ImageTable;
  }
}
