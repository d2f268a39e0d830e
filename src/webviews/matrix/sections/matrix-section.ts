import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { GroupPlan } from '../../../language/plan/plan.ts';
import type { MatrixBaseline, MatrixReport, MatrixSource } from '../../../protocol/webviews/matrix.ts';
import type { GridPosition } from '../../shared/arrow-moves.ts';
import { buttons, theme } from '../../shared/theme.ts';
import '../../shared/matrix/heat-map.ts';
import type { HeatMap } from '../../shared/matrix/heat-map.ts';
import { besides } from '../../shared/matrix/heat-map-labels.ts';
import { arranged, type MatrixOrder, type MatrixPart, partsOf } from '../../shared/matrix/matrix-parts.ts';
import { type MatrixMode, type MatrixTable, matrixTable } from '../../shared/matrix/matrix-table.ts';
import { fittingSize, zoomed } from '../../shared/matrix/visible-range.ts';
import { sections } from '../../shared/section-style.ts';
import { baselineWords } from '../matrix-words.ts';

/** How the matrix is looked at; remembered. */
export interface MatrixLook {
  readonly mode: MatrixMode;
  readonly order: MatrixOrder;
  /** Names of groups that are shown as one. */
  readonly together: readonly string[];
  /** Pixels of a cell; absent: as large as fits. */
  readonly size?: number;
}

export const firstLook: MatrixLook = { mode: 'counts', order: 'written', together: [] };

/** Classes that were and classes that were seen: one or several of each. */
export interface PickedCell {
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
}

/** What a table is made of. */
const tableNeeds = ['report', 'source', 'baseline', 'look'] as const;

const modes: readonly (readonly [mode: MatrixMode, label: string])[] = [
  ['counts', 'Counts'],
  ['rows', 'Share of row (recall)'],
  ['columns', 'Share of column (precision)'],
  ['difference', 'Difference'],
];

const orders: readonly (readonly [order: MatrixOrder, label: string])[] = [
  ['written', 'As written'],
  ['confusion', 'By confusion'],
  ['name', 'By name'],
];

