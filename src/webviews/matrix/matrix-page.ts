/** @file The matrix page: how an evaluation's classes are told apart, from the numbers down to the single image. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, queryAll, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import {
  type MatrixCalls,
  type MatrixCell,
  type MatrixImage,
  type MatrixImageId,
  type MatrixReport,
  type MatrixSnapshot,
  matrixMethods,
} from '../../protocol/webviews/matrix.ts';
import type { GridPosition } from '../shared/arrow-moves.ts';
import { connectHost } from '../shared/host.ts';
import { RememberedScroll, type ScrollPlace } from '../shared/remembered-scroll.ts';
import { buttons, theme } from '../shared/theme.ts';
import './cell-images.ts';
import type { CellImages } from './cell-images.ts';
import './matrix-bar.ts';
import '../shared/notice.ts';
import { noteNotices, type Remedies, troubleNotice } from '../shared/trouble-notice.ts';
import './source-section.ts';
import type { SourceSection } from './source-section.ts';
import './statement-list.ts';

/** What the page remembers: what was looked at and how it was arranged, never what was fetched. */
interface MatrixMemory {
  readonly id: DeclarationId;
  readonly open?: MatrixCell;
  readonly scroll: ScrollPlace;
}

@customElement('vlprompt-matrix')
export class MatrixPage extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100vh;
      }
      .below {
        flex: 1;
        display: flex;
        min-height: 0;
      }
      main {
        flex: 1;
        min-width: 0;
        overflow: auto;
        padding: 0 16px 24px;
        container-type: inline-size;
      }
      vlp-notice {
        max-width: 720px;
        margin-top: 12px;
      }
      vlp-statements {
        margin-top: 12px;
      }
      .sources {
        display: flex;
        flex-wrap: wrap;
        gap: 28px 40px;
        margin-top: 20px;
      }
      footer {
        margin-top: 24px;
      }
      .waiting {
        padding: 24px 0;
      }
      .sources.stale {
        opacity: 0.75;
      }
      vlp-cell-images {
        flex: none;
        width: clamp(200px, 34%, 340px);
        overflow: auto;
        border-left: 1px solid var(--line);
      }
      @media (max-width: 620px) {
        .below {
          flex-direction: column;
        }
        vlp-cell-images {
          width: auto;
          height: 42%;
          border-top: 1px solid var(--line);
          border-left: none;
        }
      }
    `,
  ];

  readonly #host = connectHost<MatrixCalls, MatrixMemory>(matrixMethods);
  readonly #scroll = new RememberedScroll(this.#host.recall().scroll, () => this.#remember());
  @state() private snapshot: MatrixSnapshot | undefined;
  @state() private open = this.#host.recall().open;
  @state() private images: readonly MatrixImage[] | undefined;
  @query('vlp-cell-images') private panel!: CellImages | null;
  @queryAll('vlp-source') private sections!: NodeListOf<SourceSection>;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#host.calls.watch({}, { onProgress: (snapshot) => this.#take(snapshot) });
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
        <main ${ref(this.#scroll.attach)}>
          ${this.#notice(snapshot)} ${snapshot.report ? this.#report(snapshot.report, snapshot.stale) : nothing}
        </main>
        ${this.#panel(snapshot)}
      </div>`;
  }

  #report({ classes, sources, statements, judge, made, notes }: MatrixReport, isStale: boolean) {
    return html`${noteNotices(notes)} <vlp-statements
        .statements=${statements}
        @reveal=${({ detail }: CustomEvent<number>) => this.#host.calls.revealStatement({ statement: detail })}
      ></vlp-statements>
      <div class="sources ${isStale ? 'stale' : ''}">
        ${sources.map(
          (source, index) =>
            html`<vlp-source
              .classes=${classes}
              .source=${source}
              .open=${this.open?.source === index ? positionOf(this.open) : undefined}
              @cell-open=${({ detail }: CustomEvent<GridPosition>) => this.#openCell(index, detail)}
            ></vlp-source>`,
        )}
      </div>
      <footer class="muted">Judged by ${judge}, ${new Date(made).toLocaleString()}</footer>`;
  }

  #panel({ report }: MatrixSnapshot) {
    const { open, images } = this;
    const source = open && report?.sources[open.source];
    if (!open || !report || !source) return nothing;
    const [actual, predicted] = [report.classes[open.actual], report.classes[open.predicted]];
    const how = actual === predicted ? 'judged rightly' : `judged as ${predicted}`;
    return html`<vlp-cell-images
      .heading=${`${actual}, ${how}, on ${source.name}`}
      .images=${images}
      @keydown=${this.#onPanelKey}
      @closed=${this.#close}
      @reveal=${({ detail }: CustomEvent<MatrixImageId>) => this.#host.calls.revealImage(detail)}
    ></vlp-cell-images>`;
  }

  #notice({ activity, report, stale, id }: MatrixSnapshot) {
    if (activity.kind === 'evaluating') return report ? nothing : waiting;
    if (activity.kind !== 'idle') return troubleNotice(activity, this.#remedies);
    if (!report) return emptyNotice(id.name);
    return stale ? staleNotice : nothing;
  }

  readonly #remedies: Remedies = {
    retry: () => this.#evaluate(),
    showLog: () => this.#host.calls.showLog({}),
    trustWorkspace: () => this.#host.calls.trustWorkspace({}),
  };

  /** A new report has new images in its cells; the open cell is asked for again. */
  #take(snapshot: MatrixSnapshot): void {
    const isNew = snapshot.report?.made !== this.snapshot?.report?.made;
    this.snapshot = snapshot;
    if (isNew && this.open) void this.#load(this.open);
  }

  async #openCell(source: number, { row, column }: GridPosition): Promise<void> {
    const cell = { source, actual: row, predicted: column };
    this.open = cell;
    this.images = undefined;
    await this.#load(cell);
    await this.updateComplete;
    // The panel has taken room from the matrix.
    this.sections[source]?.revealCell();
    await this.panel?.focusFirst();
  }

  /** An answer that comes after another cell was opened is too late. */
  async #load(cell: MatrixCell): Promise<void> {
    const images = await this.#host.calls.cellImages(cell);
    if (this.open === cell) this.images = images;
  }

  #onPanelKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#close();
  }

  #close(): void {
    const source = this.open?.source;
    this.open = undefined;
    if (source !== undefined) void this.sections[source]?.focusCell();
  }

  #remember(): void {
    const { snapshot, open } = this;
    if (snapshot) this.#host.remember({ id: snapshot.id, scroll: this.#scroll.place, ...(open && { open }) });
  }

  readonly #evaluate = (): void => void this.#host.calls.evaluate({});
}

function positionOf({ actual, predicted }: MatrixCell): GridPosition {
  return { row: actual, column: predicted };
}

const waiting = html`<p class="muted waiting">The matrix appears when every image is judged.</p>`;

const staleNotice = html`<vlp-notice sign="grid">
  The words or the images have changed since. Evaluate again to see what moved.
</vlp-notice>`;

function emptyNotice(name: string) {
  return html`<vlp-notice sign="grid">
    Nothing is judged yet. Evaluate <strong>${name}</strong> to see which classes its words tell apart, and which they
    confuse; images that are missing are drawn first.
  </vlp-notice>`;
}
