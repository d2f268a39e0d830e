import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GridCell, GridSnapshot } from '../../protocol/webviews/grid.ts';
import { keyName, move } from '../shared/arrow-moves.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { buttons, theme } from '../shared/theme.ts';
import { skippedWords } from './grid-words.ts';
import { type ImagePlace, imageLines, imagesAcross, positionOf } from './image-layout.ts';
import { imageTile, tileStyles } from './image-tile.ts';

const gap = 4;
const cellPadding = 16;

/** Rows of classes, columns of settings, the images in their cells; moves with the arrow keys. */
@customElement('vlp-image-table')
export class ImageTable extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    tileStyles,
    css`
      :host {
        display: block;
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
      }
      th {
        position: sticky;
        z-index: 1;
        font-weight: 600;
        text-align: left;
        background: var(--vscode-editor-background);
      }
      thead th {
        top: 0;
        padding: 6px 8px;
        white-space: nowrap;
        border-bottom: 1px solid var(--line);
      }
      tbody th {
        left: 0;
        min-width: 72px;
        max-width: 160px;
        padding: 10px 12px 8px 0;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      thead th.corner {
        left: 0;
        z-index: 2;
      }
      td {
        padding: 8px;
        vertical-align: top;
      }
      tbody tr + tr > * {
        border-top: 1px solid color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
      }
      .images {
        display: grid;
        grid-template-columns: repeat(var(--across), var(--size));
        gap: ${gap}px;
      }
      .pixelated img {
        image-rendering: pixelated;
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: GridSnapshot;
  /** Pixels of an image's longer side. */
  @property({ type: Number }) size = 64;
  @property({ attribute: false }) current: ImagePlace | undefined;
  @state() private width = 600;

  readonly #observer = new ResizeObserver(([entry]) => {
    if (entry) this.width = entry.contentRect.width;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** Puts the focus on an image. */
  async focusOn(place: ImagePlace): Promise<void> {
    this.current = place;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-place="${placeName(place)}"]`)?.focus();
  }

  override render() {
    const { columns, rows } = this.snapshot;
    const hasHead = columns.some(({ label }) => label !== '');
    return html`<table
      role="grid"
      aria-label="Images"
      @keydown=${this.#onKey}
      @click=${this.#onClick}
      @focusin=${this.#onFocus}
      ${cssVariables({ '--size': `${this.size}px`, '--across': this.#across })}
    >
      ${
        hasHead
          ? html`<thead>
            <tr>
              <th class="corner"></th>
              ${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}
            </tr>
          </thead>`
          : nothing
      }
      <tbody>
        ${rows.map((row, index) => this.#row(row.label, index))}
      </tbody>
    </table>`;
  }

  #row(label: string, row: number) {
    const { columns, cells } = this.snapshot;
    return html`<tr>
      <th scope="row">${label}</th>
      ${columns.map((_, column) => {
        const index = row * columns.length + column;
        const cell = cells[index];
        if (cell?.isSkipped) return html`<td role="gridcell"><span class="muted">${skippedWords}</span></td>`;
        return html`<td role="gridcell">${cell ? this.#images(cell, index) : nothing}</td>`;
      })}
    </tr>`;
  }

  #images({ images, settings }: GridCell, cell: number) {
    const { activity } = this.snapshot;
    const step = activity.kind === 'drawing' ? activity.step : undefined;
    const current = this.#current;
    const isPixelated = isMagnified(this.size, Math.max(settings.width, settings.height));
    return html`<div class="images">
      ${images.map((image, index) => {
        const isCurrent = current?.cell === cell && current.image === index;
        return imageTile({ image, step, isCurrent, isPixelated, place: placeName({ cell, image: index }) });
      })}
    </div>`;
  }

  get #across(): number {
    const { columns, cells } = this.snapshot;
    const images = Math.max(1, ...cells.map((cell) => cell.images.length));
    const width = this.width - rowHeadWidth;
    return imagesAcross({ width, columns: columns.length, images, size: this.size + gap, padding: cellPadding });
  }

  get #lines(): readonly (readonly ImagePlace[])[] {
    return imageLines(this.snapshot, this.#across);
  }

  /** The current image, or the first when that one is not there. */
  get #current(): ImagePlace | undefined {
    const lines = this.#lines;
    const { row, column } = positionOf(this.current, lines);
    return lines[row]?.[column];
  }

  #onKey(event: KeyboardEvent): void {
    const lines = this.#lines;
    const lengths = lines.map(({ length }) => length);
    const to = move(positionOf(this.current, lines), keyName(event), lengths);
    const place = to && lines[to.row]?.[to.column];
    if (place) {
      event.preventDefault();
      void this.focusOn(place);
    } else if (event.key === 'l' && this.#current) {
      this.#tell('reveal', this.#current);
    }
  }

  #onClick({ target }: MouseEvent): void {
    const place = placeOf(target);
    if (place) this.#tell('open', place);
  }

  #onFocus({ target }: FocusEvent): void {
    const place = placeOf(target);
    if (place) this.#tell('current', place);
  }

  #tell(name: 'open' | 'current' | 'reveal', detail: ImagePlace): void {
    this.dispatchEvent(new CustomEvent(`image-${name}`, { detail }));
  }
}

/** Pixels that the row headers take at most; the table scrolls when they take more. */
const rowHeadWidth = 112;

/** Small pictures shown at twice their size or more: their pixels are the picture. */
function isMagnified(shown: number, natural: number): boolean {
  return natural <= 128 && shown >= 2 * natural;
}

function placeName({ cell, image }: ImagePlace): string {
  return `${cell}.${image}`;
}

function placeOf(target: EventTarget | null): ImagePlace | undefined {
  const name = target instanceof Element ? target.closest<HTMLElement>('[data-place]')?.dataset.place : undefined;
  const [cell, image] = name?.split('.').map(Number) ?? [];
  return cell === undefined || image === undefined ? undefined : { cell, image };
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-image-table': ImageTable;
  }
}
