import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PictureSide } from '../../protocol/comparison.ts';
import { pairLabel } from '../../protocol/texts/comparison-texts.ts';
import type { ShownPair, SideName } from '../../protocol/webviews/compare.ts';
import '../shared/tab-strip.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';
import { pairViewerStyle } from './pair-viewer-style.ts';
import { changeWords, scoreWords } from './pair-words.ts';

export type ViewMode = 'wipe' | 'beside' | 'blink';

const modes: readonly { readonly id: ViewMode; readonly label: string }[] = [
  { id: 'wipe', label: 'Slider' },
  { id: 'beside', label: 'Side by side' },
  { id: 'blink', label: 'Blink' },
];

/** Milliseconds that a picture is seen while blinking: slow enough to be safe for everybody. */
const beat = 700;

/**
 * Both pictures of a pair, large: wiped over each other by a slider, side by side, or in turn. Tells `step` with −1 or 1,
 * `mode`, `reveal`, `open` with a side, and `closed`.
 */
@customElement('vlp-pair-viewer')
export class PairViewer extends LitElement {
  static override readonly styles = [theme, buttons, pairViewerStyle];

  @property({ attribute: false }) pair!: ShownPair;
  @property() mode: ViewMode = 'wipe';
  @property() beforeLabel = '';
  @property() afterLabel = '';
  @state() private share = 50;
  @state() private shown: SideName = 'after';
  @query('.close') private closeButton!: HTMLElement;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#beat();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  async focusFirst(): Promise<void> {
    await this.updateComplete;
    this.closeButton.focus();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('mode')) this.#beat();
  }

  override render() {
    const { pair, mode } = this;
    const { before, after } = pair;
    const hasBoth = before?.file !== undefined && after?.file !== undefined;
    return html`<section aria-label=${`Pictures of ${pairLabel(pair)}`} @keydown=${this.#onKey}>
      <header>
        <h2>${pairLabel(pair)}</h2>
        <span class="steps">
          <button class="button bare" aria-label="Previous pair" title="Previous pair (P)" @click=${() => this.#step(-1)}>
            ${icon('previous')}
          </button>
          <button class="button bare" aria-label="Next pair" title="Next pair (N)" @click=${() => this.#step(1)}>
            ${icon('next')}
          </button>
          <button class="button bare close" aria-label="Close" title="Close (Escape)" @click=${this.#close}>
            ${icon('close')}
          </button>
        </span>
      </header>
      <p class="muted">${changeWords(pair)}</p>
      <p class="muted number">${scoreWords(pair)}</p>
      ${
        hasBoth
          ? html`<vlp-tabs
              label="How to look at them"
              .tabs=${modes}
              .selected=${mode}
              @select=${({ detail }: CustomEvent<ViewMode>) => this.#choose(detail)}
            ></vlp-tabs>`
          : nothing
      }
      ${hasBoth ? this.#views[mode](before.file ?? '', after.file ?? '') : this.#beside()}
      ${this.#prompts()}
    </section>`;
  }

  readonly #views: { readonly [M in ViewMode]: (before: string, after: string) => unknown } = {
    beside: () => this.#beside(),
    wipe: (before, after) => html`<div class="stack" ${cssVariables({ '--share': `${this.share}%` })}>
        <img src=${after} alt=${this.afterLabel} />
        <img class="over" src=${before} alt=${this.beforeLabel} />
        <span class="seam"></span>
        <input
          type="range"
          min="0"
          max="100"
          .value=${String(this.share)}
          aria-label=${`How much of ${this.beforeLabel} covers ${this.afterLabel}`}
          aria-valuetext=${`${this.share}%`}
          @input=${this.#onSlide}
        />
      </div>
      <p class="ends muted"><span>◂ ${this.beforeLabel}</span><span>${this.afterLabel} ▸</span></p>`,
    blink: (before, after) => html`<button class="stack blink" aria-label="Show the other picture" @click=${this.#flip}>
        <img src=${this.shown === 'before' ? before : after} alt="" />
      </button>
      <p class="muted ends"><span aria-live="off">${this.shown === 'before' ? this.beforeLabel : this.afterLabel}</span></p>`,
  };

  #beside() {
    const { before, after } = this.pair;
    return html`<div class="two">${this.#figure(before, this.beforeLabel, 'before')} ${this.#figure(after, this.afterLabel, 'after')}</div>`;
  }

  #figure(side: PictureSide | undefined, label: string, name: SideName) {
    return html`<figure>
      ${
        side?.file === undefined
          ? html`<div class="none muted">${side ? 'not drawn' : 'not asked for'}</div>`
          : html`<button class="picture" aria-label=${`Open the picture of ${label}`} @click=${() => this.#open(name)}>
              <img src=${side.file} alt=${label} />
            </button>`
      }
      <figcaption class="muted">${label}</figcaption>
    </figure>`;
  }

  #prompts() {
    const { before, after, asked } = this.pair;
    const side = after ?? before;
    if (!side) return nothing;
    const isSame = before?.prompt === after?.prompt;
    const old = !before || isSame ? nothing : html`<dt>Prompt before</dt><dd class="code">${before.prompt}</dd>`;
    return html`<dl>
        ${old}
        <dt>Prompt</dt>
        <dd class="code">${side.prompt}</dd>
        ${side.negative === '' ? nothing : html`<dt>Negative</dt><dd class="code">${side.negative}</dd>`}
        <dt>Seed</dt>
        <dd class="number">${before && asked.includes('seed') ? `${before.seed} → ` : ''}${side.seed}</dd>
      </dl>
      ${
        after
          ? html`<button class="button" @click=${() => this.dispatchEvent(new CustomEvent('reveal'))}>
              ${icon('line')} Line ${after.source.start.line + 1}
            </button>`
          : nothing
      }`;
  }

  /** Who asked their system for less motion turns the pictures by hand. */
  #beat(): void {
    clearInterval(this.#clock);
    if (this.mode !== 'blink' || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#clock = setInterval(() => this.#flip(), beat);
  }

  readonly #flip = (): void => {
    this.shown = this.shown === 'before' ? 'after' : 'before';
  };

  readonly #onSlide = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.share = Number(event.target.value);
  };

  #onKey(event: KeyboardEvent): void {
    const acts: Readonly<Record<string, () => void>> = {
      Escape: () => this.#close(),
      n: () => this.#step(1),
      p: () => this.#step(-1),
      s: () => this.#choose('wipe'),
      b: () => this.#choose('blink'),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #choose(detail: ViewMode): void {
    this.dispatchEvent(new CustomEvent<ViewMode>('mode', { detail }));
  }

  #step(detail: number): void {
    this.dispatchEvent(new CustomEvent<number>('step', { detail }));
  }

  #open(detail: SideName): void {
    this.dispatchEvent(new CustomEvent<SideName>('open', { detail }));
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-pair-viewer': PairViewer;
  }
}