/** A source's matrix, and how it is looked at. Tells `look` with another way, and `cell-open` with the classes of a cell. */
@customElement('vlp-matrix-section')
export class MatrixSection extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      fieldset {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
        margin: 0;
        padding: 0;
        border: none;
      }
      legend {
        float: left;
        padding: 0 6px 0 0;
      }
    `,
  ];

  @property({ attribute: false }) report!: MatrixReport;
  @property({ attribute: false }) source!: MatrixSource;
  @property({ attribute: false }) baseline: MatrixBaseline | undefined;
  @property({ attribute: false }) look: MatrixLook = firstLook;
  /** The cell whose images are shown. */
  @property({ attribute: false }) open: PickedCell | undefined;
  /** Pixels across that the section has. */
  @property({ type: Number }) room = 700;
  @query('vlp-heat-map') private map!: HeatMap;
  #table!: MatrixTable;

  focusCell(): Promise<void> {
    return this.map.focusCell();
  }

  revealCell(): void {
    this.map.revealCell();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { report, source, baseline } = this;
    if (!tableNeeds.some((name) => changed.has(name))) return;
    this.#table = matrixTable(this.#mode, source, report.classes, this.#parts(), baseline);
  }

  override render() {
    const { report, source, look } = this;
    const table = this.#table;
    const { parts, mode } = table;
    return html`<div class="tools">
        ${this.#choice('Show', modes, mode, (chosen) => ({ ...look, mode: chosen }))}
        ${this.#choice('Order', orders, look.order, (chosen) => ({ ...look, order: chosen }))} ${this.#zoom(this.#sizeFor(table))}
        ${report.groups.length > 0 ? this.#groups(report.groups) : nothing}
      </div>
      <vlp-heat-map
        .table=${table}
        .label=${`Confusion on ${source.name}`}
        .size=${this.#sizeFor(table)}
        .open=${positionOf(this.open, parts)}
        @cell-open=${({ detail }: CustomEvent<GridPosition>) => this.#openCell(parts, detail)}
      ></vlp-heat-map>
      <p class="hint">${this.#meaning(mode)}</p>`;
  }

  #parts(): readonly MatrixPart[] {
    const { report, source, look } = this;
    const parts = partsOf(report.classes, report.groups, new Set(look.together));
    return arranged(parts, look.order, source.confusion);
  }

  /** A baseline may have gone since it was chosen. */
  get #mode(): MatrixMode {
    return this.#compared || this.look.mode !== 'difference' ? this.look.mode : 'rows';
  }

  get #compared(): boolean {
    return this.baseline?.sources.some(({ name }) => name === this.source.name) ?? false;
  }

  #sizeFor(table: MatrixTable): number {
    return this.look.size ?? fittingSize(table.parts.length, this.room - besides(table));
  }

  #choice<Value extends string>(
    label: string,
    options: readonly (readonly [value: Value, label: string])[],
    chosen: Value,
    change: (value: Value) => MatrixLook,
  ) {
    const pick = ({ target }: Event) => {
      const option = options[(target as HTMLSelectElement).selectedIndex]; // It listens to a select alone.
      if (option) this.#tell(change(option[0]));
    };
    return html`<label>
      <span class="muted">${label}</span>
      <select @change=${pick}>
        ${options.map(
          ([value, words]) =>
            html`<option .selected=${value === chosen} ?disabled=${value === 'difference' && !this.#compared}>
              ${value === 'difference' ? this.#differenceLabel : words}
            </option>`,
        )}
      </select>
    </label>`;
  }

  get #differenceLabel(): string {
    return this.#compared && this.baseline
      ? `Difference to ${baselineWords(this.baseline)}`
      : 'Difference (no earlier run)';
  }

  #zoom(size: number) {
    const { look } = this;
    const { size: _, ...fitting } = look;
    const zoom = (direction: 1 | -1) => this.#tell({ ...look, size: zoomed(size, direction) });
    return html`<fieldset>
      <legend class="muted">Zoom</legend>
      <button class="button bare" aria-label="Smaller cells" @click=${() => zoom(-1)}>−</button>
      <button class="button bare" aria-label="Larger cells" @click=${() => zoom(1)}>+</button>
      <button class="button" @click=${() => this.#tell(fitting)}>Fit</button>
    </fieldset>`;
  }

  #groups(groups: readonly GroupPlan[]) {
    return html`<fieldset>
      <legend class="muted">As one</legend>
      ${groups.map(({ name, classes }) => this.#group(name, classes))}
    </fieldset>`;
  }

  #group(name: string, classes: readonly string[]) {
    const { look } = this;
    const isTogether = look.together.includes(name);
    const together = isTogether ? look.together.filter((one) => one !== name) : [...look.together, name];
    return html`<button
      class="button"
      aria-pressed=${isTogether}
      title=${classes.join(', ')}
      @click=${() => this.#tell({ ...look, together })}
    >
      ${name} (${classes.length})
    </button>`;
  }

  #meaning(mode: MatrixMode) {
    const drawn = this.source.kind === 'recipe' ? drawnMeaning : nothing;
    return html`${meanings[mode]}${drawn}`;
  }

  #openCell(parts: readonly MatrixPart[], { row, column }: GridPosition): void {
    const [actual, predicted] = [parts[row]?.classes, parts[column]?.classes];
    if (!actual || !predicted) return;
    this.dispatchEvent(new CustomEvent<PickedCell>('cell-open', { detail: { actual, predicted } }));
  }

  #tell(look: MatrixLook): void {
    this.dispatchEvent(new CustomEvent<MatrixLook>('look', { detail: look }));
  }
}

const meanings: { readonly [M in MatrixMode]: string } = {
  counts: 'Images of each class (rows) by what they were judged as (columns). Colour grows with the share of the row.',
  rows: 'Percent of the images of each class. A row of few images moves by chance: point at a cell for its interval.',
  columns: 'Percent of what was judged as each class. It depends on how many images of each class there are.',
  difference:
    'Points of the row’s share, now less before. Framed cells changed by more than chance explains; the others, in italics, may not have changed. Dashed: worse.',
};

const drawnMeaning =
  ' Drawn images are not real ones: where painter and judge learned from the same words, they agree too easily.';

function positionOf(open: PickedCell | undefined, parts: readonly MatrixPart[]): GridPosition | undefined {
  if (!open) return undefined;
  const at = (classes: readonly number[]) => parts.findIndex((part) => part.classes.join() === classes.join());
  return { row: at(open.actual), column: at(open.predicted) };
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-matrix-section': MatrixSection;
  }
}
