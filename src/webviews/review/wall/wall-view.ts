/**
 * @file Many images of the list at once, on a wall. Only what is in view is in the page, however many there are; the
 * wall itself has the focus and says which image is the active one, because tiles come and go.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { cssVariables } from '../../shared/css-variables.ts';
import { decisionMarks } from '../../shared/decision-marks.ts';
import { icon } from '../../shared/icons.ts';
import { theme } from '../../shared/theme.ts';
import { decisionSigns } from '../decision-signs.ts';
import type { ReviewedList } from '../list/reviewed-list.ts';
import { classWords, decisionWords } from '../review-words.ts';
import { gap, movedTo, positionOf, rowsInView, scrolledTo, type Wall, type WallMove, wallOf } from './wall-geometry.ts';
import { isSelected, type WallSelection } from './wall-selection.ts';
import { wallStyle } from './wall-style.ts';

/** What was clicked, and how. */
export interface TileClick {
  readonly place: number;
  readonly isRange: boolean;
  readonly isToggle: boolean;
}

/** Without room for them, tiles bear no marks. */
const leastForMarks = 40;
const leastForWords = 80;

/** Tells `pick` with a `TileClick`, `open` with a place, `scrolled` with pixels. */
@customElement('vlp-wall-view')
export class WallView extends LitElement {
  static override readonly styles = [theme, decisionMarks, wallStyle];

  @property({ attribute: false }) list!: ReviewedList;
  /** Rises with whatever of the list is shown. */
  @property({ type: Number }) version = 0;
  @property({ attribute: false }) selection!: WallSelection;
  /** Pixels of a tile's side. */
  @property({ type: Number }) size = 96;
  /** Where it begins, in pixels. */
  @property({ type: Number }) start = 0;
  @state() private room = { width: 600, height: 400 };
  @state() private shown = { from: 0, to: 0 };
  @query('.scroller') private scroller!: HTMLElement;
  #isDue = false;
  readonly #observer = new ResizeObserver(() => this.#measure());

  get wall(): Wall {
    return wallOf(this.list.count, this.size, this.room.width);
  }

  /** Where a move of the keyboard leads. */
  placeAfter(move: WallMove): number {
    const page = Math.floor(this.room.height / (this.size + gap)) - 1;
    return movedTo(this.wall, this.list.current, move, page);
  }

  /** Scrolls the current image into view, as little as possible. */
  showCurrent(): void {
    const { scrollTop } = this.scroller;
    const top = scrolledTo(this.wall, this.list.current, scrollTop, this.room.height);
    if (top !== scrollTop) this.scroller.scrollTop = top;
    this.#look();
  }

  override focus(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override firstUpdated(): void {
    this.#measure();
    this.#observer.observe(this.scroller);
    void this.updateComplete.then(() => {
      this.scroller.scrollTop = this.start;
      this.showCurrent();
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('size')) this.showCurrent();
    const { across } = this.wall;
    const { from, to } = this.shown;
    this.list.look(from * across, to * across - 1);
    if (changed.has('version')) this.#look();
  }

  override render() {
    const { wall, shown } = this;
    const rows = Array.from(
      { length: Math.max(0, Math.min(shown.to, wall.rows) - shown.from) },
      (_, n) => shown.from + n,
    );
    const isActiveThere = rows.includes(Math.floor(this.list.current / wall.across));
    return html`<div
      class="scroller"
      role="grid"
      tabindex="0"
      aria-label="Images"
      aria-rowcount=${wall.rows}
      aria-colcount=${wall.across}
      aria-multiselectable="true"
      aria-activedescendant=${isActiveThere ? tileId(this.list.current) : nothing}
      @scroll=${this.#onScroll}
      @click=${this.#onClick}
      @dblclick=${this.#onDoubleClick}
      ${cssVariables({ '--size': `${wall.size}px` })}
    >
      <div class="canvas" role="presentation" ${cssVariables({ '--height': `${wall.height}px` })}>
        ${repeat(
          rows,
          (row) => row,
          (row) => this.#row(row),
        )}
      </div>
    </div>`;
  }

  #row(row: number) {
    const { across, count } = this.wall;
    const places = Array.from({ length: Math.min(across, count - row * across) }, (_, n) => row * across + n);
    return html`<div class="row" role="row" aria-rowindex=${row + 1}>
      ${repeat(
        places,
        (place) => place,
        (place, column) => this.#tile(place, column),
      )}
    </div>`;
  }

  #tile(place: number, column: number) {
    const { list, wall, size } = this;
    const image = list.at(place);
    const decision = list.decisionOf(place);
    const { left, top } = positionOf(wall, place);
    const isPicked = isSelected(this.selection, place);
    const words = `Image ${place + 1}${image ? `, ${classWords(image)}` : ''}, ${decisionWords(decision)}`;
    const classes = {
      tile: true,
      [decision.state]: true,
      current: place === list.current,
      selected: isPicked,
      pixelated: image !== undefined && Math.max(image.width, image.height) <= 128,
    };
    return html`<div
      class=${classMap(classes)}
      role="gridcell"
      id=${tileId(place)}
      data-place=${place}
      aria-colindex=${column + 1}
      aria-selected=${isPicked}
      aria-label=${words}
      title=${words}
      ${cssVariables({ '--x': `${left}px`, '--y': `${top}px` })}
    >
      ${image ? html`<img src=${image.url} alt="" decoding="async" draggable="false" />` : nothing}
      ${size >= leastForMarks ? decisionSigns(decision) : nothing}
      ${isPicked && size >= leastForMarks ? html`<span class="check">${icon('passed', 12)}</span>` : nothing}
      ${size >= leastForWords && image ? this.#caption(image.label, image.own.rating, image.own.tags) : nothing}
    </div>`;
  }

  #caption(label: string | undefined, rating: number | undefined, tags: readonly string[]) {
    const words = [label ?? '', rating ? '★'.repeat(rating) : '', ...tags.map((tag) => `#${tag}`)];
    const caption = words.filter((each) => each !== '').join(' ');
    return caption === '' ? nothing : html`<span class="caption" aria-hidden="true">${caption}</span>`;
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.scroller;
    if (width !== this.room.width || height !== this.room.height) this.room = { width, height };
    this.#look();
  }

  readonly #onScroll = (): void => {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#look();
      this.dispatchEvent(new CustomEvent<number>('scrolled', { detail: this.scroller.scrollTop }));
    });
  };

  /** Asks for a new picture only when other rows are in view. */
  #look(): void {
    const { from, to } = rowsInView(this.wall, this.scroller.scrollTop, this.scroller.clientHeight);
    if (from !== this.shown.from || to !== this.shown.to) this.shown = { from, to };
  }

  #onClick(event: MouseEvent): void {
    const place = placeOf(event.target);
    if (place === undefined) return;
    const detail = { place, isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey };
    this.dispatchEvent(new CustomEvent<TileClick>('pick', { detail }));
  }

  #onDoubleClick({ target }: MouseEvent): void {
    const detail = placeOf(target);
    if (detail !== undefined) this.dispatchEvent(new CustomEvent<number>('open', { detail }));
  }
}

function tileId(place: number): string {
  return `image-${place}`;
}

function placeOf(target: EventTarget | null): number | undefined {
  const name = target instanceof Element ? target.closest<HTMLElement>('[data-place]')?.dataset.place : undefined;
  return name === undefined ? undefined : Number(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-wall-view': WallView;
  }
}
