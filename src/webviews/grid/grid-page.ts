/** @file The grid page: what is drawn of one recipe, and everything one can do with it. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { type GridCalls, type GridSnapshot, gridMethods } from '../../protocol/webviews/grid.ts';
import { connectHost } from '../shared/host.ts';
import { RememberedScroll, type ScrollPlace } from '../shared/remembered-scroll.ts';
import { buttons, theme } from '../shared/theme.ts';
import './grid-bar.ts';
import './image-detail.ts';
import type { DetailSubject } from './image-detail.ts';
import './image-table.ts';
import type { ImagePlace } from './image-layout.ts';
import type { ImageTable } from './image-table.ts';
import '../shared/notice.ts';
import { noteNotices, type Remedies, troubleNotice } from '../shared/trouble-notice.ts';
import { neighbour } from './neighbour.ts';
import { defaultZoom, zoomSize } from './zoom.ts';

/** What the page remembers: what was looked at and how it was arranged, never what was fetched. */
interface GridMemory {
  readonly id: DeclarationId;
  readonly zoom: number;
  readonly current?: ImagePlace;
  readonly scroll: ScrollPlace;
}

@customElement('vlprompt-grid')
export class GridPage extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100vh;
      }
      main {
        flex: 1;
        overflow: auto;
        padding: 0 16px 24px;
      }
      vlp-notice {
        position: sticky;
        left: 0;
        max-width: 720px;
        margin: 12px 0;
      }
      .waiting {
        padding: 24px 0;
      }
    `,
  ];

  readonly #host = connectHost<GridCalls, GridMemory>(gridMethods);
  @state() private snapshot: GridSnapshot | undefined;
  @state() private zoom = this.#host.recall().zoom ?? defaultZoom;
  @state() private current = this.#host.recall().current;
  @state() private isOpen = false;
  #scroll = new RememberedScroll(this.#host.recall().scroll, () => this.#remember());
  @query('vlp-image-table') private table!: ImageTable | null;

  override connectedCallback(): void {
    super.connectedCallback();
    const onProgress = (snapshot: GridSnapshot) => {
      this.snapshot = snapshot;
    };
    void this.#host.calls.watch({}, { onProgress });
  }

  protected override updated(): void {
    this.#remember();
  }

  override render() {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    return html`<vlp-grid-bar
        .snapshot=${snapshot}
        .zoom=${this.zoom}
        @zoom=${({ detail }: CustomEvent<number>) => {
          this.zoom = detail;
        }}
        @draw=${() => this.#host.calls.draw({})}
        @cancel=${() => this.#host.calls.cancel({})}
      ></vlp-grid-bar>
      <main ${ref(this.#scroll.attach)}>
        ${this.#notice(snapshot)} ${noteNotices(snapshot.notes)} ${this.#table(snapshot)}
      </main>
      ${this.#detail()}`;
  }

  #remember(): void {
    const { snapshot, zoom, current } = this;
    const { place } = this.#scroll;
    if (snapshot) this.#host.remember({ id: snapshot.id, zoom, scroll: place, ...(current && { current }) });
  }

  #table(snapshot: GridSnapshot) {
    if (snapshot.cells.length === 0) return html`<p class="muted waiting">No images to show yet.</p>`;
    return html`<vlp-image-table
      .snapshot=${snapshot}
      .size=${zoomSize(this.zoom)}
      .current=${this.current}
      @image-current=${({ detail }: CustomEvent<ImagePlace>) => {
        // A closing dialog gives the focus back to the image it was opened from, which may not be the last one seen.
        if (!this.isOpen) this.current = detail;
      }}
      @image-open=${({ detail }: CustomEvent<ImagePlace>) => {
        this.current = detail;
        this.isOpen = true;
      }}
      @image-reveal=${() => this.#ofCurrent((key) => this.#host.calls.revealPrompt({ key }))}
    ></vlp-image-table>`;
  }

  #detail() {
    return html`<vlp-image-detail
      .subject=${this.isOpen ? this.#subject : undefined}
      @closed=${this.#close}
      @previous=${() => this.#step(-1)}
      @next=${() => this.#step(1)}
      @reveal=${() => this.#ofCurrent((key) => this.#host.calls.revealPrompt({ key }))}
      @copy=${() => this.#ofCurrent((key) => this.#host.calls.copySettings({ key }))}
      @copy-as=${() => this.#ofCurrent((key) => this.#host.calls.copyAs({ key }))}
      @open-file=${() => this.#ofCurrent((key) => this.#host.calls.openImage({ key }))}
    ></vlp-image-detail>`;
  }

  #notice(snapshot: GridSnapshot) {
    const { activity, done, id } = snapshot;
    return activity.kind === 'idle' && done === 0 ? emptyNotice(id.name) : troubleNotice(activity, this.#remedies);
  }

  readonly #remedies: Remedies = {
    retry: () => this.#host.calls.draw({}),
    showLog: () => this.#host.calls.showLog({}),
    trustWorkspace: () => this.#host.calls.trustWorkspace({}),
  };

  get #subject(): DetailSubject | undefined {
    const { snapshot, current } = this;
    const cell = current && snapshot?.cells[current.cell];
    const image = cell?.images[current?.image ?? 0];
    if (!snapshot || !cell || !image || !current) return undefined;
    const { rows, columns } = snapshot;
    const labels = [rows[Math.floor(current.cell / columns.length)], columns[current.cell % columns.length]];
    const heading = labels.flatMap((label) => (label && label.label !== '' ? [label.label] : [])).join(' · ');
    return { image, settings: cell.settings, heading };
  }

  #ofCurrent(act: (key: string) => Promise<unknown>): void {
    const key = this.#imageKey;
    if (key !== undefined) void act(key);
  }

  get #imageKey(): string | undefined {
    const { snapshot, current } = this;
    return current && snapshot?.cells[current.cell]?.images[current.image]?.key;
  }

  #step(by: 1 | -1): void {
    if (this.snapshot && this.current) this.current = neighbour(this.snapshot, this.current, by);
  }

  #close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.current) void this.table?.focusOn(this.current);
  }
}

function emptyNotice(name: string) {
  return html`<vlp-notice sign="grid">
    Nothing is drawn yet. Draw the images to see what the words of <strong>${name}</strong> do; later only what a change
    touches is drawn again.
  </vlp-notice>`;
}
