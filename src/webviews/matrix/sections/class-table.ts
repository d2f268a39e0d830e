import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ClassReport, Estimate } from '../../../protocol/evaluation.ts';
import { rangeWords, valueWords } from '../../shared/number-words.ts';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { type ClassColumn, type ClassOrder, isWide, nextOrder, orderedClasses } from './class-order.ts';
import { intervalBar } from './interval-bar.ts';

const heads: readonly (readonly [column: ClassColumn, label: string, meaning: string])[] = [
  ['class', 'class', 'Name of the class'],
  ['n', 'images', 'Images of the class that were judged'],
  ['recall', 'recall', 'Of the images of the class, the share that was judged as it'],
  ['precision', 'precision', 'Of the images judged as the class, the share that is of it'],
  ['f1', 'F1', 'Harmonic mean of recall and precision'],
];

/**
 * What each class came to. Tells `order` with the order that was asked for, and `mistakes` with a class whose images are
 * wanted.
 */
@customElement('vlp-class-table')
export class ClassTable extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      .sort {
        padding: 2px 0;
        cursor: pointer;
        color: inherit;
        background: none;
        border: none;
        white-space: nowrap;
      }
      .sort:hover {
        color: var(--vscode-foreground);
      }
      .measured {
        display: grid;
        grid-template-columns: 96px 4.2em;
        align-items: center;
        gap: 0 8px;
      }
      .range {
        grid-column: 1 / -1;
        font-size: 0.9em;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) reports: readonly ClassReport[] = [];
  @property({ attribute: false }) order: ClassOrder = { column: 'recall', direction: 'ascending' };

  override render() {
    const { reports, order } = this;
    return html`<p class="hint">
        Bands are 95% intervals. Where two bands overlap, the order of the two classes may be chance.
        ${reports.some(({ recall }) => isWide(recall)) ? wideHint : nothing}
      </p>
      <div class="scroller" tabindex="0" role="region" aria-label="Classes">
        <table class="list">
          <thead>
            <tr>
              ${heads.map((head) => this.#head(...head))}
            </tr>
          </thead>
          <tbody>
            ${orderedClasses(reports, order).map((index) => this.#row(reports[index], index))}
          </tbody>
        </table>
      </div>`;
  }

  #head(column: ClassColumn, label: string, meaning: string) {
    const isSorted = this.order.column === column;
    const sign = this.order.direction === 'ascending' ? '▲' : '▼';
    return html`<th scope="col" aria-sort=${isSorted ? this.order.direction : 'none'}>
      <button class="sort" title=${meaning} @click=${() => this.#sort(column)}>
        ${label} <span aria-hidden="true">${isSorted ? sign : ''}</span>
      </button>
    </th>`;
  }

  #row(report: ClassReport | undefined, index: number) {
    if (!report) return nothing;
    const { class: name, recall, precision, f1 } = report;
    return html`<tr>
      <th scope="row">
        <button class="link" title="Show its mistakes and its wordings" @click=${() => this.#tell(index)}>${name}</button>
        ${isWide(recall) ? wideBadge : nothing}
      </th>
      <td class="figure">${recall.n}</td>
      ${[recall, precision, f1].map((estimate) => html`<td>${measured(estimate)}</td>`)}
    </tr>`;
  }

  #sort(column: ClassColumn): void {
    this.dispatchEvent(new CustomEvent<ClassOrder>('order', { detail: nextOrder(this.order, column) }));
  }

  #tell(index: number): void {
    this.dispatchEvent(new CustomEvent<number>('mistakes', { detail: index }));
  }
}

function measured(estimate: Estimate) {
  return html`<div class="measured">
    ${intervalBar(estimate)}<span>${valueWords(estimate)}</span>
    <span class="range muted">${rangeWords(estimate)}</span>
  </div>`;
}

const wideBadge = html`<span class="badge" title="The interval of its recall spans more than 30 points">few images</span>`;

const wideHint = html` Classes marked <em>few images</em> have too few for their recall to be told within 30 points.`;

declare global {
  interface HTMLElementTagNameMap {
    'vlp-class-table': ClassTable;
  }
}
