import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { SourceSpan } from '../../language/plan/plan.ts';
import type { Candidate, PromptPiece } from '../../protocol/webviews/grid.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { factList, factStyles } from '../shared/fact-list.ts';
import { type IconName, icon } from '../shared/icons.ts';
import { buttons, theme } from '../shared/theme.ts';
import type { GridAction } from './grid-keys.ts';
import { scoreFacts, tileWords } from './grid-words.ts';
import type { ImageSubject } from './image-subject.ts';
import { panelStyles } from './panel-styles.ts';

export type PanelAction = GridAction | 'previous' | 'next' | 'enlarge';

/** One image beside the grid: its words with where each came from, what was decided, everything that made it. */
@customElement('vlp-detail-panel')
export class DetailPanel extends LitElement {
  static override readonly styles = [theme, buttons, factStyles, panelStyles];

  @property({ attribute: false }) subject!: ImageSubject;
  /** Images that are selected together; actions concern all of them. */
  @property({ type: Number }) selected = 1;

  override render() {
    const { subject } = this;
    return html`<section aria-label="Details of the image">
      ${this.#head(subject)}
      <div class="body">${this.#picture(subject)}<div class="rest">${this.#rest(subject)}</div></div>
    </section>`;
  }

  #rest(subject: ImageSubject) {
    return html`${this.#decisions(subject)}
      ${subject.image.reason === undefined ? nothing : html`<p class="failure">${subject.image.reason}</p>`}
      ${this.#words(subject)} ${this.#actions(subject)} ${this.#candidates(subject)} ${this.#facts(subject)}`;
  }

  #head({ heading, image }: ImageSubject) {
    const title = this.selected > 1 ? `${this.selected} images` : heading || `seed ${image.seed}`;
    return html`<header>
      <h2>${title}</h2>
      ${this.#bare('previous', 'Previous image (←)', 'previous')} ${this.#bare('next', 'Next image (→)', 'next')}
      ${this.#bare('enlarge', 'Show large (Enter)', 'enlarge')} ${this.#bare('leave', 'Close (Esc)', 'close')}
    </header>`;
  }

  #picture({ image, width, height }: ImageSubject) {
    const classes = { picture: true, pixelated: Math.max(width, height) <= 128 };
    const words = tileWords({ state: image.state, image, decision: undefined });
    return html`<button class=${classMap(classes)} aria-label=${`Show large: ${words}`} @click=${() => this.#act('enlarge')} ${cssVariables({ '--ratio': `${width} / ${height}` })}>
      ${image.url === undefined ? html`<span class="muted">Not drawn yet</span>` : html`<img src=${image.url} alt="" />`}
    </button>`;
  }

  #decisions({ decision, image }: ImageSubject) {
    const isMissing = image.state !== 'done' && this.selected < 2;
    const button = (action: GridAction, label: string, sign: IconName, isPressed: boolean) =>
      html`<button class="button" aria-pressed=${isPressed} ?disabled=${isMissing} @click=${() => this.#act(action)}>${icon(sign)} ${label}</button>`;
    return html`<div class="actions" role="group" aria-label="Decide">
      ${button('keep', 'Keep', 'passed', decision?.state === 'kept')}
      ${button('exclude', 'Exclude', 'failed', decision?.state === 'rejected')}
      ${button('pin', 'Pin', 'pin', decision?.isFlagged === true)}
    </div>`;
  }

  #words({ details, image }: ImageSubject) {
    const prompt = details?.prompt ?? [{ text: image.prompt }];
    const negative = details?.negative ?? [];
    return html`<p class="prompt">${prompt.map((piece) => this.#piece(piece))}</p>
      ${negative.length === 0 ? nothing : html`<p class="prompt"><span class="muted">not </span>${negative.map((piece) => this.#piece(piece))}</p>`}`;
  }

  #piece({ text, span, origin }: PromptPiece) {
    if (!span) return text;
    const title = `${origin ?? span.file}, line ${span.start.line + 1}: click to select it in the editor`;
    return html`<button
      class="piece"
      title=${title}
      @click=${() => this.#tell('reveal-span', span)}
      @pointerenter=${() => this.#tell('point', span)}
      @pointerleave=${() => this.#tell('point', undefined)}
      @focus=${() => this.#tell('point', span)}
      @blur=${() => this.#tell('point', undefined)}
    >${text}</button>`;
  }

  #actions({ image, details, isRedrawing }: ImageSubject) {
    const isDrawn = image.state === 'done';
    const line = details === undefined ? '' : ` ${details.line}`;
    return html`<div class="actions">
      <button class="button" title="Select its line in the editor (L)" @click=${() => this.#act('reveal')}>${icon('line')} Line${line}</button>
      <button class="button" ?disabled=${isRedrawing} title="Draw it again with a new seed, beside the recipe (R)" @click=${() => this.#act('redraw')}>
        ${icon('dice')} ${isRedrawing ? 'Drawing …' : 'New seed'}
      </button>
      <button class="button" ?disabled=${isRedrawing || !isDrawn} title="Exclude it, and draw another in its place (Shift+R)" @click=${() => this.#act('replace')}>
        ${icon('dice')} ${isRedrawing ? 'Drawing …' : 'Reject and redraw…'}
      </button>
      <button class="button" title="Copy its seed (C)" @click=${() => this.#act('copy-seed')}>${icon('copy')} Seed</button>
      <button class="button" title="Copy it as infotext (I)" @click=${() => this.#act('copy-infotext')}>${icon('copy')} Infotext</button>
      <button class="button" title="Copy its settings, as they are written in a recipe (S)" @click=${() => this.#act('copy-settings')}>
        ${icon('copy')} Settings
      </button>
      <button class="button" title="Copy it in another form (Shift+C)" @click=${() => this.#act('copy-as')}>${icon('copy')} Copy as…</button>
      <button class="button" ?disabled=${!isDrawn} title="Open the image (O)" @click=${() => this.#act('open-file')}>${icon('image')} Open</button>
    </div>`;
  }

  #candidates({ candidates, details, width, height }: ImageSubject) {
    const isSmall = Math.max(width, height) <= 128;
    return html`${this.#candidateList('Drawn in its place: images of the recipe', details?.inPlace ?? [], isSmall)}
      ${this.#candidateList('Other seeds, kept beside the recipe', candidates, isSmall)}`;
  }

  #candidateList(title: string, candidates: readonly Candidate[], isSmall: boolean) {
    if (candidates.length === 0) return nothing;
    const one = ({ seed, url, prompt }: Candidate) => html`<li>
      <img class=${isSmall ? 'pixelated' : ''} src=${url} title=${prompt ?? nothing} alt=${`${prompt ?? 'The same words'} with seed ${seed}`} />
      <button class="button" title="Copy this seed, to write it into the recipe" @click=${() => this.#tell('copy-candidate', seed)}>${icon('copy')} ${seed}</button>
    </li>`;
    return html`<div>
      <h3 class="muted">${title}</h3>
      <ul class="candidates">${candidates.map(one)}</ul>
    </div>`;
  }

  #facts({ details, score, classes, image }: ImageSubject) {
    const facts = [['seed', String(image.seed)] as const, ...(details?.settings ?? [])];
    const provenance = [
      ...(details?.provenance ?? []),
      ...(image.isReused ? [['taken from', 'the cache'] as const] : []),
    ];
    return html`${score ? html`<div><h3 class="muted">Score</h3>${factList(scoreFacts(score, classes))}</div>` : nothing}
      <div><h3 class="muted">Settings</h3>${factList(facts)}</div>
      ${provenance.length === 0 ? nothing : html`<div><h3 class="muted">Provenance</h3>${factList(provenance)}</div>`}`;
  }

  #bare(action: PanelAction, label: string, sign: IconName) {
    return html`<button class="button bare" title=${label} aria-label=${label} @click=${() => this.#act(action)}>${icon(sign)}</button>`;
  }

  #act(action: PanelAction): void {
    this.#tell('act', action);
  }

  #tell(name: 'act', action: PanelAction): void;
  #tell(name: 'reveal-span' | 'point', span: SourceSpan | undefined): void;
  #tell(name: 'copy-candidate', seed: number): void;
  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-detail-panel': DetailPanel;
  }
}
