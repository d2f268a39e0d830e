/** @file How far ahead the true class is of its strongest rival, image by image. */
import { html, svg, type TemplateResult } from 'lit';
import type { MarginHistogram } from '../../../protocol/evaluation.ts';

const [plot, tall, left, bottom] = [400, 130, 8, 20];
const [width, height] = [left * 2 + plot, 16 + tall + bottom];

/** Images right of the middle were judged rightly, the others wrongly: those are hatched. */
export function marginHistogram({ counts, median }: MarginHistogram): TemplateResult {
  const most = Math.max(1, ...counts);
  return html`<svg
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="Histogram of margins; the table below has its numbers"
  >
    <defs>
      <pattern id="wrong" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="5" stroke="var(--vscode-charts-yellow, #cca700)" stroke-width="3.5" />
      </pattern>
    </defs>
    ${counts.map((count, index) => bar(count, index, counts.length, most))}
    <line class="axis" x1=${left} x2=${left + plot} y1=${16 + tall} y2=${16 + tall} />
    ${[-1, -0.5, 0, 0.5, 1].map((tick) => svg`<text x=${x(tick)} y=${height - 5} text-anchor="middle">${signed(tick)}</text>`)}
    ${median === null ? '' : medianLine(median)}
  </svg>`;
}

/** The range of a part, for tables. @param of how many parts there are */
export function marginRange(index: number, of: number): string {
  const step = 2 / of;
  return `${signed(-1 + index * step)} to ${signed(-1 + (index + 1) * step)}`;
}

function bar(count: number, index: number, of: number, most: number) {
  const extent = plot / of;
  const high = (count / most) * tall;
  const fill = index < of / 2 ? 'url(#wrong)' : 'var(--vscode-charts-blue, #3794ff)';
  return svg`<g><title>${marginRange(index, of)}: n ${count}</title>
    <rect x=${left + index * extent + 1} y=${16 + tall - high} width=${extent - 2} height=${high} fill=${fill} />
    ${count === 0 ? '' : svg`<text x=${left + (index + 0.5) * extent} y=${12 + tall - high} text-anchor="middle">${count}</text>`}
  </g>`;
}

function medianLine(median: number) {
  return svg`<g><title>median ${signed(Number(median.toFixed(2)))}</title>
    <line x1=${x(median)} x2=${x(median)} y1="16" y2=${16 + tall} stroke="currentColor" stroke-width="2" stroke-dasharray="3 2" /></g>`;
}

function x(margin: number): number {
  return left + ((margin + 1) / 2) * plot;
}

function signed(margin: number): string {
  const rounded = Number(margin.toFixed(2));
  return rounded < 0 ? `−${-rounded}` : String(Math.abs(rounded));
}
