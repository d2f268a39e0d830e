/** @file One image after the other: the image, what is known of it, and its neighbours. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type {
  ExplainedImage,
  RealNeighbour,
  ReviewCalls,
  ReviewImage,
  ReviewSnapshot,
} from '../../../protocol/webviews/review.ts';
import type { ReviewAction } from '../../../protocol/webviews/review-keys.ts';
import { icon } from '../../shared/icons.ts';
import { keyWords } from '../../shared/pressed-key.ts';
import { buttons, theme } from '../../shared/theme.ts';
import type { KeyRouter } from '../keys/key-router.ts';
import type { ReviewedList } from '../list/reviewed-list.ts';
import { pressedStyle } from '../pressed-style.ts';
import { decisionWords, figure } from '../review-words.ts';
import type { ViewOptions } from '../view-options.ts';
import { differenceWords } from './differences.ts';
import './film-strip.ts';
import { neighbours } from './film-strip.ts';
import './image-panel.ts';
import type { Act } from './image-panel.ts';
import './image-stage.ts';
import { LatestAnswer } from '../list/latest-answer.ts';
import type { ImageStage } from './image-stage.ts';
import { actualOrFit } from './stage-zoom.ts';
import './why-panel.ts';

/** Tells `act` with an `Act`, `untag` with a tag, `options` with a change of them, `go` with a place. */
@customElement('vlp-cull-view')
export class CullView extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    pressedStyle,
    css`
      :host {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      .image {
        display: flex;
        flex: 1;
        min-height: 0;
      }
      .left {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      .tools {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        gap: 4px 6px;
        align-items: center;
        padding: 4px 12px;
        border-top: 1px solid var(--line);
      }
      .tools .words {
        flex: 1 1 10em;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      aside {
        flex: none;
        width: clamp(220px, 30%, 330px);
        padding: 12px 16px;
        overflow: auto;
        border-left: 1px solid var(--line);
      }
      vlp-why-panel {
        margin-top: 14px;
        padding-top: 12px;
        border-top: 1px solid var(--line);
      }
      @media (max-width: 560px) {
        .image {
          flex-direction: column;
        }
        aside {
          width: 100%;
          max-height: 45%;
          border-top: 1px solid var(--line);
          border-left: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) list!: ReviewedList;
  /** Rises with whatever of the list is shown. */
  @property({ type: Number }) version = 0;
  @property({ attribute: false }) snapshot!: ReviewSnapshot;
  @property({ attribute: false }) options!: ViewOptions;
  @property({ attribute: false }) router!: KeyRouter;
  @property({ attribute: false }) calls!: Pick<Caller<ReviewCalls>, 'explain' | 'nearestReal'>;
  @query('vlp-image-stage') private stage!: ImageStage;

  /** Whether people asked why, and did not see it yet. */
  #isWhySought = false;
  readonly #explained = new LatestAnswer<ExplainedImage>(() => this.requestUpdate());
  readonly #real = new LatestAnswer<RealNeighbour>(() => this.requestUpdate());

  override focus(): void {
    this.stage?.focus();
  }

  zoom(by: 1 | -1): void {
    this.stage.step(by);
  }

  toggleActualSize(): void {
    this.stage.zoomTo(actualOrFit(this.options.zoom));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { list, options, snapshot } = this;
    if (changed.has('version')) list.look(list.current - neighbours, list.current + neighbours);
    const row = list.at(list.current);
    const at = { revision: list.revision, place: list.current };
    // Another judge's word, once it is there, is another answer.
    const key = row && `${list.revision} ${row.number} ${snapshot.scoring.kind}`;
    const isExplained = options.isWhyOpen || options.isHeatShown;
    this.#explained.look(isExplained ? key : undefined, (signal) => this.calls.explain(at, { signal }));
    this.#real.look(options.difference === 'none' ? undefined : key, (signal) =>
      this.calls.nearestReal(at, { signal }),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('options');
    if (before && !before.isWhyOpen && this.options.isWhyOpen) this.#isWhySought = true;
    // Below all that is known of the image it may be out of view; how long it is only the answer says.
    if (this.#isWhySought && this.#explained.answer !== 'pending') {
      this.#isWhySought = false;
      void this.#showWhy();
    }
  }

  async #showWhy(): Promise<void> {
    const panel = this.renderRoot.querySelector('vlp-why-panel');
    await panel?.updateComplete;
    panel?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const { list, snapshot, options } = this;
    const { current } = list;
    const image = list.at(current);
    const decision = list.decisionOf(current);
    const place = `Image ${figure(current + 1)} of ${figure(list.count)} · ${decisionWords(decision)}`;
    const { answer } = this.#explained;
    const explained = answer === 'pending' ? undefined : answer;
    const real = this.#real.answer === 'pending' ? undefined : this.#real.answer;
    return html`<div class="image">
        <div class="left">
          <vlp-image-stage
            .image=${image}
            .picture=${image && list.pictureOf(image.url)}
            .decision=${decision}
            .words=${place}
            .zoom=${options.zoom}
            .difference=${options.difference}
            .real=${real ?? undefined}
            .heat=${options.isHeatShown ? explained?.heat : undefined}
            @zoom=${({ detail }: CustomEvent<ViewOptions['zoom']>) => this.#change({ zoom: detail })}
          ></vlp-image-stage>
          ${this.#tools()}
        </div>
        <aside aria-label="The image">
          <vlp-image-panel
            .image=${image}
            .decision=${decision}
            .place=${place}
            .classes=${snapshot.classes}
            .reviewer=${snapshot.reviewer}
            .canRedraw=${snapshot.canRedraw ?? false}
            .router=${this.router}
            @act=${({ detail }: CustomEvent<Act>) => this.#tell('act', detail)}
            @untag=${({ detail }: CustomEvent<string>) => this.#tell('untag', detail)}
          ></vlp-image-panel>
          ${
            options.isWhyOpen
              ? html`<vlp-why-panel
                  .explained=${answer}
                  .drawnAs=${image?.class}
                  .isHeatShown=${options.isHeatShown}
                  @heat=${() => this.#act('heat')}
                ></vlp-why-panel>`
              : nothing
          }
        </aside>
      </div>
      <vlp-film-strip
        .frames=${this.#frames()}
        .current=${current}
        .count=${list.count}
        @choose=${({ detail }: CustomEvent<number>) => this.#tell('go', detail)}
      ></vlp-film-strip>`;
  }

  #tools() {
    const { zoom, difference, isWhyOpen, isAuto } = this.options;
    return html`<div class="tools" role="toolbar" aria-label="View">
      ${this.#toggle('actual-size', zoom === 'fit' ? 'Fit' : `${Math.round(zoom * 100)}%`, zoom !== 'fit')}
      ${this.#toggle('difference', 'Compare', difference !== 'none')} ${this.#toggle('why', 'Why', isWhyOpen)}
      ${this.#toggle('auto-advance', 'Auto-advance', isAuto)}
      <span class="words muted" role="status">${this.#differenceWords(this.list.at(this.list.current))}</span>
    </div>`;
  }

  #toggle(action: ReviewAction, words: string, isOn: boolean) {
    const key = this.router.keyOf('cull', action);
    const about = this.router.rowsIn('cull').find((row) => row.action === action)?.words ?? words;
    return html`<button
      class="button"
      aria-pressed=${isOn}
      title=${key === undefined ? about : `${about} (${keyWords(key)})`}
      @click=${() => this.#act(action)}
    >
      ${words}
    </button>`;
  }

  #differenceWords(image: ReviewImage | undefined) {
    const { difference } = this.options;
    if (difference === 'none' || !image) return nothing;
    const { answer } = this.#real;
    if (answer === 'pending') return 'Looking for the nearest real image …';
    if (answer === null) return html`${icon('warning', 12)} No real image is known to compare with.`;
    const likeness = `likeness ${answer.likeness.toFixed(3)}`;
    return `${differenceWords[difference]} · ${answer.class} of ${answer.data}, ${likeness}`;
  }

  #frames() {
    const { list } = this;
    return Array.from({ length: 2 * neighbours + 1 }, (_, number) => {
      const place = list.current - neighbours + number;
      return { place, image: list.at(place), decision: list.decisionOf(place) };
    });
  }

  #act(action: ReviewAction): void {
    this.#tell<Act>('act', { action, index: 0 });
  }

  #change(options: Partial<ViewOptions>): void {
    this.#tell('options', options);
  }

  #tell<Detail>(name: string, detail: Detail): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-cull-view': CullView;
  }
}
