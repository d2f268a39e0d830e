import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Difference, LineContribution, SourceContributions } from '../../../protocol/evaluation.ts';
import { differenceWords, estimateWords, rangeWords, valueWords } from '../../shared/number-words.ts';
import { sections } from '../../shared/section-style.ts';
import { buttons, theme } from '../../shared/theme.ts';
import { intervalBar } from './interval-bar.ts';

/** What each line of the ensemble adds, the most helpful first. Tells `line` with an index into the lines. */
@customElement('vlp-contributions')
export class ContributionTable extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      .words {
        min-width: 15ch;
        max-width: 44ch;
      }
      .range {
        display: block;
        min-width: 15ch;
        font-size: 0.9em;
      }
      .both span {
        white-space: nowrap;
      }
      .both {
        display: flex;
        align-items: center;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) contributions!: SourceContributions;

  override render() {
    const { lines, n, of, accuracy } = this.contributions;
    const part = n < of ? ` It was measured on ${n} of ${of} images, which is what the time allows.` : '';
    return html`<p class="hint">
        All lines together: ${estimateWords(accuracy)}. The contribution of a line is that less what is measured without
        it, on the same images; where its interval holds 0, these images do not tell
        whether it helps.${part}
      </p>
      <div class="scroller" tabindex="0" role="region" aria-label="Lines">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">line</th>
              <th scope="col">contribution, points</th>
              <th scope="col">accuracy alone</th>
            </tr>
          </thead>
          <tbody>
            ${byContribution(lines).map((index) => this.#row(lines[index], index))}
          </tbody>
        </table>
      </div>`;
  }

  #row(line: LineContribution | undefined, index: number) {
    if (!line) return nothing;
    const { example, source, contribution, alone } = line;
    const at = source.start.line + 1;
    return html`<tr>
      <th scope="row" class="words">
        <button class="link" title="Reveal line ${at}" @click=${() => this.#tell(index)}>${example}</button>
        <span class="muted number">line ${at}</span>
      </th>
      <td>
        <div class="both">${differenceBar(contribution)}<span>${verdictOf(contribution)}</span></div>
        <span class="range muted">${differenceWords(contribution)}</span>
      </td>
      <td>
        <div class="both">${intervalBar(alone)}<span>${valueWords(alone)}</span></div>
        <span class="range muted">${rangeWords(alone)}</span>
      </td>
    </tr>`;
  }

  #tell(index: number): void {
    this.dispatchEvent(new CustomEvent<number>('line', { detail: index }));
  }
}

/** Indices of lines, the most helpful first; those that were not measured last. */
function byContribution(lines: readonly LineContribution[]): readonly number[] {
  const value = (index: number) => lines[index]?.contribution.value ?? Number.NEGATIVE_INFINITY;
  return lines.map((_, index) => index).sort((a, b) => value(b) - value(a) || a - b);
}

/** What an interval allows to say. */
function verdictOf({ low, high }: Difference): string {
  if (low === null || high === null) return 'not measured';
  if (low > 0) return 'helps';
  return high < 0 ? 'harms' : 'unclear';
}

const [width, height, range] = [96, 14, 0.1];

/** From −10 to +10 points with 0 in the middle; what is beyond ends at the edge. */
function differenceBar({ value, low, high }: Difference) {
  if (value === null || low === null || high === null) return nothing;
  const x = (share: number) => ((Math.max(-range, Math.min(range, share)) + range) / (2 * range)) * width;
  const extent = Math.max(1, x(high) - x(low));
  return html`<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <line x1=${width / 2} x2=${width / 2} y1="0" y2=${height} stroke="currentColor" opacity="0.4" />
    ${svg`<rect x=${x(low)} y="3.5" width=${extent} height="7" rx="1" fill="var(--vscode-charts-blue, #3794ff)" opacity="0.55" />`}
    <line x1=${x(value)} x2=${x(value)} y1="1" y2="13" stroke="currentColor" stroke-width="2" />
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-contributions': ContributionTable;
  }
}
