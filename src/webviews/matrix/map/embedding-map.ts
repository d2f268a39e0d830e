import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MatrixImage, MatrixImageId, MatrixMap, MatrixReport } from '../../../protocol/webviews/matrix.ts';
import { cssVariables } from '../../shared/css-variables.ts';
import { buttons, theme } from '../../shared/theme.ts';
import './map-canvas.ts';
import type { HoveredPoint, MapCanvas, MapScene, MapTool } from './map-canvas.ts';
import './map-legend.ts';
import { imagePoints, type MapPoint } from './map-points.ts';
import './map-table.ts';
import { sections } from '../../shared/section-style.ts';

/**
 * Images and class prompts in a plane. Tells `picked` with the images that were selected, and asks with `hover` for the
 * image under the pointer.
 */
@customElement('vlp-map')
export class EmbeddingMapView extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    sections,
    css`
      .frame {
        position: relative;
        height: clamp(320px, 62vh, 620px);
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--round);
      }
      vlp-map-canvas {
        height: 100%;
      }
      .hover {
        position: absolute;
        top: var(--y);
        left: var(--x);
        display: flex;
        gap: 8px;
        width: 250px;
        padding: 6px;
        overflow: hidden;
        pointer-events: none;
        background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-editorHoverWidget-border, var(--line));
        border-radius: var(--round);
      }
      .hover .thumbnail {
        flex: none;
        width: 64px;
        height: 64px;
        object-fit: contain;
        image-rendering: pixelated;
      }
    `,
  ];

  @property({ attribute: false }) report!: MatrixReport;
  @property({ attribute: false }) map!: MatrixMap;
  /** What is known of the image that was asked for last. */
  @property({ attribute: false }) hoverImage: MatrixImage | undefined;
  @state() private tool: MapTool = 'lasso';
  @state() private byPrediction = false;
  @state() private hiddenSources: ReadonlySet<number> = new Set();
  /** The class whose images are not faint. */
  @state() private onlyClass: number | undefined;
  @state() private hovered: HoveredPoint | undefined;
  @query('vlp-map-canvas') private canvas!: MapCanvas;
  #points: readonly MapPoint[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('map') || changed.has('hiddenSources')) {
      this.#points = imagePoints(this.map, (source) => !this.hiddenSources.has(source));
    }
  }

  override render() {
    const { report } = this;
    return html`${this.#tools()}
      <div class="frame">
        <vlp-map-canvas
          .scene=${this.#scene()}
          .tool=${this.tool}
          .label=${this.#label}
          @picked=${({ detail }: CustomEvent<readonly MapPoint[]>) => this.#tell(detail)}
          @hover=${({ detail }: CustomEvent<HoveredPoint | undefined>) => this.#hover(detail)}
        ></vlp-map-canvas>
        ${this.#hoverCard()}
      </div>
      <p class="hint">
        ${this.#explained()} ${this.map.notes.join(' ')} Filled signs are real images, hollow ones drawn, large and named
        ones class prompts. What is apart here is apart; what is near may not be. With the keyboard, in the map: arrows
        pan, + and − zoom, 0 fits, Enter selects what is in view.
      </p>
      <vlp-map-legend
        .classes=${report.classes}
        .points=${this.#points}
        .only=${this.onlyClass}
        @only=${this.#onOnly}
        @pick=${({ detail }: CustomEvent<number>) => this.#pickClass(detail)}
      ></vlp-map-legend>
      <vlp-map-table .classes=${report.classes} .points=${this.#points}></vlp-map-table>`;
  }

  #tools() {
    const { report } = this;
    return html`<div class="tools">
      <span>${this.#toolButton('lasso', 'Lasso')} ${this.#toolButton('pan', 'Pan')}</span>
      <span>
        <button class="button bare" aria-label="Zoom out" @click=${() => this.canvas.zoom(1 / 1.4)}>−</button>
        <button class="button bare" aria-label="Zoom in" @click=${() => this.canvas.zoom(1.4)}>+</button>
        <button class="button" @click=${() => this.canvas.fit()}>Fit</button>
      </span>
      <button class="button" @click=${() => this.canvas.pickVisible()}>Select what is in view</button>
      ${report.sources.length > 1 ? report.sources.map(({ name }, index) => this.#sourceBox(name, index)) : nothing}
      <label>
        <input type="checkbox" .checked=${this.byPrediction} @change=${this.#onColour} /> signs by what it was judged as
      </label>
    </div>`;
  }

  #toolButton(tool: MapTool, label: string) {
    const pick = () => {
      this.tool = tool;
    };
    return html`<button class="button" aria-pressed=${this.tool === tool} @click=${pick}>${label}</button>`;
  }

  #sourceBox(name: string, index: number) {
    const toggle = () => {
      const hidden = new Set(this.hiddenSources);
      if (!hidden.delete(index)) hidden.add(index);
      this.hiddenSources = hidden;
    };
    const isShown = !this.hiddenSources.has(index);
    return html`<label><input type="checkbox" .checked=${isShown} @change=${toggle} /> ${name}</label>`;
  }

  #scene(): MapScene {
    const { map, report, byPrediction, onlyClass } = this;
    return {
      points: this.#points,
      prompts: map.classes.map((place, index) => ({ place, label: report.classes[index] ?? '', class: index })),
      signOf: ({ actual, predicted }) => (byPrediction ? predicted : actual),
      isDrawn: (source) => report.sources[source]?.kind === 'recipe',
      isFaint: ({ actual }) => onlyClass !== undefined && actual !== onlyClass,
    };
  }

  get #label(): string {
    const { map, report } = this;
    const what = `${this.#points.length} images and ${report.classes.length} class prompts`;
    return `Map of ${what} by ${map.method.toUpperCase()}. Arrows pan, plus and minus zoom, Enter selects what is in view; the table below says where classes are.`;
  }

  #explained(): string {
    const { method, explained } = this.map;
    if (method === 'umap') return 'UMAP keeps neighbours together; how far groups are apart means little.';
    return explained === undefined ? '' : `The plane shows ${(explained * 100).toFixed(0)}% of the variance.`;
  }

  #hoverCard() {
    const { hovered, hoverImage, report, canvas } = this;
    if (!hovered) return nothing;
    const { actual, predicted, id } = hovered.point;
    const image = hoverImage?.id.source === id.source && hoverImage.id.image === id.image ? hoverImage : undefined;
    const how = actual === predicted ? 'judged rightly' : `judged as ${report.classes[predicted]}`;
    const [x, y] = hovered.at;
    const left = Math.max(4, Math.min(x + 14, canvas.clientWidth - 256));
    const top = y > canvas.clientHeight - 100 ? y - 96 : y + 14;
    return html`<div class="hover" ${cssVariables({ '--x': `${left}px`, '--y': `${top}px` })}>
      ${image ? html`<img class="thumbnail" src=${image.url} alt="" />` : html`<span class="thumbnail"></span>`}
      <span><strong>${report.classes[actual]}</strong><br />${how}<br /><span class="muted">${image?.label}</span></span>
    </div>`;
  }

  #hover(hovered: HoveredPoint | undefined): void {
    this.hovered = hovered;
    if (hovered) this.dispatchEvent(new CustomEvent<MatrixImageId>('hover', { detail: hovered.point.id }));
  }

  #tell(points: readonly MapPoint[]): void {
    this.dispatchEvent(new CustomEvent<readonly MapPoint[]>('picked', { detail: points }));
  }

  #pickClass(index: number): void {
    this.canvas.pick(this.#points.filter(({ actual }) => actual === index));
  }

  #onOnly({ detail }: CustomEvent<number | undefined>): void {
    this.onlyClass = detail;
  }

  #onColour(): void {
    this.byPrediction = !this.byPrediction;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-map': EmbeddingMapView;
  }
}
