/** @file The page of a review: images decided at the speed of keys, one by one, many at once, or group by group. */
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ImageOrder } from '../../protocol/image-sets.ts';
import {
  type AskedAction,
  type ReviewCalls,
  type ReviewMode,
  type ReviewSnapshot,
  type ReviewView,
  reviewMethods,
} from '../../protocol/webviews/review.ts';
import { connectHost } from '../shared/host.ts';
import '../shared/key-help.ts';
import type { KeyHelp } from '../shared/key-help.ts';
import { buttons, theme } from '../shared/theme.ts';
import { zoomed as resized, zoomSizes } from '../shared/zoom-sizes.ts';
import './asking/reason-dialog.ts';
import type { ReasonDialog } from './asking/reason-dialog.ts';
import './asking/text-dialog.ts';
import type { TextDialog } from './asking/text-dialog.ts';
import './cull/cull-view.ts';
import type { CullView } from './cull/cull-view.ts';
import type { Act } from './cull/image-panel.ts';
import './finding/facet-panel.ts';
import './finding/find-bar.ts';
import type { FindBar } from './finding/find-bar.ts';
import { fallbackPlace, isImageKept, orderFor } from './first-place.ts';
import { keyLists } from './keys/key-lists.ts';
import { KeyRouter, type Routed } from './keys/key-router.ts';
import { culledPlace, moveOf } from './keys/moves.ts';
import { PageKeys } from './keys/page-keys.ts';
import { ReviewedList } from './list/reviewed-list.ts';
import './pairs/pairs-view.ts';
import { groupAt } from './pairs/image-groups.ts';
import { pairMove } from './pairs/pair-moves.ts';
import type { PairsView } from './pairs/pairs-view.ts';
import './queue-bar.ts';
import { type ActPage, ReviewActs } from './review-acts.ts';
import './review-bar.ts';
import { type ReviewMemory, remembered } from './review-memory.ts';
import { emptyReview, noGroups, reviewNotices } from './review-notices.ts';
import { reviewPageStyle } from './review-page-style.ts';
import type { ViewOptions } from './view-options.ts';
import './wall/bulk-bar.ts';
import type { BulkBar } from './wall/bulk-bar.ts';
import { PendingBulk } from './wall/pending-bulk.ts';
import './wall/size-choice.ts';
import { possibleSizes, type WallMove } from './wall/wall-geometry.ts';
import {
  allSelected,
  nothingSelected,
  placesOf,
  ranged,
  selectedCount,
  toggled,
  type WallSelection,
} from './wall/wall-selection.ts';
import './wall/wall-view.ts';
import type { TileClick, WallView } from './wall/wall-view.ts';

@customElement('vlprompt-review')
export class ReviewPage extends LitElement {
  static override readonly styles = [theme, buttons, reviewPageStyle];

