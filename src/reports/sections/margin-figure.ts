/** @file How far the right class was ahead of the likeliest other, image by image. */
import type { MarginHistogram } from '../../protocol/evaluation.ts';
import { type Html, html } from '../html.ts';

/** Units of the drawing, which is scaled. */
const width = 300;
const height = 140;

export function marginFigure({ counts, median }: MarginHistogram): Html | undefined {
  if (median === null) return undefined;
  const most = Math.max(...counts);
  const step = width / counts.length;
  const bars = counts.map((count, index) => {
    const tall = (count / most) * height;
    const from = -1 + (2 * index) / counts.length;
    const look = from < 0 ? 'wrong-fill' : 'right-fill';
    const range = `${from.toFixed(1)} to ${(from + 2 / counts.length).toFixed(1)}`;
    return html`<rect class="${look}" x="${(index * step + 1).toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${tall.toFixed(1)}"><title>${range}: ${count}</title></rect>`;
  });
  return html`<figure class="chart wide">
<figcaption>Margin of the right class</figcaption>
<svg viewBox="-1 -1 ${width + 2} ${height + 2}" role="img" aria-label="Histogram of margins; median ${median.toFixed(2)}">
${bars}<path class="frame" d="M0 ${height}H${width}"></path><path class="ideal" d="M${width / 2} 0V${height}"></path>
</svg>
<p class="quiet">Probability of the right class less that of the likeliest other, from −1 to 1: left of the line the judge
was wrong. Median <b>${median.toFixed(2)}</b>.</p>
</figure>`;
}
