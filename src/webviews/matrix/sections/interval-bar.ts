/** @file A share and its interval as a small drawing; the numbers stand beside it in words. */
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Estimate } from '../../../protocol/evaluation.ts';

const [width, height] = [96, 14];

/** Track from 0 to 1, the interval as a band, the value as a line across. Empty where nothing was measured. */
export function intervalBar({ value, low, high }: Estimate): TemplateResult | typeof nothing {
  if (value === null || low === null || high === null) return nothing;
  return html`<svg class="interval" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <rect x="0" y="6" width=${width} height="2" fill="currentColor" opacity="0.2" />
    ${band(low, high)}
    <line x1=${value * width} x2=${value * width} y1="1" y2="13" stroke="currentColor" stroke-width="2" />
  </svg>`;
}

function band(low: number, high: number): SVGTemplateResult {
  const extent = Math.max(1, (high - low) * width);
  return svg`<rect x=${low * width} y="3.5" width=${extent} height="7" rx="1" fill="var(--vscode-charts-blue, #3794ff)" opacity="0.55" />`;
}
