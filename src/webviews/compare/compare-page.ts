/** @file The page of a comparison: what became better or worse, what changed in words, in pictures, in the matrix. */
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import { comparisonVerdict, pictureSummary } from '../../protocol/texts/comparison-texts.ts';
import {
  type CompareCalls,
  type CompareSnapshot,
  compareMethods,
  type ShownComparison,
  type ShownPair,
  type SideName,
} from '../../protocol/webviews/compare.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import '../shared/tab-strip.ts';
import { connectHost } from '../shared/host.ts';
import '../shared/notice.ts';
import { pageLayout } from '../shared/page-layout.ts';
import { RememberedScroll, type ScrollPlace } from '../shared/remembered-scroll.ts';
import { buttons, theme } from '../shared/theme.ts';
import { noteNotices, type Remedies, troubleNotice } from '../shared/trouble-notice.ts';
import './compare-bar.ts';
import { comparePageStyle } from './compare-page-style.ts';
import { isSection, type Section, sectionsOf } from './compare-sections.ts';
import './delta-matrix.ts';
import { FetchedPairs, type PairKind } from './fetched-pairs.ts';
import './number-list.ts';
import './pair-list.ts';
import type { PairList } from './pair-list.ts';
import './pair-viewer.ts';
import type { PairViewer, ViewMode } from './pair-viewer.ts';
import './word-list.ts';

/** What the page remembers: what was looked at, never what was fetched. */
interface CompareMemory {
  readonly id: DeclarationId;
  readonly section: Section;
  readonly mode: ViewMode;
  readonly scroll: ScrollPlace;
}

/** A pair that is looked at, by its place in its list. */
interface OpenPair {
  readonly set: number;
  readonly kind: PairKind;
  readonly place: number;
}

@customElement('vlprompt-compare')
export class ComparePage extends LitElement {
  static override readonly styles = [theme, buttons, pageLayout, comparePageStyle];

