/** @file The grid page: what is drawn of one recipe, and everything one can do with it. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { SourceSpan } from '../../language/plan/plan.ts';
import { type Arrangement, type GridCalls, type GridSnapshot, gridMethods } from '../../protocol/webviews/grid.ts';
import { connectHost } from '../shared/host.ts';
import type { KeyHelp } from '../shared/key-help.ts';
import { isForButton, isTyping, pressed } from '../shared/pressed-key.ts';
import type { ScrollPlace } from '../shared/remembered-scroll.ts';
import '../shared/key-help.ts';
import { buttons, theme } from '../shared/theme.ts';
import { noteNotices, type Remedies, troubleNotice } from '../shared/trouble-notice.ts';
import { defaultSize, zoomed, zoomSizes } from '../shared/zoom-sizes.ts';
import { isMove, moved } from './board-moves.ts';
import { type Choice, chosenImages, everything, isWall, kept, needsScores } from './chosen-images.ts';
import type { PanelAction } from './detail-panel.ts';
import { emptyNotice } from './empty-notice.ts';
import { actionOf, type GridAction, isInPanel, keyRows, moveRows } from './grid-keys.ts';
import { type GridMemory, recipeKey, remembering, viewOf } from './grid-memory.ts';
import { sortedWords } from './grid-words.ts';
import { ImageActs } from './image-acts.ts';
import { headingsOf } from './image-labels.ts';
import { ImageRecords } from './image-records.ts';
import type { ImageSubject } from './image-subject.ts';
import type { ImageTable, TileClick } from './image-table.ts';
import { pageStyles } from './page-styles.ts';
import { dimensionsOf, type Page, pivot } from './pivot.ts';
import { RecipeKnowledge } from './recipe-knowledge.ts';
import { chosen, type Selection, stepped, toggled } from './selection.ts';
import type { ViewBar } from './view-bar.ts';
import './detail-panel.ts';
import './grid-bar.ts';
import './image-table.ts';
import './large-view.ts';
import './view-bar.ts';

/** Milliseconds without a further letter after which words are looked for. */
const pauseInTyping = 150;

@customElement('vlprompt-grid')
export class GridPage extends LitElement {
  static override readonly styles = [theme, buttons, pageStyles];

