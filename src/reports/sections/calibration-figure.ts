/** @file A reliability diagram: how sure the judge was, and how often it was right. */
import type { Calibration } from '../../protocol/evaluation.ts';
import { interval } from '../../protocol/texts/estimates.ts';
import { percent } from '../../protocol/texts/figures.ts';
import { type Html, html } from '../html.ts';

/** Units of the drawing, which is scaled. */
const side = 200;

export function calibrationFigure({ bins, error, temperature, errorAfter }: Calibration): Html | undefined {
  if (error.value === null) return undefined;
  const most = Math.max(...bins.map(({ n }) => n));
  const width = side / bins.length;
  const bars = bins.map(({ n, accuracy }, index) => {
    if (accuracy === null) return undefined;
    const height = accuracy * side;
    const range = `${percent(index / bins.length)} to ${percent((index + 1) / bins.length)}`;
    const opacity = (0.35 + (0.65 * n) / most).toFixed(2);
    return html`<rect x="${fixed(index * width + 1)}" y="${fixed(side - height)}" width="${fixed(width - 2)}" height="${fixed(height)}" opacity="${opacity}"><title>Sure of ${range}: right ${percent(accuracy)} of ${n}</title></rect>`;
  });
  return html`<figure class="chart">
<figcaption>Confidence and accuracy</figcaption>
<svg viewBox="-1 -1 ${side + 2} ${side + 2}" role="img" aria-label="Reliability diagram; expected calibration error ${percent(error.value)}">
<g class="right-fill">${bars}</g>
<path class="ideal" d="M0 ${side}L${side} 0"></path><path class="frame" d="M0 0V${side}H${side}"></path>
</svg>
<p class="quiet">Across: how sure the judge was, up: how often it was right; on the line both are the same. Stronger bars
hold more images. Expected calibration error <b>${percent(error.value)}</b> (n ${error.n}, ${interval(error)})${temperature !== null && html`; logits divided by ${temperature.toFixed(2)} would make it ${percent(errorAfter)} on these very images`}.</p>
</figure>`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}
