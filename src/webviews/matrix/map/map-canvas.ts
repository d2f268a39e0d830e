import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { theme } from '../../shared/theme.ts';
import { type MapPicture, paintMap } from './map-picture.ts';
import type { MapPoint } from './map-points.ts';
import { fittingView, isInside, type MapView, type Point, panned, toScreen, zoomedAt } from './map-view.ts';

export type MapTool = 'pan' | 'lasso';

/** What is painted, but for what the canvas knows itself. */
export type MapScene = Omit<MapPicture, 'view' | 'picked' | 'lasso'>;

/** A point under the pointer, and where that is. */
export interface HoveredPoint {
  readonly point: MapPoint;
  readonly at: Point;
}

/** Pixels within which a point is under the pointer. */
const reach = 9;

/**
 * A plane with points on a canvas: pan, zoom, a lasso, and the same by keyboard. Tells `picked` with points, and `hover`
 * with the point under the pointer, or none.
 */
@customElement('vlp-map-canvas')
export class MapCanvas extends LitElement {
  static override readonly styles = [
    theme,
    css`
      :host {
        display: block;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        color: var(--vscode-foreground);
        background-color: var(--vscode-editor-background);
        touch-action: none;
        cursor: crosshair;
      }
      canvas.pan {
        cursor: grab;
      }
      canvas:focus-visible {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) scene!: MapScene;
  @property() tool: MapTool = 'lasso';
  /** What there is to see, for those who do not. */
  @property() label = '';
  @state() private view: MapView | undefined;
  @state() private picked: ReadonlySet<MapPoint> = new Set();
  @state() private lasso: readonly Point[] = [];
  @query('canvas') private canvas!: HTMLCanvasElement;
  #hovered: MapPoint | undefined;
  #drag: { readonly tool: MapTool; last: Point; isMoved: boolean } | undefined;
  #isDue = false;
  readonly #resizes = new ResizeObserver(() => this.#resize());
  readonly #themes = new MutationObserver(() => this.#repaint());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#themes.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.canvas);
    // lit's listeners may not keep the page from scrolling.
    this.canvas.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
  }

  protected override updated(_: PropertyValues): void {
    this.#repaint();
  }

  override render() {
    return html`<canvas
      class=${this.tool}
      tabindex="0"
      role="application"
      aria-label=${this.label}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointerleave=${() => this.#hover(undefined)}
      @keydown=${this.#onKey}
    ></canvas>`;
  }

  /** Everything in view. */
  fit(): void {
    const { points, prompts } = this.scene;
    this.view = fittingView(
      [...points, ...prompts].map(({ place }) => place),
      this.#size,
    );
  }

  /** What is at a place of the screen stays there; without one, what is in the middle. */
  zoom(factor: number, at: Point = [this.#size.width / 2, this.#size.height / 2]): void {
    if (this.view) this.view = zoomedAt(this.view, this.#size, at, factor);
  }

  pickVisible(): void {
    const { view } = this;
    if (!view) return;
    const size = this.#size;
    const isInView = ([x, y]: Point) => x >= 0 && y >= 0 && x <= size.width && y <= size.height;
    this.pick(this.scene.points.filter(({ place }) => isInView(toScreen(view, size, place))));
  }

  /** Rings them, and tells of them. */
  pick(points: readonly MapPoint[]): void {
    this.picked = new Set(points);
    this.dispatchEvent(new CustomEvent<readonly MapPoint[]>('picked', { detail: points }));
  }

  get #size() {
    const { clientWidth, clientHeight } = this.canvas;
    return { width: clientWidth, height: clientHeight };
  }

  #resize(): void {
    const { width, height } = this.#size;
    this.canvas.width = width * window.devicePixelRatio;
    this.canvas.height = height * window.devicePixelRatio;
    if (!this.view) this.fit();
    this.#repaint();
  }

  #repaint(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#paint();
    });
  }

  #paint(): void {
    if (!this.isConnected || this.canvas.width === 0) return;
    if (!this.view) this.fit();
    const { view, scene, picked, lasso } = this;
    if (view) paintMap(this.canvas, getComputedStyle(this.canvas), { ...scene, view, picked, lasso });
  }

  #onWheel(event: WheelEvent): void {
    const isFocused = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === this.canvas;
    if (!event.ctrlKey && !isFocused) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, [event.offsetX, event.offsetY]);
  }

  #onDown(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    const at: Point = [event.offsetX, event.offsetY];
    const tool = event.button === 1 || event.shiftKey ? other(this.tool) : this.tool;
    this.#drag = { tool, last: at, isMoved: false };
    if (tool === 'lasso') this.lasso = [at];
  }

  #onMove(event: PointerEvent): void {
    const at: Point = [event.offsetX, event.offsetY];
    const drag = this.#drag;
    if (!drag) this.#hover(at);
    if (!drag || Math.hypot(at[0] - drag.last[0], at[1] - drag.last[1]) < 3) return;
    drag.isMoved = true;
    if (drag.tool === 'lasso') this.lasso = [...this.lasso, at];
    else if (this.view) this.view = panned(this.view, [at[0] - drag.last[0], at[1] - drag.last[1]]);
    drag.last = at;
  }

  #onUp(event: PointerEvent): void {
    const [drag, { lasso, view }] = [this.#drag, this];
    this.#drag = undefined;
    this.lasso = [];
    if (!drag || !view) return;
    const size = this.#size;
    const near = this.#nearest([event.offsetX, event.offsetY]);
    if (!drag.isMoved) this.pick(near ? [near] : []);
    else if (drag.tool === 'lasso')
      this.pick(this.scene.points.filter(({ place }) => isInside(toScreen(view, size, place), lasso)));
  }

  #onKey(event: KeyboardEvent): void {
    const step = 40;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#pan([step, 0]),
      ArrowRight: () => this.#pan([-step, 0]),
      ArrowUp: () => this.#pan([0, step]),
      ArrowDown: () => this.#pan([0, -step]),
      '+': () => this.zoom(1.4),
      '=': () => this.zoom(1.4),
      '-': () => this.zoom(1 / 1.4),
      '0': () => this.fit(),
      Enter: () => this.pickVisible(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #pan(by: Point): void {
    if (this.view) this.view = panned(this.view, by);
  }

  #hover(at: Point | undefined): void {
    const point = at && this.#nearest(at);
    if (point === this.#hovered) return;
    this.#hovered = point;
    const detail = point && at && { point, at };
    this.dispatchEvent(new CustomEvent<HoveredPoint | undefined>('hover', { detail }));
  }

  #nearest(at: Point): MapPoint | undefined {
    const { view } = this;
    if (!view) return undefined;
    const size = this.#size;
    let [best, least]: [MapPoint | undefined, number] = [undefined, reach];
    for (const point of this.scene.points) {
      const [x, y] = toScreen(view, size, point.place);
      const distance = Math.hypot(x - at[0], y - at[1]);
      if (distance < least) [best, least] = [point, distance];
    }
    return best;
  }
}

function other(tool: MapTool): MapTool {
  return tool === 'pan' ? 'lasso' : 'pan';
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-map-canvas': MapCanvas;
  }
}
