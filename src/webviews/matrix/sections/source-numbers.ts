import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Estimate } from '../../../protocol/evaluation.ts';
import type { MatrixSource } from '../../../protocol/webviews/matrix.ts';
import { rangeWords, valueWords } from '../../shared/number-words.ts';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { intervalBar } from './interval-bar.ts';

/** What a source came to as a whole: accuracy, balanced, among the first k, column by column, and what is not counted. */
@customElement('vlp-numbers')
export class SourceNumbers extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      details ul {
        margin: 4px 0 0 18px;
        overflow-wrap: anywhere;
      }
      summary {
        cursor: pointer;
      }
      details {
        margin-top: 10px;
      }
    `,
  ];

  @property({ attribute: false }) source!: MatrixSource;

  override render() {
    const { accuracy, balancedAccuracy, analysis, columns } = this.source;
    return html`<div class="scroller" tabindex="0" role="region" aria-label="Numbers">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">measure</th>
              <th scope="col" colspan="2">value</th>
              <th scope="col">n · 95% interval</th>
            </tr>
          </thead>
          <tbody>
            ${row('accuracy', accuracy)} ${row('balanced accuracy', balancedAccuracy, 'Mean of the recalls: every class counts alike')}
            ${analysis.topK.map((share, index) => (index === 0 ? nothing : row(`among the first ${index + 1}`, share)))}
            ${columns.map(({ label, accuracy: share }) => row(label, share, 'Accuracy on the images of this column'))}
          </tbody>
        </table>
      </div>
      ${this.#skipped()}`;
  }

  #skipped() {
    const { skipped } = this.source;
    if (skipped.length === 0) return nothing;
    return html`<details>
      <summary>Not counted: ${skipped.length}</summary>
      <ul>
        ${skipped.map(({ file, reason }) => html`<li><span class="code">${file}</span> <span class="muted">${reason}</span></li>`)}
      </ul>
    </details>`;
  }
}

function row(label: string, estimate: Estimate, meaning = '') {
  return html`<tr title=${meaning}>
    <th scope="row">${label}</th>
    <td>${intervalBar(estimate)}</td>
    <td class="figure">${valueWords(estimate)}</td>
    <td class="muted">${rangeWords(estimate)}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-numbers': SourceNumbers;
  }
}
