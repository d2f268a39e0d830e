/** @file A group of near-duplicates side by side: which of them is kept? */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReviewImage } from '../../../protocol/webviews/review.ts';
import type { ReviewAction } from '../../../protocol/webviews/review-keys.ts';
import { decisionMarks } from '../../shared/decision-marks.ts';
import { keyWords } from '../../shared/pressed-key.ts';
import { buttons, theme } from '../../shared/theme.ts';
import type { Act } from '../cull/image-panel.ts';
import { decisionSigns } from '../decision-signs.ts';
import type { KeyRouter } from '../keys/key-router.ts';
import type { ReviewedList } from '../list/reviewed-list.ts';
import { classWords, decisionWords, figure } from '../review-words.ts';
import { groupAt, type ImageGroup, placesIn } from './image-groups.ts';
import { pairsStyle } from './pairs-style.ts';
import { type Differences, differencesOf } from './setting-differences.ts';

/** Images that are asked for around the current one; larger groups come as they are scrolled through. */
const reach = 64;

/** Tells `act` with an `Act`, `go` with a place. */
@customElement('vlp-pairs-view')
export class PairsView extends LitElement {
  static override readonly styles = [theme, buttons, decisionMarks, pairsStyle];

  @property({ attribute: false }) list!: ReviewedList;
  /** Rises with whatever of the list is shown. */
  @property({ type: Number }) version = 0;
  @property({ attribute: false }) router!: KeyRouter;
  @query('.group') private cards!: HTMLElement | null;

  /** The one that is looked at; undefined until it came. */
  get group(): ImageGroup | undefined {
    return groupAt(this.list.current, (place) => this.list.at(place));
  }

  override focus(): void {
    this.cards?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('version')) this.list.look(this.list.current - reach, this.list.current + reach);
  }

  protected override updated(): void {
    this.renderRoot.querySelector('.card.current')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const { group, list } = this;
    if (!group) return html`<p class="empty muted" role="status">Looking for the group …</p>`;
    const places = placesIn(group);
    const images = places.flatMap((place) => list.at(place) ?? []);
    const first = images[0]?.group;
    const undecided = places.filter((place) => list.decisionOf(place).state === 'undecided').length;
    return html`<div class="bar">
        <strong class="number" role="status"
          >Group ${figure((first?.number ?? 0) + 1)} · ${places.length} images · ${undecided} undecided</strong
        >
        ${this.#button('keep-all', 'Keep all')} ${this.#button('tell-apart', 'Not duplicates')}
        <span class="spread"></span>
        ${this.#button('up', 'Previous group')} ${this.#button('down', 'Next group')}
      </div>
      <div class="group" tabindex="0" role="group" aria-label="Near-duplicates">
        ${this.#cards(places, images, differencesOf(images))}
      </div>`;
  }

  #cards(places: readonly number[], images: readonly ReviewImage[], differences: Differences) {
    return repeat(
      images,
      ({ number }) => number,
      (image, index) => this.#card(image, places[index] ?? 0, index, differences),
    );
  }

  #card(image: ReviewImage, place: number, index: number, { names, values }: Differences) {
    const { list } = this;
    const decision = list.decisionOf(place);
    const isCurrent = place === list.current;
    const classes = {
      card: true,
      current: isCurrent,
      [decision.state]: true,
      pixelated: Math.max(image.width, image.height) <= 128,
    };
    const key = this.router.keyOf('pairs', 'keep-best', index);
    return html`<figure class=${classMap(classes)} aria-label="Image ${index + 1} of the group, ${decisionWords(decision)}">
      <button class="picture" tabindex="-1" aria-label="Look at image ${index + 1}" @click=${() => this.#tell('go', place)}>
        <img src=${image.url} alt=${image.prompt ?? image.from} draggable="false" />${decisionSigns(decision)}
      </button>
      <figcaption>
        <button class="button" @click=${() => this.#tell<Act>('act', { action: 'keep-best', index })}>
          ${key === undefined ? nothing : html`<kbd aria-hidden="true">${keyWords(key)}</kbd>`} Keep this one
        </button>
        <p class="number">
          <span class="muted">${classWords(image)} · likeness</span> ${image.group?.likeness.toFixed(3)}
          ${image.score === undefined ? nothing : html`<span class="muted">· score</span> ${image.score.toFixed(3)}`}
        </p>
        <dl>
          ${names.map((name, column) => html`<dt class="muted">${name}</dt><dd>${values[index]?.[column]}</dd>`)}
        </dl>
      </figcaption>
    </figure>`;
  }

  #button(action: ReviewAction, words: string) {
    const key = this.router.keyOf('pairs', action);
    return html`<button class="button" @click=${() => this.#tell<Act>('act', { action, index: 0 })}>
      ${words} ${key === undefined ? nothing : html`<kbd aria-hidden="true">${keyWords(key)}</kbd>`}
    </button>`;
  }

  #tell<Detail>(name: string, detail: Detail): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-pairs-view': PairsView;
  }
}