  readonly #host = connectHost<CompareCalls, CompareMemory>(compareMethods);
  readonly #scroll = new RememberedScroll(this.#host.recall().scroll, () => this.#remember());
  readonly #pairs = new FetchedPairs(
    (question) => this.#host.calls.pairs(question),
    () => this.requestUpdate(),
  );
  @state() private snapshot: CompareSnapshot | undefined;
  @state() private comparison: ShownComparison | undefined;
  @state() private section: Section = this.#host.recall().section ?? 'numbers';
  @state() private mode: ViewMode = this.#host.recall().mode ?? 'wipe';
  @state() private open: OpenPair | undefined;
  @query('vlp-pair-viewer') private viewer!: PairViewer | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#host.calls.watch({}, { onProgress: (snapshot) => void this.#take(snapshot) });
  }

  protected override updated(): void {
    this.#remember();
  }

  override render() {
    const { snapshot, comparison } = this;
    if (!snapshot) return nothing;
    return html`<vlp-compare-bar
        .snapshot=${snapshot}
        @choose=${() => this.#host.calls.choose({})}
        @pin=${() => this.#host.calls.pinBaseline({})}
        @cancel=${() => this.#host.calls.cancel({})}
      ></vlp-compare-bar>
      <div class="below">
        <main ${ref(this.#scroll.attach)}>
          ${troubleNotice(snapshot.activity, this.#remedies)} ${comparison ? this.#whole(snapshot, comparison) : nothing}
        </main>
        ${this.#viewer(snapshot)}
      </div>`;
  }

  #whole(snapshot: CompareSnapshot, comparison: ShownComparison) {
    const { section } = this;
    const tabs = sectionsOf(comparison);
    const shown = tabs.some(({ id }) => id === section) ? section : 'words';
    const label = tabs.find(({ id }) => id === shown)?.label ?? '';
    return html`${this.#missing(snapshot, comparison)} ${noteNotices(comparison.notes)}
      <p class="verdict" role="status">${comparisonVerdict(comparison)} ${undrawnWords(comparison)}</p>
      <vlp-tabs
        label="What changed"
        .tabs=${tabs}
        .selected=${shown}
        @select=${({ detail }: CustomEvent<string>) => isSection(detail) && this.#choose(detail)}
      ></vlp-tabs>
      <div class="section" role="tabpanel" aria-label=${label}>${this.#sections[shown](comparison)}</div>`;
  }

  /** What is not there is offered to be made. */
  #missing({ activity }: CompareSnapshot, { before, after }: ShownComparison) {
    if (activity.kind !== 'idle') return nothing;
    const missing = undrawn({ before, after });
    const unjudged = [before, after].filter(({ isJudged }) => !isJudged).map(({ label }) => label);
    if (missing === 0 && unjudged.length === 0) return nothing;
    const sentences = [
      missing > 0 && `${missing} of ${before.total + after.total} images of both sides are not drawn.`,
      unjudged.length > 0 && `${unjudged.join(' and ')} ${unjudged.length === 1 ? 'is' : 'are'} not judged.`,
    ].filter((sentence) => sentence !== false);
    const compare = (effort: 'judge' | 'draw') => () => this.#host.calls.compare({ effort });
    return html`<vlp-notice sign="image">
      ${sentences.join(' ')}
      ${
        unjudged.length > 0
          ? html`<button slot="actions" class="button" @click=${compare('judge')}>Judge</button>`
          : nothing
      }
      ${
        missing > 0
          ? html`<button slot="actions" class="button primary" @click=${compare('draw')}>Draw and judge</button>`
          : nothing
      }
    </vlp-notice>`;
  }

  readonly #sections: { readonly [S in Section]: (comparison: ShownComparison) => unknown } = {
    numbers: ({ measures, statements }) => html`<vlp-number-list
      .measures=${measures}
      .statements=${statements}
      @reveal=${({ detail }: CustomEvent<number>) => this.#host.calls.revealStatement({ statement: detail })}
    ></vlp-number-list>`,
    words: ({ words }) => html`<vlp-word-list
      .words=${words}
      @reveal=${({ detail }: CustomEvent<number>) => this.#host.calls.revealWords({ change: detail })}
    ></vlp-word-list>`,
    pictures: ({ pictures }) => pictures.map((set, index) => this.#pictures(set, index)),
    matrix: ({ matrices }) => matrices.map((change) => html`<vlp-delta-matrix .change=${change}></vlp-delta-matrix>`),
  };

  #pictures({ recipe, counts }: ShownComparison['pictures'][number], set: number) {
    return html`<h3>${recipe}</h3>
      <p class="muted">${pictureSummary(counts)}.</p>
      ${counts.changed > 0 ? this.#list(set, 'changed', counts.changed) : nothing}
      ${folds.map(({ kind, label }) => (counts[kind] === 0 ? nothing : this.#fold(set, kind, label, counts[kind])))}`;
  }

  #fold(set: number, kind: PairKind, label: string, total: number) {
    const onToggle = ({ target }: Event) => {
      if (target instanceof HTMLDetailsElement && target.open) void this.#pairs.want(set, kind);
    };
    return html`<details @toggle=${onToggle}>
      <summary>${label} (${total})</summary>
      ${this.#pairs.of(set, kind).length === 0 ? nothing : this.#list(set, kind, total)}
    </details>`;
  }

  #list(set: number, kind: PairKind, total: number) {
    void this.#pairs.want(set, kind);
    const pairs = this.#pairs.of(set, kind);
    const isOpen = this.open?.set === set && this.open.kind === kind;
    return html`<vlp-pair-list
      data-set=${set}
      data-kind=${kind}
      .pairs=${pairs}
      .total=${total}
      .current=${isOpen ? (pairs[this.open?.place ?? -1]?.index ?? -1) : -1}
      @open=${({ detail }: CustomEvent<number>) => this.#openPair({ set, kind, place: detail })}
      @more=${() => this.#pairs.more(set, kind)}
    ></vlp-pair-list>`;
  }

  #viewer({ before, after }: CompareSnapshot) {
    const { open } = this;
    const pair = this.#openedPair;
    if (!open || !pair || this.section !== 'pictures') return nothing;
    const picture = (side: SideName) => ({ set: open.set, pair: pair.index, side });
    return html`<aside aria-label="Pictures of a pair">
      <vlp-pair-viewer
        .pair=${pair}
        .mode=${this.mode}
        .beforeLabel=${before}
        .afterLabel=${after}
        @mode=${({ detail }: CustomEvent<ViewMode>) => (this.mode = detail)}
        @step=${({ detail }: CustomEvent<number>) => this.#step(detail)}
        @reveal=${() => this.#host.calls.revealPrompt(picture('after'))}
        @open=${({ detail }: CustomEvent<SideName>) => this.#host.calls.openImage(picture(detail))}
        @closed=${this.#close}
      ></vlp-pair-viewer>
    </aside>`;
  }

  get #openedPair(): ShownPair | undefined {
    return this.open && this.#pairs.of(this.open.set, this.open.kind)[this.open.place];
  }

  async #openPair(open: OpenPair): Promise<void> {
    this.open = open;
    await this.updateComplete;
    await this.viewer?.focusFirst();
  }

  #step(by: number): void {
    const { open } = this;
    if (!open) return;
    const last = this.#pairs.of(open.set, open.kind).length - 1;
    this.open = { ...open, place: Math.max(0, Math.min(last, open.place + by)) };
  }

  /** The focus goes back to where it came from. */
  readonly #close = async (): Promise<void> => {
    const { open } = this;
    this.open = undefined;
    await this.updateComplete;
    if (!open) return;
    const list = `vlp-pair-list[data-set="${open.set}"][data-kind="${open.kind}"]`;
    this.renderRoot.querySelector<PairList>(list)?.focusPair(open.place);
  };

  readonly #remedies: Remedies = {
    retry: () => this.#host.calls.compare({ effort: 'judge' }),
    showLog: () => this.#host.calls.showLog({}),
    trustWorkspace: () => this.#host.calls.trustWorkspace({}),
  };

  async #take(snapshot: CompareSnapshot): Promise<void> {
    const isNew = snapshot.revision !== (this.snapshot?.revision ?? 0);
    this.snapshot = snapshot;
    if (!isNew) return;
    this.comparison = (await this.#host.calls.comparison({})) ?? undefined;
    await this.#pairs.renew();
  }

  #choose(section: Section): void {
    this.section = section;
  }

  #remember(): void {
    const { snapshot, section, mode } = this;
    if (snapshot) this.#host.remember({ id: snapshot.id, section, mode, scroll: this.#scroll.place });
  }
}

/** Images of both sides that are not drawn. */
function undrawn({ before, after }: Pick<ShownComparison, 'before' | 'after'>): number {
  return before.total + after.total - before.drawn - after.drawn;
}

/** What changed may be just what is not drawn yet: then no difference means little. */
function undrawnWords(comparison: ShownComparison): string {
  const isTold = comparison.measures.length > 0 && undrawn(comparison) > 0;
  return isTold ? 'Images that are not drawn are not in it.' : '';
}

/** Folded away: nothing to look at, unless somebody wants to. */
const folds: readonly { readonly kind: PairKind; readonly label: string }[] = [
  { kind: 'added', label: 'Came' },
  { kind: 'removed', label: 'Went' },
  { kind: 'notDrawn', label: 'Not drawn on one side or on both' },
  { kind: 'same', label: 'The same' },
];