  readonly #host = connectHost<ReviewCalls, ReviewMemory>(reviewMethods);
  readonly #calls = this.#host.calls;
  readonly #list = new ReviewedList(this.#calls, () => this.#changed());
  readonly #acts = new ReviewActs(this.#actPage());
  readonly #pending = new PendingBulk(() => this.requestUpdate());
  readonly #remedies = {
    openAsText: () => this.#calls.openAsText({}),
    trustWorkspace: () => this.#calls.trustWorkspace({}),
  };
  readonly #memory = remembered(this.#host.recall());
  @state() private snapshot: ReviewSnapshot | undefined;
  @state() private mode: ReviewMode = 'cull';
  @state() private options = this.#memory.options;
  @state() private selection: WallSelection = nothingSelected;
  /** Rises with whatever of the list is shown. */
  @state() private version = 0;
  @query('vlp-cull-view, vlp-wall-view, vlp-pairs-view') private view!: CullView | WallView | PairsView | null;
  @query('vlp-cull-view') private cull!: CullView | null;
  @query('vlp-wall-view') private wall!: WallView | null;
  @query('vlp-find-bar') private findBar!: FindBar | null;
  @query('vlp-bulk-bar') private bulkBar!: BulkBar | null;
  @query('vlp-key-help') private help!: KeyHelp;
  @query('vlp-reason-dialog') private reasonDialog!: ReasonDialog;
  @query('vlp-text-dialog') private textDialog!: TextDialog;
  #router = new KeyRouter();
  /** Of the list that is shown. */
  #begun: ReviewView | undefined;
  /** Revision of the list that is shown, or is on its way. */
  #beginning: number | undefined;
  /** Before near-duplicates were gone to. */
  #orderBefore: ImageOrder = { by: 'plan' };
  #number = this.#memory.number;
  #top = this.#memory.top;
  #pointed = 0;
  #isRemembering = false;

  constructor() {
    super();
    new PageKeys(this, {
      routeOf: (key) => this.#router.routeOf(this.mode, key),
      act: (routed) => this.#act(routed),
      extend: (key) => this.#extends(key),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const onProgress = ({ action, to }: AskedAction) => this.#acts.doAsked(action, to);
    void this.#calls.watchActions({}, { onProgress });
    void this.#calls.watch({}, { onProgress: (snapshot: ReviewSnapshot) => void this.#take(snapshot) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#list.end();
  }

  override render() {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    const lists = keyLists(this.#router);
    return html`<vlp-review-bar
        .snapshot=${snapshot}
        .mode=${this.mode}
        .router=${this.#router}
        @mode=${({ detail }: CustomEvent<ReviewMode>) => this.#show(detail)}
        @blind=${() => this.#calls.blind({ isBlind: !snapshot.isBlind })}
        @reviewer=${() => this.#calls.changeReviewer({})}
        @help=${() => this.help.show()}
      ></vlp-review-bar>
      <vlp-find-bar
        .snapshot=${snapshot}
        .view=${snapshot.view}
        .areFacetsOpen=${this.options.areFacetsOpen}
        .complete=${this.#calls.complete}
        @change=${({ detail }: CustomEvent<Partial<ReviewView>>) => this.#change(detail)}
        @facets=${() => this.#set({ areFacetsOpen: !this.options.areFacetsOpen })}
        @save-view=${() => this.#calls.saveView({})}
        @open-view=${() => this.#calls.openView({})}
        @score=${() => this.#calls.score({})}
        @left=${() => this.view?.focus()}
      ></vlp-find-bar>
      <div class="notices">${reviewNotices(snapshot, this.#remedies)}</div>
      <main>${this.#facets(snapshot)}<div class="looked-at">${this.#looked(snapshot)}</div></main>
      <vlp-queue-bar .counts=${this.#list.counts} .count=${this.#list.count} .listing=${snapshot.listing}>
        ${this.mode === 'grid' ? this.#sizes() : nothing}
      </vlp-queue-bar>
      <vlp-key-help .rows=${lists.everywhere} .groups=${lists.byMode}>
        <button class="button" @click=${() => this.#calls.openKeys({})}>Change keys …</button>
      </vlp-key-help>
      <vlp-reason-dialog .reasons=${snapshot.reasons}></vlp-reason-dialog>
      <vlp-text-dialog></vlp-text-dialog>`;
  }

  #facets({ view, scoring }: ReviewSnapshot) {
    if (!this.options.areFacetsOpen) return nothing;
    return html`<vlp-facet-panel
      .revision=${this.#list.revision}
      .scoring=${scoring.kind}
      .where=${view.where}
      .facets=${this.#calls.facets}
      @where=${({ detail }: CustomEvent<string>) => this.#change({ where: detail })}
    ></vlp-facet-panel>`;
  }

  #looked(snapshot: ReviewSnapshot) {
    if (this.#list.count === 0) return emptyReview(snapshot, this.#change);
    if (this.mode === 'pairs' && snapshot.view.order.by !== 'duplicates') return noGroups(this.#change);
    return {
      cull: () => this.#cullView(snapshot),
      grid: () => this.#wallView(snapshot),
      pairs: () => this.#pairsView(),
    }[this.mode]();
  }

  #cullView(snapshot: ReviewSnapshot) {
    return html`<vlp-cull-view
      .list=${this.#list}
      .version=${this.version}
      .snapshot=${snapshot}
      .options=${this.options}
      .router=${this.#router}
      .calls=${this.#calls}
      @act=${({ detail }: CustomEvent<Act>) => this.#act(detail)}
      @untag=${({ detail }: CustomEvent<string>) => this.#acts.untag(detail)}
      @options=${({ detail }: CustomEvent<Partial<ViewOptions>>) => this.#set(detail)}
      @go=${({ detail }: CustomEvent<number>) => this.#goTo(detail)}
    ></vlp-cull-view>`;
  }

  #wallView({ classes, canRedraw }: ReviewSnapshot) {
    return html`<vlp-wall-view
        .list=${this.#list}
        .version=${this.version}
        .selection=${this.selection}
        .size=${this.#size}
        .start=${this.#top}
        @pick=${({ detail }: CustomEvent<TileClick>) => this.#pick(detail)}
        @open=${({ detail }: CustomEvent<number>) => this.#open(detail)}
        @scrolled=${({ detail }: CustomEvent<number>) => this.#onScrolled(detail)}
      ></vlp-wall-view>
      <vlp-bulk-bar
        .selected=${selectedCount(this.selection, this.#list.count)}
        .question=${this.#pending.question}
        .classes=${classes}
        .canRedraw=${canRedraw ?? false}
        .router=${this.#router}
        @act=${({ detail }: CustomEvent<Act>) => this.#act(detail)}
        @yes=${() => this.#answer(true)}
        @no=${() => this.#answer(false)}
        @leave=${() => this.#leave()}
      ></vlp-bulk-bar>`;
  }

  #pairsView() {
    return html`<vlp-pairs-view
      .list=${this.#list}
      .version=${this.version}
      .router=${this.#router}
      @act=${({ detail }: CustomEvent<Act>) => this.#act(detail)}
      @go=${({ detail }: CustomEvent<number>) => this.#goTo(detail)}
    ></vlp-pairs-view>`;
  }

  #sizes() {
    return html`<vlp-size-choice
      .sizes=${this.#possibleSizes}
      .size=${this.#size}
      @size=${({ detail }: CustomEvent<number>) => this.#set({ size: detail })}
      @left=${() => this.view?.focus()}
    ></vlp-size-choice>`;
  }

  get #possibleSizes(): readonly number[] {
    return possibleSizes(zoomSizes, this.#list.count, this.clientWidth);
  }

  /** A list may be too long for the size that was chosen. */
  get #size(): number {
    const sizes = this.#possibleSizes;
    return Math.min(this.options.size, sizes.at(-1) ?? this.options.size);
  }

  async #take(snapshot: ReviewSnapshot): Promise<void> {
    const before = this.snapshot;
    this.snapshot = snapshot;
    if (JSON.stringify(snapshot.keys) !== JSON.stringify(before?.keys)) this.#router = new KeyRouter(snapshot.keys);
    // What was asked for here shows before the host has heard of it.
    if (snapshot.view.mode !== before?.view.mode) this.mode = snapshot.view.mode;
    if (snapshot.revision !== this.#beginning) await this.#begin(snapshot);
    else if (before && isOtherFacts(before, snapshot)) this.#list.renew();
    await this.#goToPointed(snapshot);
  }

  /** Another list: the image that was looked at stays, where it is still there and the order is no other. */
  async #begin({ revision, view }: ReviewSnapshot): Promise<void> {
    const before = this.#begun;
    const number = isImageKept(before, view) ? (this.#numberNow ?? this.#number) : undefined;
    const fallback = () => {
      const place = fallbackPlace(before, view, this.#list.current);
      return place === 'undecided' ? (this.#list.nextUndecided(-1) ?? 0) : place;
    };
    this.#beginning = revision;
    const isBegun = await this.#list.begin(revision, number, fallback).catch(() => false);
    if (!isBegun) {
      // The next snapshot tells of the list that holds.
      if (this.#beginning === revision) this.#beginning = undefined;
      return;
    }
    this.#begun = view;
    this.selection = nothingSelected;
    this.#pending.answer(false);
    this.#changed();
    await this.updateComplete;
    this.wall?.showCurrent();
  }

  async #goToPointed({ pointed, revision }: ReviewSnapshot): Promise<void> {
    if (!pointed || pointed.serial <= this.#pointed || revision !== this.#list.revision) return;
    this.#pointed = pointed.serial;
    const place = await this.#list.placeOf(pointed.number);
    if (place !== null && revision === this.#list.revision) this.#goTo(place);
  }

  get #numberNow(): number | undefined {
    return this.#list.at(this.#list.current)?.number;
  }

  #changed(): void {
    this.version += 1;
    this.#remember();
  }

  #goTo(place: number): void {
    this.#list.goTo(place);
    this.#changed();
    void this.updateComplete.then(() => this.wall?.showCurrent());
    if (!this.matches(':focus-within')) this.view?.focus();
  }

  readonly #change = (view: Partial<ReviewView>): void => {
    void this.#calls.change({ view });
    // What was chosen in a list is no letter to jump to any more.
    this.view?.focus();
  };

  /** @param keepsList what is looked at alone is one of the same list */
  #show(mode: ReviewMode, keepsList = false): void {
    if (mode === this.mode || !this.snapshot) return;
    const { order } = this.snapshot.view;
    if (mode === 'pairs' && order.by !== 'duplicates') this.#orderBefore = order;
    const other = keepsList ? undefined : orderFor(mode, order, this.#orderBefore);
    void this.#calls.change({ view: { mode, ...(other && { order: other }) } });
    this.mode = mode;
    this.#pending.answer(false);
    this.#changed();
    void this.updateComplete.then(() => {
      this.view?.focus();
      this.wall?.showCurrent();
    });
  }

  #set(options: Partial<ViewOptions>): void {
    this.options = { ...this.options, ...options };
    this.#remember();
  }

  /** Shift with a key that moves selects on the way. */
  #extends(key: string): boolean {
    if (this.mode !== 'grid' || !key.startsWith('Shift+')) return false;
    const routed = this.#router.routeOf('grid', key.slice(6));
    const move = routed && moveOf(routed.action);
    if (!move || !this.wall) return false;
    const from = this.#list.current;
    const to = this.wall.placeAfter(move);
    this.selection = ranged(this.selection, from, to);
    this.#goTo(to);
    return true;
  }

  #act({ action, index }: Act | Routed): void {
    if (this.#pending.question) {
      const isYes = this.#pending.isYes(action);
      this.#answer(isYes);
      if (isYes || action === 'leave') return;
    }
    this.#acts.do(action, index);
  }

  #answer(isYes: boolean): void {
    this.#pending.answer(isYes);
    this.view?.focus();
  }

  async #askBulk(...question: Parameters<PendingBulk['ask']>): Promise<void> {
    if (!(await this.#pending.ask(...question))) return;
    await this.updateComplete;
    await this.bulkBar?.focusAnswer();
  }

  #pick({ place, isRange, isToggle }: TileClick): void {
    const { current } = this.#list;
    if (isRange) this.selection = ranged(this.selection, current, place);
    else if (isToggle) this.selection = toggled(this.selection, place, current);
    else this.selection = { ...nothingSelected, anchor: place };
    this.#pending.answer(false);
    this.#goTo(place);
  }

  #open(place: number): void {
    this.#goTo(place);
    this.#show('cull', true);
  }

  #leave(): void {
    if (this.mode === 'cull') this.#set({ zoom: 'fit' });
    this.selection = nothingSelected;
    this.#pending.answer(false);
    this.view?.focus();
  }

  #moveBy(move: WallMove): void {
    this.#goTo(this.#placeAfter(move));
    // Where a range begins, unless one was selected before.
    if (this.mode === 'grid' && selectedCount(this.selection, this.#list.count) === 0) this.selection = nothingSelected;
  }

  #placeAfter(move: WallMove): number {
    const { current, count } = this.#list;
    if (this.wall) return this.wall.placeAfter(move);
    if (this.mode === 'pairs') return pairMove(move, current, count, (place) => this.#list.at(place));
    return culledPlace(move, current, count);
  }

  #onScrolled(top: number): void {
    this.#top = top;
    this.#remember();
  }

  /** Once a frame at most. */
  #remember(): void {
    if (this.#isRemembering) return;
    this.#isRemembering = true;
    requestAnimationFrame(() => {
      this.#isRemembering = false;
      this.#number = this.#numberNow ?? this.#number;
      const number = this.#number;
      this.#host.remember({ top: this.#top, options: this.options, ...(number !== undefined && { number }) });
    });
  }

  #actPage(): ActPage {
    const page = this;
    return {
      list: this.#list,
      calls: this.#calls,
      // Acts come from what is shown, and nothing is before there is a snapshot.
      get snapshot() {
        return page.snapshot as ReviewSnapshot;
      },
      get mode() {
        return page.mode;
      },
      get options() {
        return page.options;
      },
      get targets() {
        const isSelection = page.mode === 'grid' && selectedCount(page.selection, page.#list.count) > 0;
        return isSelection ? placesOf(page.selection, page.#list.count) : [page.#list.current];
      },
      get group() {
        return page.mode === 'pairs' ? groupAt(page.#list.current, (place) => page.#list.at(place)) : undefined;
      },
      askReasons: (title, reasons) => this.#asking(this.reasonDialog.ask(title, reasons)),
      askText: (question) => this.#asking(this.textDialog.ask(question)),
      askBulk: (...question) => void this.#askBulk(...question),
      goTo: (place) => this.#goTo(place),
      moveBy: (move) => this.#moveBy(move),
      show: (mode) => this.#show(mode),
      enlarge: () => this.#show('cull', true),
      set: (options) => this.#set(options),
      zoom: (by) => this.#zoom(by),
      toggleActualSize: () => this.cull?.toggleActualSize(),
      toggleSelected: () => {
        this.selection = toggled(this.selection, this.#list.current);
      },
      selectAll: () => {
        this.selection = allSelected;
      },
      leave: () => this.#leave(),
      find: () => this.findBar?.focusCondition(),
      help: () => this.help.show(),
    };
  }

  /** What is looked at has the focus again after a dialog. */
  async #asking<Answer>(asking: Promise<Answer>): Promise<Answer> {
    const answer = await asking;
    this.view?.focus();
    return answer;
  }

  #zoom(by: 1 | -1): void {
    if (this.mode === 'cull') this.cull?.zoom(by);
    const size = resized(this.#size, by);
    if (this.mode === 'grid' && this.#possibleSizes.includes(size)) this.#set({ size });
  }
}

/** Scores, or whose words are shown: both stand on each image. */
function isOtherFacts(before: ReviewSnapshot, after: ReviewSnapshot): boolean {
  return (
    before.scoring.kind !== after.scoring.kind || before.isBlind !== after.isBlind || before.reviewer !== after.reviewer
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'vlprompt-review': ReviewPage;
  }
}