  readonly #host = connectHost<GridCalls, GridMemory>(gridMethods);
  readonly #calls = this.#host.calls;
  readonly #records = new ImageRecords(this.#calls.images, () => this.#onRecords());
  readonly #known = new RecipeKnowledge(this.#calls, this.#records, () => {
    this.learnt += 1;
  });
  readonly #acts = new ImageActs({
    calls: this.#calls,
    records: this.#records,
    selection: () => this.selection,
    states: () => this.snapshot?.states ?? '',
    decisions: () => this.#known.facts?.decisions,
  });
  @state() private snapshot: GridSnapshot | undefined;
  @state() private arrangement: Arrangement = {};
  @state() private pages: readonly Page[] = [];
  @state() private page = 0;
  @state() private size = defaultSize;
  @state() private choice: Choice = everything;
  @state() private selection: Selection = { selected: new Set() };
  @state() private isPanelOpen = false;
  @state() private isLarge = false;
  /** Rises when records came in. */
  @state() private records = 0;
  /** Rises when more is known. */
  @state() private learnt = 0;
  #scroll: ScrollPlace = { left: 0, top: 0 };
  #headings: (index: number) => string = () => '';
  #searching: ReturnType<typeof setTimeout> | undefined;
  #images: readonly number[] | undefined;
  @query('vlp-image-table') private table!: ImageTable | null;
  @query('vlp-view-bar') private bar!: ViewBar | null;
  @query('vlp-key-help') private help!: KeyHelp;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('keyup', this.#onKeyUp);
    // Not passive: the page itself must not be zoomed.
    this.addEventListener('wheel', this.#onWheel, { passive: false });
    void this.#calls.watch({}, { onProgress: (snapshot: GridSnapshot) => this.#take(snapshot) });
  }

  override render() {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    const shown = this.#images && { count: this.#images.length, total: snapshot.states.length };
    return html`<vlp-grid-bar
        .snapshot=${snapshot}
        @draw=${() => this.#calls.draw({})}
        @cancel=${() => this.#calls.cancel({})}
        @resume=${() => this.#calls.resume({})}
        @pin=${() => this.#calls.pin({ isPinned: !snapshot.isPinned })}
        @own=${() => this.#calls.openOwn({})}
        @help=${() => this.help.show()}
      ></vlp-grid-bar>
      ${snapshot.states.length === 0 ? nothing : this.#viewBar(snapshot, shown)}
      <main>
        <div class="left">
          <div class="notices">${this.#notice(snapshot)} ${noteNotices(snapshot.notes)}</div>
          ${this.#table(snapshot)}
        </div>
        ${this.#panel()}
      </main>
      <vlp-large-view
        .subject=${this.isLarge ? this.#subject : undefined}
        @closed=${this.#closeLarge}
        @previous=${() => this.#step(-1)}
        @next=${() => this.#step(1)}
      ></vlp-large-view>
      <vlp-key-help .rows=${keyRows} .moves=${moveRows}></vlp-key-help>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const names = new Set<PropertyKey>(changed.keys());
    const { snapshot, choice } = this;
    const { facts, found } = this.#known;
    if (!snapshot || !['snapshot', 'choice', 'learnt'].some((name) => names.has(name))) return;
    this.#images = isWall(choice) ? kept(this.#images, chosenImages(choice, snapshot.states, facts, found)) : undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#remember();
    if ((changed as Map<PropertyKey, unknown>).has('isPanelOpen')) requestAnimationFrame(() => this.#showCurrent());
    if ((changed as Map<PropertyKey, unknown>).has('records')) this.table?.requestUpdate();
  }

  /** Details take room: the image that they are of stays in view. */
  #showCurrent(): void {
    const { current } = this.selection;
    if (this.isPanelOpen && current !== undefined) this.table?.showImage(current);
  }

  /** Another recipe, plan or facts: what was fetched of the ones before does not hold. */
  #take(snapshot: GridSnapshot): void {
    const before = this.snapshot;
    const isOther = !before || recipeKey(before.id) !== recipeKey(snapshot.id);
    if (isOther) this.#begin(snapshot);
    if (isOther || before.plan !== snapshot.plan) this.#lay(snapshot);
    this.#records.show(snapshot);
    this.snapshot = snapshot;
    if (isOther || before.plan !== snapshot.plan || before.facts !== snapshot.facts)
      void this.#known.fetchFacts(snapshot.plan, () => this.snapshot?.plan === snapshot.plan);
    const { current } = this.selection;
    const isNews =
      before?.plan !== snapshot.plan || (current !== undefined && before.states[current] !== snapshot.states[current]);
    if (isNews) void this.#look(true);
    if (snapshot.pointed && snapshot.pointed.serial !== before?.pointed?.serial)
      void this.#showClass(snapshot.pointed.row);
  }

  #begin(snapshot: GridSnapshot): void {
    const view = viewOf(this.#host.recall(), snapshot.id);
    this.arrangement = snapshot.arrangement ?? {};
    this.page = view.page;
    this.size = view.size;
    this.choice = view.choice;
    this.#scroll = view.scroll;
    this.selection = { selected: new Set(), ...(view.current !== undefined && { current: view.current }) };
    this.isLarge = false;
    this.#known.forget();
    void this.#known.find(view.choice.words, snapshot.plan);
  }

  #lay({ layout, states, plan }: GridSnapshot): void {
    this.pages = pivot(layout, this.arrangement);
    this.page = Math.min(this.page, this.pages.length - 1);
    this.#headings = headingsOf(layout);
    this.selection = chosen(this.selection, states.length);
    if (this.snapshot && this.choice.words !== '') void this.#known.find(this.choice.words, plan);
  }

  #viewBar(snapshot: GridSnapshot, shown: { count: number; total: number } | undefined) {
    return html`<vlp-view-bar
      .dimensions=${dimensionsOf(snapshot.layout, this.arrangement)}
      .pages=${this.pages.map(({ label }) => label)}
      .page=${this.page}
      .choice=${this.choice}
      .scoring=${snapshot.scoring}
      .shown=${shown}
      .size=${this.size}
      @arrange=${({ detail }: CustomEvent<Arrangement>) => this.#arrange(detail)}
      @page=${({ detail }: CustomEvent<number>) => this.#turnTo(detail)}
      @choose=${({ detail }: CustomEvent<Choice>) => this.#choose(detail)}
      @score=${() => this.#calls.score({})}
      @fit=${() => this.#fit()}
      @resize=${({ detail }: CustomEvent<number>) => this.#resize(detail)}
    ></vlp-view-bar>`;
  }

  #table(snapshot: GridSnapshot) {
    const board = this.pages[this.page]?.board;
    if (!board || snapshot.states.length === 0) return html`<p class="muted waiting">No images to show yet.</p>`;
    if (this.#images?.length === 0) return html`<p class="muted waiting">${this.#emptyWords()}</p>`;
    return html`<vlp-image-table
      .snapshot=${snapshot}
      .board=${board}
      .images=${this.#images}
      .records=${this.#records}
      .facts=${this.#known.facts}
      .captionOf=${this.#images ? this.#captionOf : undefined}
      .size=${this.size}
      .current=${this.selection.current}
      .selected=${this.selection.selected}
      .pointedRow=${snapshot.pointed?.row}
      .start=${this.#scroll}
      @image-click=${({ detail }: CustomEvent<TileClick>) => this.#onClick(detail)}
      @image-enlarge=${() => this.#enlarge()}
      @scrolled=${({ detail }: CustomEvent<ScrollPlace>) => this.#onScrolled(detail)}
    ></vlp-image-table>`;
  }

  #panel() {
    const subject = this.isPanelOpen ? this.#subject : undefined;
    if (!subject) return nothing;
    return html`<vlp-detail-panel
      .subject=${subject}
      .selected=${Math.max(1, this.selection.selected.size)}
      @act=${({ detail }: CustomEvent<PanelAction>) => this.#onPanel(detail)}
      @reveal-span=${({ detail }: CustomEvent<SourceSpan>) => this.#calls.revealSpan({ span: detail })}
      @point=${({ detail }: CustomEvent<SourceSpan | undefined>) => this.#highlight(detail)}
      @copy-candidate=${({ detail }: CustomEvent<number>) => this.#calls.copySeed({ seed: detail })}
    ></vlp-detail-panel>`;
  }

  #notice(snapshot: GridSnapshot) {
    const { activity, done, total, id } = snapshot;
    return activity.kind === 'idle' && done === 0 && total > 0
      ? emptyNotice(id.name)
      : troubleNotice(activity, this.#remedies);
  }

  readonly #remedies: Remedies = {
    retry: () => this.#calls.draw({}),
    download: () => this.#calls.download({}),
    showLog: () => this.#calls.showLog({}),
    trustWorkspace: () => this.#calls.trustWorkspace({}),
  };

  #emptyWords(): string {
    const isUnscored = needsScores(this.choice) && this.snapshot?.scoring.kind !== 'scored';
    return isUnscored ? 'No image is scored yet: press Score.' : 'No image is like that.';
  }

  readonly #captionOf = (index: number): string => {
    const { sort } = this.choice;
    const heading = this.#headings(index);
    if (sort === 'plan') return heading;
    const words = sortedWords(this.#known.facts?.scores?.[index], sort);
    // Where there is room for one of them.
    return this.size < 96 ? words : `${words} ${heading}`;
  };

  /** The image before stays until all of the next one is known. */
  get #subject(): ImageSubject | undefined {
    const { snapshot, selection } = this;
    const { record, details, facts } = this.#known;
    if (!record || !snapshot || selection.current === undefined) return undefined;
    const preview = snapshot.previews.find(({ index }) => index === record.index)?.url;
    const score = facts?.scores?.[record.index];
    const decision = facts?.decisions[record.index];
    return {
      image: record.url === undefined && preview !== undefined ? { ...record, url: preview } : record,
      heading: this.#headings(record.index),
      ...(details?.key === record.key && { details }),
      ...(score && { score }),
      ...(decision && { decision }),
      classes: facts?.classes ?? [],
      candidates: this.#known.candidatesOf(record.key),
      isRedrawing: this.#known.isRedrawing(record.key),
      width: snapshot.layout.width,
      height: snapshot.layout.height,
    };
  }

  #onClick({ index, isRange, isToggle }: TileClick): void {
    const { lines } = this.table ?? {};
    if (isToggle) this.selection = toggled(this.selection, index);
    else if (lines) this.selection = stepped(this.selection, index, isRange, lines);
    if (!isRange && !isToggle) this.isPanelOpen = true;
    this.table?.focusGrid();
    void this.#look();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const key = pressed(event);
    const { table } = this;
    if (key === undefined || isTyping(event) || isForButton(event)) return;
    if (isMove(key)) {
      if (!table || isInPanel(event)) return;
      event.preventDefault();
      this.#move(moved(table.lines, this.selection.current, key, table.page), event.shiftKey);
      return;
    }
    const action = actionOf(key);
    if (action === undefined) return;
    event.preventDefault();
    // Space held is the beginning of a drag; it selects when it is let go.
    if (action !== 'select' && !event.repeat) this.#act(action);
    else if (event.repeat && (action === 'zoom-in' || action === 'zoom-out')) this.#act(action);
  };

  readonly #onKeyUp = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || isTyping(event) || isForButton(event)) return;
    if (!this.table?.hasJustPanned) this.#act('select');
  };

  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = this.table?.getBoundingClientRect();
    this.#resize(zoomed(this.size, event.deltaY < 0 ? 1 : -1), {
      x: event.clientX - (box?.left ?? 0),
      y: event.clientY - (box?.top ?? 0),
    });
  };

  #move(index: number | undefined, isRange: boolean): void {
    const { table } = this;
    if (index === undefined || !table) return;
    this.selection = stepped(this.selection, index, isRange, table.lines);
    table.showImage(index);
    table.focusGrid();
    void this.#look();
  }

  readonly #actions: { readonly [A in GridAction]: () => unknown } = {
    open: () => (this.isPanelOpen ? this.#enlarge() : this.#openPanel()),
    keep: () => this.#acts.toggle('keep'),
    exclude: () => this.#acts.toggle('exclude'),
    pin: () => this.#acts.toggle('pin'),
    undo: () => this.#calls.decide({ keys: [], act: 'undo' }),
    redraw: () => this.#redraw(),
    replace: () => {
      this.#openPanel();
      return this.#known.replace();
    },
    'copy-seed': () => this.#acts.withCurrent('copy-seed'),
    'copy-infotext': () => this.#acts.withCurrent('copy-infotext'),
    'copy-settings': () => this.#acts.withCurrent('copy-settings'),
    'copy-as': () => this.#acts.withCurrent('copy-as'),
    'open-file': () => this.#acts.withCurrent('open-file'),
    reveal: () => this.#acts.withCurrent('reveal'),
    select: () => {
      if (this.selection.current !== undefined) this.selection = toggled(this.selection, this.selection.current);
    },
    'select-all': () => {
      const shown = this.#images ?? this.pages[this.page]?.board.cells.flat() ?? [];
      this.selection = { ...this.selection, selected: new Set(shown) };
    },
    leave: () => this.#leave(),
    'zoom-in': () => this.#resize(zoomed(this.size, 1)),
    'zoom-out': () => this.#resize(zoomed(this.size, -1)),
    fit: () => this.#fit(),
    'previous-page': () => this.#turnTo(this.page - 1),
    'next-page': () => this.#turnTo(this.page + 1),
    find: () => this.bar?.focusSearch(),
    help: () => this.help.show(),
  };

  #act(action: GridAction): void {
    this.#actions[action]();
  }

  #onPanel(action: PanelAction): void {
    if (action === 'previous') this.#step(-1);
    else if (action === 'next') this.#step(1);
    else if (action === 'enlarge') this.#enlarge();
    else this.#act(action);
  }

  #leave(): void {
    if (this.isPanelOpen) {
      this.isPanelOpen = false;
      this.#highlight(undefined);
      this.table?.focusGrid();
    } else this.selection = { ...this.selection, selected: new Set() };
  }

  #openPanel(): void {
    this.selection = { ...this.selection, current: this.selection.current ?? 0 };
    this.isPanelOpen = true;
    void this.#look();
  }

  #enlarge(): void {
    if (this.#subject) this.isLarge = true;
  }

  readonly #closeLarge = (): void => {
    if (!this.isLarge) return;
    this.isLarge = false;
    this.table?.focusGrid();
  };

  /** In reading order, over the ends of lines. */
  #step(by: 1 | -1): void {
    const { table, selection } = this;
    if (!table || selection.current === undefined) return;
    const order = table.lines.stops.flatMap((line) => line.map(({ image }) => image));
    this.#move(order[order.indexOf(selection.current) + by], false);
  }

  #redraw(): void {
    const { record } = this.#known;
    if (!record) return;
    this.#openPanel();
    void this.#known.redraw(record.key);
  }

  /** @param isNews what was known of the current image does not hold any more */
  async #look(isNews = false): Promise<void> {
    const { current } = this.selection;
    if (current === undefined) return;
    if (await this.#known.look(current, this.isPanelOpen, isNews)) this.#highlight(undefined);
  }

  /** The piece that is pointed at, else all that the open details are made of. */
  #highlight(span: SourceSpan | undefined): void {
    const all = this.isPanelOpen ? (this.#known.details?.prompt ?? []).flatMap((piece) => piece.span ?? []) : [];
    void this.#calls.highlight({ spans: span ? [span] : all });
  }

  #onRecords(): void {
    this.#known.renew();
    this.records += 1;
  }

  #choose(choice: Choice): void {
    const isOtherWords = choice.words !== this.choice.words;
    this.choice = choice;
    this.#scroll = { left: 0, top: 0 };
    if (!isOtherWords) return;
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => void this.#known.find(choice.words, this.snapshot?.plan ?? 0), pauseInTyping);
  }

  #arrange(arrangement: Arrangement): void {
    const { snapshot } = this;
    if (!snapshot) return;
    this.arrangement = arrangement;
    this.page = 0;
    this.#lay(snapshot);
    void this.#calls.arrange({ arrangement });
  }

  #turnTo(page: number): void {
    if (page >= 0 && page < this.pages.length) this.page = page;
  }

  async #showClass(row: number): Promise<void> {
    await this.updateComplete;
    const isOn = ({ board }: Page) => [...board.rows, ...board.columns].some(({ classRow }) => classRow === row);
    const page = this.pages.findIndex(isOn);
    if (page < 0 || this.#images) return;
    const shown = this.pages[this.page];
    if (!shown || !isOn(shown)) this.page = page;
    await this.updateComplete;
    await this.table?.updateComplete;
    const at = this.pages[this.page]?.board.rows.findIndex(({ classRow }) => classRow === row) ?? -1;
    if (at >= 0) this.table?.showRow(at);
  }

  #resize(size: number, at?: { readonly x: number; readonly y: number }): void {
    this.size = size;
    const { viewSize } = this.table ?? {};
    void this.table?.resize(size, at ?? { x: (viewSize?.width ?? 0) / 2, y: (viewSize?.height ?? 0) / 2 });
  }

  /** The largest size at which nothing has to be scrolled; else the smallest. */
  #fit(): void {
    const { table } = this;
    if (!table) return;
    const fitting = [...zoomSizes].reverse().find((size) => table.fitsAt(size));
    this.#resize(fitting ?? zoomSizes[0] ?? defaultSize, { x: 0, y: 0 });
  }

  #onScrolled(place: ScrollPlace): void {
    this.#scroll = place;
    this.#remember();
  }

  #remember(): void {
    const { snapshot, size, page, choice, selection } = this;
    if (!snapshot) return;
    const { current } = selection;
    const view = { size, page, choice, scroll: this.#scroll, ...(current !== undefined && { current }) };
    this.#host.remember(remembering(this.#host.recall(), snapshot, view));
  }
}
