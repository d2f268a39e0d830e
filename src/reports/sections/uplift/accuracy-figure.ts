/** @file Accuracy over the number of shots, without and with drawn images. */
import { percent } from '../../../protocol/texts/figures.ts';
import type { ShotsPoint } from '../../../protocol/uplift.ts';
import { type Html, html } from '../../html.ts';

/** Units of the drawing, which is scaled. */
const width = 300;
const height = 160;

/** Undefined of one point: there is no curve. */
export function accuracyFigure(curve: readonly ShotsPoint[]): Html | undefined {
  if (curve.length < 2) return undefined;
  const shares = curve.flatMap(({ accuracy }) => [accuracy.without, accuracy.with]);
  // Below the least by a little, so that a flat curve is none on the axis.
  const least = Math.max(0, Math.floor((Math.min(...shares) - 0.01) * 20) / 20);
  const most = Math.ceil(Math.max(...shares) * 20) / 20;
  const x = (at: number) => ((at / (curve.length - 1)) * width).toFixed(1);
  const y = (share: number) => (((most - share) / Math.max(0.05, most - least)) * height).toFixed(1);
  const line = (which: 'without' | 'with') =>
    curve.map((point, at) => `${x(at)},${y(point.accuracy[which])}`).join(' ');
  const dots = (which: 'without' | 'with') =>
    curve.map(
      ({ shots, accuracy }, at) =>
        html`<circle cx="${x(at)}" cy="${y(accuracy[which])}" r="4" fill="${which === 'with' ? 'currentColor' : 'none'}" stroke="currentColor"><title>${shots} shots, ${which}: ${percent(accuracy[which])}</title></circle>`,
    );
  const labels = curve.map(
    ({ shots }, at) =>
      html`<text x="${x(at)}" y="${height + 20}" text-anchor="middle" font-size="12" fill="currentColor">${shots}</text>`,
  );
  const words = curve.map(
    ({ shots, accuracy }) => `${shots}: ${percent(accuracy.without)} without, ${percent(accuracy.with)} with`,
  );
  return html`<figure class="chart wide">
<figcaption>Accuracy over real images a class: ○ without, ● with drawn images</figcaption>
<svg viewBox="-40 -8 ${width + 56} ${height + 32}" role="img" aria-label="${words.join('; ')}">
<path class="frame" d="M0 0V${height}H${width}"></path>
<text x="-6" y="4" text-anchor="end" font-size="12" fill="currentColor">${percent(most)}</text>
<text x="-6" y="${height + 4}" text-anchor="end" font-size="12" fill="currentColor">${percent(least)}</text>
<polyline points="${line('without')}" fill="none" stroke="currentColor" stroke-dasharray="4 4"></polyline>
<polyline points="${line('with')}" fill="none" stroke="currentColor" stroke-width="2"></polyline>
${dots('without')}${dots('with')}${labels}
</svg>
</figure>`;
}
