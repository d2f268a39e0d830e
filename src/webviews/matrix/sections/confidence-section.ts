import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Calibration, MarginHistogram } from '../../../protocol/evaluation.ts';
import { percent } from '../../../protocol/texts/figures.ts';
import type { MatrixSource } from '../../../protocol/webviews/matrix.ts';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { errorWords, temperatureWords } from '../matrix-words.ts';
import { marginHistogram, marginRange } from './margin-histogram.ts';
import { reliabilityDiagram } from './reliability-diagram.ts';

/** Whether the judge is as often right as it is sure, and how far ahead it is. */
@customElement('vlp-confidence')
export class ConfidenceSection extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      .charts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 48px;
      }
      summary {
        margin: 6px 0;
        cursor: pointer;
      }
      svg {
        max-width: 100%;
        height: auto;
      }
      .said {
        max-width: 72ch;
      }
    `,
  ];

  @property({ attribute: false }) source!: MatrixSource;

  override render() {
    const { calibration, margins } = this.source.analysis;
    return html`<div class="charts">
      <section>
        <h3>Calibration</h3>
        <p class="said number">${errorWords(calibration.error)}</p>
        <p class="hint">
          Bars: how often images in a bin of confidence were judged rightly. Short lines: how sure the judge was. On the
          diagonal both agree. Below, images a bin: pale bars have fewer than ten and say little.
        </p>
        ${reliabilityDiagram(calibration.bins)}
        <p class="said number">${temperatureWords(calibration)}</p>
        ${binTable(calibration.bins)}
      </section>
      <section>
        <h3>Margins</h3>
        <p class="said number">${medianWords(margins)}</p>
        <p class="hint">
          Probability of the true class less that of its strongest rival. Left of 0, hatched, the judge was wrong; near 0
          a word may tip it.
        </p>
        ${marginHistogram(margins)} ${marginTable(margins)}
      </section>
    </div>`;
  }
}

function medianWords({ median, counts }: MarginHistogram): string {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return median === null ? 'No image was judged.' : `Median ${median.toFixed(2)} (n ${n}).`;
}

function binTable(bins: Calibration['bins']) {
  const share = (value: number | null) => (value === null ? '–' : percent(value));
  return html`<details>
    <summary>Numbers</summary>
    <table class="list">
      <thead>
        <tr>
          <th scope="col">bin</th>
          <th scope="col" class="figure">n</th>
          <th scope="col" class="figure">confidence</th>
          <th scope="col" class="figure">accuracy</th>
        </tr>
      </thead>
      <tbody>
        ${bins.map(
          ({ n, confidence, accuracy }, index) => html`<tr>
            <th scope="row">${percent(index / bins.length)} – ${percent((index + 1) / bins.length)}</th>
            <td class="figure">${n}</td>
            <td class="figure">${share(confidence)}</td>
            <td class="figure">${share(accuracy)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function marginTable({ counts }: MarginHistogram) {
  return html`<details>
    <summary>Numbers</summary>
    <table class="list">
      <thead>
        <tr>
          <th scope="col">margin</th>
          <th scope="col" class="figure">n</th>
        </tr>
      </thead>
      <tbody>
        ${counts.map(
          (count, index) => html`<tr>
            <th scope="row">${marginRange(index, counts.length)}</th>
            <td class="figure">${count}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-confidence': ConfidenceSection;
  }
}
