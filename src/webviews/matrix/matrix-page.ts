/** @file The matrix page: how an evaluation's classes are told apart, from the numbers down to the single image. */
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import {
  type ClassWording,
  type MatrixCalls,
  type MatrixCell,
  type MatrixImage,
  type MatrixImageId,
  type MatrixReport,
  type MatrixSnapshot,
  type MatrixSource,
  matrixMethods,
} from '../../protocol/webviews/matrix.ts';
import { connectHost } from '../shared/host.ts';
import { pageLayout } from '../shared/page-layout.ts';
import { RememberedScroll, type ScrollPlace } from '../shared/remembered-scroll.ts';
import { buttons, theme } from '../shared/theme.ts';
import './images/cell-images.ts';
import { Fetched } from './fetched.ts';
import type { CellImages } from './images/cell-images.ts';
import './matrix-bar.ts';
import { choices } from '../shared/section-style.ts';
import { noteNotices, type Remedies } from '../shared/trouble-notice.ts';
import { OpenImages } from './images/open-images.ts';
import { matrixNotice } from './matrix-notice.ts';
import { matrixPageStyle } from './matrix-page-style.ts';
import { cellHeading, obstacleWords, sourceKinds, sourceWords } from './matrix-words.ts';
import { firstLook, type MatrixSection, type PickedCell } from './sections/matrix-section.ts';
import {
  type Choices,
  isSection,
  type SectionActs,
  type SectionView,
  sectionOf,
  sectionTabs,
} from './sections/source-sections.ts';
import './sections/statement-list.ts';
import { steadySnapshot } from './steady-snapshot.ts';
import '../shared/tab-strip.ts';

/** What the page remembers: what was looked at and how it was arranged, never what was fetched. */
interface MatrixMemory {
  readonly id: DeclarationId;
  readonly choices: Choices;
  readonly open?: MatrixCell;
  readonly scroll: ScrollPlace;
}

const firstChoices: Choices = {
  source: 0,
  section: 'matrix',
  look: firstLook,
  order: { column: 'recall', direction: 'ascending' },
  method: 'pca',
};

/** Images stand below the sections rather than beside them: as in the style. */
const narrow = matchMedia('(max-width: 640px)');

@customElement('vlprompt-matrix')
export class MatrixPage extends LitElement {
  static override readonly styles = [theme, buttons, choices, pageLayout, matrixPageStyle];

