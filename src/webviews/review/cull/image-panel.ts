/** @file What is known of one image, and all that can be decided about it, for the mouse and for the eye. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import type { ImageDecision } from '../../../protocol/decisions.ts';
import type { ReviewImage } from '../../../protocol/webviews/review.ts';
import type { ReviewAction } from '../../../protocol/webviews/review-keys.ts';
import { factList, factStyles } from '../../shared/fact-list.ts';
import { type IconName, icon } from '../../shared/icons.ts';
import { keyWords } from '../../shared/pressed-key.ts';
import { buttons, theme } from '../../shared/theme.ts';
import type { KeyRouter } from '../keys/key-router.ts';
import { classWords, factsOf, teamWords } from '../review-words.ts';
import { imagePanelStyle } from './image-panel-style.ts';

/** What was pressed; `index`: which class, star or image. */
export interface Act {
  readonly action: ReviewAction;
  readonly index: number;
}

const stars = [1, 2, 3, 4, 5];

/** Classes that a digit stands for. */
const withKeys = 9;

/** Tells `act` with an `Act`, `untag` with a tag. */
@customElement('vlp-image-panel')
export class ImagePanel extends LitElement {
  static override readonly styles = [theme, buttons, factStyles, imagePanelStyle];

  @property({ attribute: false }) image: ReviewImage | undefined;
  @property({ attribute: false }) decision!: ImageDecision;
  /** Where it is, and what was decided. */
  @property() place = '';
  @property({ attribute: false }) classes: readonly string[] = [];
  /** Whose word is shown as one's own. */
  @property() reviewer = '';
  @property({ type: Boolean }) canRedraw = false;
  @property({ attribute: false }) router!: KeyRouter;

  override render() {
    const { image } = this;
    return html`<div>
        <h2>${image ? classWords(image) : nothing}</h2>
        <p class="muted number" role="status">${this.place}</p>
      </div>
      ${this.#acts()} ${this.#stars(image)} ${this.#classes(image)}
      ${image ? html`${this.#said(image)} ${this.#made(image)}` : nothing}`;
  }

  #acts() {
    const { state, isFlagged } = this.decision;
    return html`<div class="acts" role="group" aria-label="Decide">
      ${this.#act('accept', 'Accept', 'passed', state === 'kept')}
      ${this.#act('reject', 'Reject', 'failed', state === 'rejected')} ${this.#act('pin', 'Pin', 'pin', isFlagged)}
    </div>`;
  }

  #act(action: ReviewAction, words: string, sign: IconName, isPressed: boolean) {
    return html`<button class="button" title=${this.#titled(words, action)} aria-pressed=${isPressed} @click=${() => this.#tell(action)}>
      ${icon(sign)} ${words}
    </button>`;
  }

  #stars(image: ReviewImage | undefined) {
    const rating = image?.own.rating ?? 0;
    return html`<div class="stars" role="group" aria-label="Rating, ${rating} of 5">
      ${stars.map(
        (star) => html`<button
          class="button bare ${star <= rating ? 'on' : ''}"
          aria-pressed=${star <= rating}
          aria-label=${star === 1 ? '1 star' : `${star} stars`}
          title=${this.#titled(star === 1 ? '1 star' : `${star} stars`, 'rate', star - 1)}
          @click=${() => (star === rating ? this.#tell('unrate') : this.#tell('rate', star - 1))}
        >
          ${icon(star <= rating ? 'starred' : 'star')}
        </button>`,
      )}
    </div>`;
  }

  #classes(image: ReviewImage | undefined) {
    const { classes } = this;
    if (classes.length < 2) return nothing;
    const shows = image?.label ?? image?.class;
    return html`<div class="classes" role="group" aria-label="It shows">
      ${classes.slice(0, withKeys).map((name, index) => {
        const key = this.router.keyOf('cull', 'relabel', index);
        return html`<button
          class="class ${classMap({ label: name === image?.label && name !== image.class })}"
          aria-pressed=${name === shows}
          title=${name}
          @click=${() => this.#tell('relabel', index)}
        >
          ${key === undefined ? nothing : html`<kbd aria-hidden="true">${keyWords(key)}</kbd>`}<span>${name}</span>
        </button>`;
      })}
      ${classes.length > withKeys ? this.#others(shows) : nothing}
    </div>`;
  }

  /** Classes that no digit stands for. */
  #others(shows: string | undefined) {
    const others = this.classes.slice(withKeys);
    const choose = ({ currentTarget }: Event & { readonly currentTarget: HTMLSelectElement }) =>
      this.#tell('relabel', Number(currentTarget.value));
    return html`<select
      class="others ${classMap({ chosen: shows !== undefined && others.includes(shows) })}"
      aria-label="It shows another class"
      @change=${choose}
    >
      <option value="" disabled .selected=${live(shows === undefined || !others.includes(shows))}>another …</option>
      ${others.map((name, at) => html`<option value=${withKeys + at} .selected=${live(name === shows)}>${name}</option>`)}
    </select>`;
  }

  #said(image: ReviewImage) {
    const { why, tags, note } = image.own;
    const team = teamWords(image, this.reviewer);
    return html`${
      tags.length === 0
        ? nothing
        : html`<p class="tags" aria-label="Tags">
            ${tags.map(
              (
                tag,
              ) => html`<button class="tag" title="Take the tag off" aria-label="Take the tag ${tag} off" @click=${() => this.#untag(tag)}>
                ${tag} ${icon('close', 10)}
              </button>`,
            )}
          </p>`
    }
    ${why.length === 0 ? nothing : html`<p><span class="muted">Because</span> ${why.join(', ')}</p>`}
    ${note === undefined || note === '' ? nothing : html`<p class="note">${note}</p>`}
    ${team === '' ? nothing : html`<p class="team ${image.team?.isDisputed ? 'disputed' : ''}">${image.team?.isDisputed ? icon('warning') : nothing} ${team}</p>`}`;
  }

  #made(image: ReviewImage) {
    return html`${image.prompt === undefined ? nothing : html`<p class="prompt">${image.prompt}</p>`} ${factList(factsOf(image))}
      <div class="acts">
        ${this.#small('note', 'Note', 'note')} ${this.#small('tag', 'Tag', 'tag')} ${this.#small('open-file', 'Open', 'image')}
        ${image.key === undefined ? nothing : html`${this.#small('reveal', 'Its line', 'line')} ${this.canRedraw ? this.#small('redraw', 'Redraw', 'dice') : nothing}`}
      </div>`;
  }

  #small(action: ReviewAction, words: string, sign: IconName) {
    return html`<button class="button bare worded" title=${this.#titled(words, action)} @click=${() => this.#tell(action)}>
      ${icon(sign)} ${words}
    </button>`;
  }

  #titled(words: string, action: ReviewAction, index = 0): string {
    const key = this.router.keyOf('cull', action, index);
    return key === undefined ? words : `${words} (${keyWords(key)})`;
  }

  #tell(action: ReviewAction, index = 0): void {
    this.dispatchEvent(new CustomEvent<Act>('act', { detail: { action, index } }));
  }

  #untag(detail: string): void {
    this.dispatchEvent(new CustomEvent<string>('untag', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-image-panel': ImagePanel;
  }
}
