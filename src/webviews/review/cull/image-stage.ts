/** @file One image as large as there is room, or enlarged; alone, or with the real one that is nearest to it. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ImageDecision } from '../../../protocol/decisions.ts';
import type { HeatMap } from '../../../protocol/image-sets.ts';
import type { RealNeighbour, ReviewImage } from '../../../protocol/webviews/review.ts';
import { cssVariables } from '../../shared/css-variables.ts';
import { DragPan } from '../../shared/drag-pan.ts';
import { theme } from '../../shared/theme.ts';
import type { Difference } from './differences.ts';
import './heat-map.ts';
import { imageStageStyle } from './image-stage-style.ts';
import { type Extent, isPixelated, scaleOf, scrollAfter, type Zoom, zoomed } from './stage-zoom.ts';

/** Tells `zoom` with a `Zoom`. */
@customElement('vlp-image-stage')
export class ImageStage extends LitElement {
  static override readonly styles = [theme, imageStageStyle];

  /** Absent until it came. */
  @property({ attribute: false }) image: ReviewImage | undefined;
  /** Decoded already, where there was time. */
  @property({ attribute: false }) picture: HTMLImageElement | undefined;
  @property({ attribute: false }) decision!: ImageDecision;
  @property() words = '';
  @property({ attribute: false }) zoom: Zoom = 'fit';
  @property() difference: Difference = 'none';
  @property({ attribute: false }) real: RealNeighbour | undefined;
  @property({ attribute: false }) heat: HeatMap | undefined;
  /** Pixels inside the frame. */
  @state() private room: Extent = { width: 1, height: 1 };
  @query('.stage') private stage!: HTMLElement;
  readonly #pan = new DragPan(() => this.stage);
  readonly #observer = new ResizeObserver(() => this.#measure());

  override focus(): void {
    this.stage.focus({ preventScroll: true });
  }

  /** Larger or smaller by a step, about a point; absent: about the middle. */
  step(by: 1 | -1, at: { readonly x: number; readonly y: number } = this.#middle): void {
    this.#zoomTo(zoomed(this.#scale, by), at);
  }

  /** Goes to a size about the middle. */
  zoomTo(zoom: Zoom): void {
    this.#zoomTo(zoom, this.#middle);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override firstUpdated(): void {
    this.#measure();
    this.#observer.observe(this.stage);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('difference')) this.#measure();
  }

  override render() {
    const { image, decision, difference } = this;
    const isBeside = difference === 'beside' && this.real !== undefined;
    return html`<div
      class="stage ${decision.state} ${this.zoom === 'fit' ? '' : 'zoomed'}"
      tabindex="0"
      role="group"
      aria-label=${this.words}
      @wheel=${this.#onWheel}
      @pointerdown=${this.#pan.down}
    >
      ${image ? html`<div class="pair">${this.#drawn(image)} ${isBeside ? this.#realBeside(image) : nothing}</div>` : nothing}
    </div>`;
  }

  #drawn(image: ReviewImage) {
    const { difference, real, heat } = this;
    const layer = difference === 'over' || difference === 'blink' ? real : undefined;
    return html`<div class="canvas ${layer ? difference : ''} ${this.#look}" ${this.#extent(image)}>
      ${this.#picture(image)}
      ${layer ? html`<img class="real" src=${layer.url} alt="Nearest real image, ${layer.class}" draggable="false" />` : nothing}
      ${heat ? html`<vlp-heat class="heat" .map=${heat}></vlp-heat>` : nothing}
    </div>`;
  }

  #picture(image: ReviewImage) {
    const { picture } = this;
    const alt = image.prompt ?? image.from;
    if (!picture) return html`<img src=${image.url} alt=${alt} draggable="false" />`;
    picture.alt = alt;
    return picture;
  }

  #realBeside(image: ReviewImage) {
    const { real } = this;
    if (!real) return nothing;
    return html`<div class="canvas ${this.#look}" ${this.#extent(image)}>
      <img src=${real.url} alt="Nearest real image, ${real.class}" draggable="false" />
    </div>`;
  }

  get #look(): string {
    return this.image && isPixelated(this.image, this.#scale) ? 'pixelated' : '';
  }

  #extent({ width, height }: ReviewImage) {
    const scale = this.#scale;
    return cssVariables({ '--width': `${width * scale}px`, '--height': `${height * scale}px` });
  }

  get #scale(): number {
    return this.image ? scaleOf(this.zoom, this.image, this.room) : 1;
  }

  get #middle() {
    return { x: this.room.width / 2, y: this.room.height / 2 };
  }

  #measure(): void {
    if (!this.stage) return;
    const { clientWidth, clientHeight } = this.stage;
    // The gap between two beside each other, and the space around them, are no room.
    const width = this.difference === 'beside' ? (clientWidth - 36) / 2 : clientWidth - 24;
    const room = { width: Math.max(1, width), height: Math.max(1, clientHeight - 24) };
    if (room.width !== this.room.width || room.height !== this.room.height) this.room = room;
  }

  readonly #onWheel = (event: WheelEvent): void => {
    if (event.deltaY === 0 || !this.image) return;
    event.preventDefault();
    const { left, top } = this.stage.getBoundingClientRect();
    this.step(event.deltaY < 0 ? 1 : -1, { x: event.clientX - left, y: event.clientY - top });
  };

  #zoomTo(zoom: Zoom, { x, y }: { readonly x: number; readonly y: number }): void {
    const { image, stage, room } = this;
    if (!image) return;
    const before = this.#scale;
    const after = scaleOf(zoom, image, room);
    const { scrollLeft, scrollTop } = stage;
    this.zoom = zoom;
    this.dispatchEvent(new CustomEvent<Zoom>('zoom', { detail: zoom }));
    void this.updateComplete.then(() => {
      stage.scrollTo(
        scrollAfter({ image: image.width, room: room.width, scroll: scrollLeft, at: x }, before, after),
        scrollAfter({ image: image.height, room: room.height, scroll: scrollTop, at: y }, before, after),
      );
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-image-stage': ImageStage;
  }
}
