import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MatrixChange } from '../../protocol/comparison.ts';
import { columnTotals, rowTotals } from '../../protocol/statistics/confusion.ts';
import '../shared/matrix/heat-map.ts';
import type { MatrixTable } from '../shared/matrix/matrix-table.ts';
import { sections } from '../shared/section-style.ts';
import { theme } from '../shared/theme.ts';

/** How the shares of a confusion matrix moved, in points; what became better or worse differs by more than colour. */
@customElement('vlp-delta-matrix')
export class DeltaMatrix extends LitElement {
  static override readonly styles = [
    theme,
    sections,
    css`
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin: 8px 0;
      }
    `,
  ];

  @property({ attribute: false }) change!: MatrixChange;

  override render() {
    const { source, added, removed, classes } = this.change;
    return html`<h3>${source}</h3>
      <p class="hint">
        Percentage points of a row: what the image shows stands left, what it was taken for on top. A solid frame is a
        change for the better, a dashed one for the worse; without a frame chance may have moved it.
      </p>
      ${named('New', added)} ${named('Gone', removed)}
      <vlp-heat-map
        .table=${deltaTable(this.change)}
        .size=${classes.length > 30 ? 22 : 42}
        label=${`Change of the confusion matrix of ${source}`}
      ></vlp-heat-map>`;
  }
}

function named(word: string, classes: readonly string[]) {
  return classes.length === 0 ? nothing : html`<p class="muted">${word}: ${classes.join(', ')}</p>`;
}

function deltaTable({ classes, before, after }: MatrixChange): MatrixTable {
  return {
    mode: 'difference',
    parts: classes.map((label, index) => ({ label, classes: [index], isGroup: false })),
    counts: after,
    rows: rowTotals(after),
    columns: columnTotals(after),
    before: { counts: before, rows: rowTotals(before) },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-delta-matrix': DeltaMatrix;
  }
}
