/** @file Confidence against accuracy, bin by bin, with the number of images in each. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Calibration } from '../../../protocol/evaluation.ts';
import { percent } from '../../../protocol/texts/figures.ts';

type Bin = Calibration['bins'][number];

const [side, left, top, counts, bottom] = [300, 34, 22, 46, 40];
const [width, height] = [left + side + 16, top + side + counts + bottom];

/** A bar for each bin, up to its accuracy; a line to its confidence; below it, how many images it holds. */
export function reliabilityDiagram(bins: Calibration['bins']): TemplateResult {
  const most = Math.max(1, ...bins.map(({ n }) => n));
  return html`<svg
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="Reliability diagram: accuracy by confidence in ${bins.length} bins; the table below has its numbers"
  >
    ${axes()} ${bins.map((bin, index) => bar(bin, index, bins.length))}
    ${bins.map((bin, index) => countBar(bin, index, bins.length, most))}
    <line class="axis" x1=${left} y1=${y(0)} x2=${left + side} y2=${y(1)} stroke-dasharray="4 3" stroke-width="1.5" />
  </svg>`;
}

function axes() {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return svg`<rect class="axis" x=${left} y=${y(1)} width=${side} height=${side} fill="none" />
    ${ticks.map((tick) => svg`<text x=${left - 5} y=${y(tick) + 4} text-anchor="end">${tick * 100}</text>`)}
    ${ticks.map((tick) => svg`<text x=${left + tick * side} y=${height - 24} text-anchor="middle">${tick * 100}</text>`)}
    <text x="2" y="12">accuracy, %</text>
    <text x=${left + side} y=${height - 5} text-anchor="end">confidence, %</text>`;
}

function bar({ n, accuracy, confidence }: Bin, index: number, count: number) {
  if (accuracy === null || confidence === null) return nothing;
  const [x, extent] = [left + (index * side) / count, side / count];
  const words = `${percent(confidence)} sure on average, ${percent(accuracy)} right, n ${n}`;
  return svg`<g><title>${words}</title>
    <rect x=${x + 1} y=${y(accuracy)} width=${extent - 2} height=${accuracy * side}
      fill="var(--vscode-charts-blue, #3794ff)" opacity=${n < 10 ? 0.35 : 0.75} />
    <line x1=${x + 1} x2=${x + extent - 1} y1=${y(confidence)} y2=${y(confidence)} stroke="currentColor" stroke-width="2" />
  </g>`;
}

function countBar({ n }: Bin, index: number, count: number, most: number) {
  if (n === 0) return nothing;
  const [x, extent] = [left + (index * side) / count, side / count];
  const tall = Math.max(1, (n / most) * (counts - 18));
  const base = y(0) + counts;
  return svg`<g><title>n ${n}</title>
    <rect x=${x + 3} y=${base - tall} width=${extent - 6} height=${tall} fill="currentColor" opacity="0.45" />
    <text x=${x + extent / 2} y=${base - tall - 2} text-anchor="middle">${n}</text></g>`;
}

function y(share: number): number {
  return top + (1 - share) * side;
}
