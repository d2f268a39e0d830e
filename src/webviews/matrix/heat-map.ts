import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Estimate } from '../../protocol/evaluation.ts';
import type { MatrixReport } from '../../protocol/webviews/matrix.ts';
import { type GridPosition, keyName, move } from '../shared/arrow-moves.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { buttons, theme } from '../shared/theme.ts';
import { cellWords, evidenceWords, valueWords } from './matrix-words.ts';

export type MatrixSource = MatrixReport['sources'][number];

/**
 * A confusion matrix: counts in cells, their share of the row as the strength of the colour, by its root, so that the
 * few mistakes are seen beside the many hits.
 */
@customElement('vlp-heat-map')
export class HeatMap extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
        --right: var(--vscode-charts-blue, #3794ff);
        --wrong: var(--vscode-charts-yellow, #cca700);
      }
      table {
        border-collapse: separate;
        border-spacing: 2px;
        font-variant-numeric: tabular-nums;
      }
      th {
        font-weight: normal;
      }
      thead th {
        vertical-align: bottom;
        height: 1px;
      }
      thead th span {
        display: inline-block;
        padding: 4px 0;
        writing-mode: vertical-rl;
        transform: rotate(180deg);
        white-space: nowrap;
      }
      tbody th {
        max-width: 150px;
        padding: 0 8px 0 0;
        overflow: hidden;
        text-align: right;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .corner {
        padding: 0 8px 4px 0;
        font-size: 0.85em;
        text-align: right;
        color: var(--muted);
      }
      th.active {
        font-weight: 600;
      }
      td {
        padding: 0;
      }
      .cell {
        display: block;
        width: clamp(25px, calc((100cqw - 190px) / var(--count) - 2px), 44px);
        height: 30px;
        font-size: 0.95em;
        padding: 0;
        cursor: pointer;
        color: var(--vscode-foreground);
        background: color-mix(in srgb, var(--tone) calc(var(--strength) * 62%), var(--empty));
        border: 1px solid transparent;
        border-radius: 3px;
        --tone: var(--wrong);
        --empty: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
      }
      .cell.right {
        --tone: var(--right);
        font-weight: 600;
      }
      .cell.zero {
        color: color-mix(in srgb, var(--vscode-foreground) 35%, transparent);
      }
      .cell:hover {
        border-color: var(--vscode-focusBorder);
      }
      .cell:focus-visible {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: 1px;
      }
      .cell.open {
        border-color: var(--vscode-focusBorder);
        box-shadow: 0 0 0 1px var(--vscode-focusBorder);
      }
      .recall {
        padding-left: 10px;
        white-space: nowrap;
        text-align: right;
      }
      thead .recall {
        font-size: 0.85em;
        color: var(--muted);
      }
      /* Colours are few in high contrast: borders say what is right and how much is wrong. */
      :host-context(.vscode-high-contrast) .cell,
      :host-context(.vscode-high-contrast-light) .cell {
        background: transparent;
        border-color: color-mix(in srgb, var(--vscode-contrastBorder) 40%, transparent);
      }
      :host-context(.vscode-high-contrast) .cell.right,
      :host-context(.vscode-high-contrast-light) .cell.right {
        border: 2px solid var(--vscode-contrastBorder);
      }
      :host-context(.vscode-high-contrast) .cell.many,
      :host-context(.vscode-high-contrast-light) .cell.many {
        border: 2px dashed var(--vscode-contrastActiveBorder);
      }
    `,
  ];

  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) source!: MatrixSource;
  /** The cell whose images are shown. */
  @property({ attribute: false }) open: GridPosition | undefined;
  @state() private at: GridPosition = { row: 0, column: 0 };

  /** Puts the focus back on the cell that it was on last. */
  async focusCell(): Promise<void> {
    await this.updateComplete;
    this.#currentCell?.focus();
  }

  revealCell(): void {
    this.#currentCell?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  override render() {
    const { classes, source, at } = this;
    return html`<table role="grid" aria-label=${`Confusion on ${source.name}`} @keydown=${this.#onKey} @click=${this.#onClick} ${cssVariables({ '--count': classes.length })}>
      <thead>
        <tr>
          <th class="corner">actual ↓<br />judged as →</th>
          ${classes.map(
            (name, column) =>
              html`<th scope="col" class=${classMap({ active: column === at.column })} title=${name}><span>${name}</span></th>`,
          )}
          <th scope="col" class="recall">recall</th>
        </tr>
      </thead>
      <tbody>
        ${classes.map((name, row) => this.#row(name, row))}
      </tbody>
    </table>`;
  }

  get #currentCell(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.cell[tabindex="0"]');
  }

  #row(name: string, row: number) {
    const counts = this.source.confusion[row] ?? [];
    const total = counts.reduce((sum, count) => sum + count, 0);
    const recall = this.source.perClass[row]?.recall;
    return html`<tr>
      <th scope="row" class=${classMap({ active: row === this.at.row })} title=${name}>${name}</th>
      ${counts.map((count, column) => html`<td role="gridcell">${this.#cell({ row, column }, count, total)}</td>`)}
      ${recall ? recallCell(recall) : nothing}
    </tr>`;
  }

  #cell(position: GridPosition, count: number, total: number) {
    const { row, column } = position;
    const { classes, at, open } = this;
    const share = total === 0 ? 0 : count / total;
    const words = cellWords(count, total, classes[row] ?? '', classes[column] ?? '');
    const states = {
      cell: true,
      right: row === column,
      zero: count === 0,
      many: row !== column && share >= 0.1,
      open: isSame(open, position),
    };
    return html`<button
      class=${classMap(states)}
      tabindex=${isSame(at, position) ? 0 : -1}
      data-row=${row}
      data-column=${column}
      title=${words}
      aria-label=${words}
      ${cssVariables({ '--strength': Math.sqrt(share) })}
    >
      ${count}
    </button>`;
  }

  #onKey(event: KeyboardEvent): void {
    const lengths = this.classes.map(() => this.classes.length);
    const to = move(this.at, keyName(event), lengths);
    if (!to) return;
    event.preventDefault();
    this.at = to;
    void this.focusCell();
  }

  #onClick({ target }: MouseEvent): void {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
    if (!cell) return;
    const position = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
    this.at = position;
    this.dispatchEvent(new CustomEvent<GridPosition>('cell-open', { detail: position }));
  }
}

function recallCell(recall: Estimate) {
  return html`<td class="recall number" title=${evidenceWords(recall)}>${valueWords(recall)}</td>`;
}

function isSame(a: GridPosition | undefined, b: GridPosition): boolean {
  return a?.row === b.row && a.column === b.column;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-heat-map': HeatMap;
  }
}