  readonly #host = connectHost<MatrixCalls, MatrixMemory>(matrixMethods);
  readonly #scroll = new RememberedScroll(this.#host.recall().scroll, () => this.#remember());
  readonly #images = new OpenImages(this, this.#host.calls, this.#host.recall().open);
  readonly #contributions = new Fetched(
    () => this.#host.calls.contributions({}),
    () => this.requestUpdate(),
  );
  readonly #map = new Fetched(
    () => this.#host.calls.embeddingMap({}),
    () => this.requestUpdate(),
  );
  readonly #resizes = new ResizeObserver(([entry]) => {
    if (entry) this.room = entry.contentRect.width;
  });
  @state() private snapshot: MatrixSnapshot | undefined;
  @state() private choices: Choices = { ...firstChoices, ...this.#host.recall().choices };
  @state() private wordings: readonly ClassWording[] = [];
  @state() private hoverImage: MatrixImage | undefined;
  @state() private room = 700;
  @query('vlp-cell-images') private panel!: CellImages | null;
  @query('vlp-matrix-section') private matrix!: MatrixSection | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#host.calls.watch({}, { onProgress: (snapshot) => this.#take(snapshot) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override updated(): void {
    this.#remember();
  }

  override render() {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    return html`<vlp-matrix-bar
        .snapshot=${snapshot}
        @evaluate=${this.#evaluate}
        @cancel=${() => this.#host.calls.cancel({})}
      ></vlp-matrix-bar>
      <div class="below">
        <main ${ref(this.#attachMain)}>
          ${matrixNotice(snapshot, this.#remedies)} ${snapshot.report ? this.#report(snapshot, snapshot.report) : nothing}
        </main>
        ${snapshot.report ? this.#panel(snapshot, snapshot.report) : nothing}
      </div>`;
  }

  #report(snapshot: MatrixSnapshot, report: MatrixReport) {
    const { sources, statements, judge, made, notes } = report;
    const source = this.#sourceOf(report);
    return html`${noteNotices(notes)} <vlp-statements
        .statements=${statements}
        @reveal=${({ detail }: CustomEvent<number>) => this.#host.calls.revealStatement({ statement: detail })}
      ></vlp-statements>
      <vlp-tabs
        class="sources"
        label="Images"
        .tabs=${sources.map((one, index) => ({
          id: String(index),
          label: `${one.name} · ${sourceKinds[one.kind]}`,
          detail: sourceWords(one),
        }))}
        .selected=${String(sources[this.choices.source] ? this.choices.source : 0)}
        @select=${({ detail }: CustomEvent<string>) => this.#choose({ source: Number(detail) })}
      ></vlp-tabs>
      ${source ? this.#source(snapshot, report, source) : nothing}
      <footer class="muted">Judged by ${judge}, ${new Date(made).toLocaleString()}</footer>`;
  }

  #source(snapshot: MatrixSnapshot, report: MatrixReport, source: MatrixSource) {
    const { section } = this.choices;
    const label = sectionTabs.find(({ id }) => id === section)?.label ?? '';
    return html`<vlp-tabs
        label="Sections"
        .tabs=${sectionTabs}
        .selected=${section}
        @select=${({ detail }: CustomEvent<string>) => isSection(detail) && this.#choose({ section: detail })}
      ></vlp-tabs>
      <div class="section ${snapshot.stale ? 'stale' : ''}" role="tabpanel" aria-label=${`${label} of ${source.name}`}>
        ${sectionOf[section](this.#view(snapshot, report, source), this.#acts)}
      </div>`;
  }

  #view(snapshot: MatrixSnapshot, report: MatrixReport, source: MatrixSource): SectionView {
    const { choices, room, wordings, hoverImage } = this;
    const { cell } = this.#images;
    return {
      snapshot,
      report,
      source,
      choices,
      obstacle: obstacleWords(snapshot),
      open: cell?.source === choices.source ? cell : undefined,
      room,
      wordings,
      contributions: this.#contributions.result,
      map: this.#map.result,
      hoverImage,
    };
  }

  #panel({ stale }: MatrixSnapshot, report: MatrixReport) {
    const images = this.#images;
    if (!images.isOpen) return nothing;
    const { cell } = images;
    return html`<vlp-cell-images
      .heading=${cell ? cellHeading(cell, report) : 'Selected on the map'}
      .classes=${report.classes}
      .images=${images.images}
      .total=${images.total}
      .counts=${images.counts}
      .wordings=${images.wordings}
      .hasRoom=${!narrow.matches}
      ?stale=${stale}
      @keydown=${this.#onPanelKey}
      @closed=${this.#close}
      @more=${() => images.loadMore()}
      @reveal=${({ detail }: CustomEvent<MatrixImageId>) => this.#host.calls.revealImage(detail)}
      @open=${({ detail }: CustomEvent<MatrixImageId>) => this.#host.calls.openImage(detail)}
      @prompt=${({ detail }: CustomEvent<Parameters<SectionActs['revealPrompt']>[0]>) => this.#acts.revealPrompt(detail)}
    ></vlp-cell-images>`;
  }

  readonly #remedies: Remedies = {
    retry: () => this.#evaluate(),
    showLog: () => this.#host.calls.showLog({}),
    trustWorkspace: () => this.#host.calls.trustWorkspace({}),
  };

  readonly #acts: SectionActs = {
    choose: (choices) => this.#choose(choices),
    openCell: (cell) => void this.#openCell(cell),
    revealPrompt: (prompt) => void this.#host.calls.revealWording(prompt),
    analyse: (request) => void this.#host.calls.analyse(request),
    cancelAnalysis: (kind) => void this.#host.calls.cancelAnalysis({ kind }),
    revealLine: (source, line) => void this.#host.calls.revealContribution({ source, line }),
    select: (points) => void this.#images.openSelection(points),
    hover: (image) => void this.#showHovered(image),
  };

  /** A new report has new images in its cells; the open cell is asked for again. */
  #take(snapshot: MatrixSnapshot): void {
    const { report } = snapshot;
    const isNew = report?.made !== this.snapshot?.report?.made;
    const isReworded = isNew || snapshot.stale !== this.snapshot?.stale;
    this.snapshot = steadySnapshot(snapshot, this.snapshot);
    void this.#contributions.follow(snapshot.analyses.contributions);
    this.#followSection();
    if (isReworded) void this.#loadWordings();
    if (isNew && this.#images.cell) void this.#images.reload();
    else if (isNew) this.#images.close();
  }

  #choose(choices: Partial<Choices>): void {
    this.choices = { ...this.choices, ...choices };
    if (choices.source !== undefined || choices.section !== undefined) void this.#loadWordings();
    this.#followSection();
  }

  /** A map is large: it is fetched when it is looked at. */
  #followSection(): void {
    if (this.snapshot && this.choices.section === 'map') void this.#map.follow(this.snapshot.analyses.map);
  }

  async #loadWordings(): Promise<void> {
    const { snapshot, choices } = this;
    const source = snapshot?.report && this.#sourceOf(snapshot.report);
    if (!source || choices.section !== 'pairs') return;
    const classes = new Set(source.analysis.confusedPairs.flatMap(({ a, b }) => [a, b]));
    this.wordings = await this.#host.calls.wordings({ classes: [...classes] });
  }

  async #openCell({ actual, predicted }: PickedCell): Promise<void> {
    await this.#images.openCell({ source: this.choices.source, actual, predicted });
    await this.updateComplete;
    // The panel has taken room from the matrix.
    this.matrix?.revealCell();
    await this.panel?.focusFirst();
  }

  async #showHovered(id: MatrixImageId): Promise<void> {
    const [image] = await this.#host.calls.images({ ids: [id] });
    this.hoverImage = image;
  }

  /** The evaluation may have fewer sources than when the page was seen last. */
  #sourceOf({ sources }: MatrixReport): MatrixSource | undefined {
    return sources[this.choices.source] ?? sources[0];
  }

  #onPanelKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#close();
  }

  #close(): void {
    this.#images.close();
    void this.matrix?.focusCell();
  }

  #remember(): void {
    const { snapshot, choices } = this;
    const { cell } = this.#images;
    if (!snapshot) return;
    this.#host.remember({ id: snapshot.id, choices, scroll: this.#scroll.place, ...(cell && { open: cell }) });
  }

  readonly #attachMain = (element: Element | undefined): void => {
    this.#scroll.attach(element);
    if (element) this.#resizes.observe(element);
  };

  readonly #evaluate = (): void => void this.#host.calls.evaluate({});
}
