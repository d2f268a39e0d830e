import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { HeatMap } from '../../../protocol/image-sets.ts';
import { heatPixels } from './heat-colours.ts';

/** A heat map, as large as the element: to lie over the image that it is about. */
@customElement('vlp-heat')
export class HeatLayer extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      opacity: 0.6;
      pointer-events: none;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
      /* One square a part: what lies between them was not measured. */
      image-rendering: pixelated;
    }
  `;

  @property({ attribute: false }) map!: HeatMap;
  @query('canvas') private canvas!: HTMLCanvasElement;

  override render() {
    const { class: name, rows, columns } = this.map;
    return html`<canvas role="img" aria-label="Parts of the image that speak for ${name}" width=${columns} height=${rows}></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('map')) return;
    const { rows, columns, values } = this.map;
    this.canvas.getContext('2d')?.putImageData(new ImageData(heatPixels(values), columns, rows), 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-heat': HeatLayer;
  }
}
