/** @file The images that are looked at beside the sections: of a cell, or of a selection on the map. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type {
  ClassWording,
  MatrixCalls,
  MatrixCell,
  MatrixImage,
  MatrixImageId,
  MatrixImages,
} from '../../../protocol/webviews/matrix.ts';
import type { MapPoint } from '../map/map-points.ts';
import { type ClassCount, countByClass } from './class-counts.ts';

/** So many are asked for at a time. */
const part = 120;
/** Wordings of more classes stand too narrow side by side. */
const mostWordings = 3;

type Opened =
  | { readonly kind: 'cell'; readonly cell: MatrixCell }
  | { readonly kind: 'selection'; readonly ids: readonly MatrixImageId[]; readonly counts: readonly ClassCount[] };

type Calls = Pick<Caller<MatrixCalls>, 'cellImages' | 'images' | 'wordings'>;

export class OpenImages implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #calls: Calls;
  #opened: Opened | undefined;
  images: readonly MatrixImage[] | undefined;
  total = 0;
  wordings: readonly ClassWording[] = [];

  /** @param cell as the page remembered it */
  constructor(host: ReactiveControllerHost, calls: Calls, cell: MatrixCell | undefined) {
    this.#host = host;
    this.#calls = calls;
    this.#opened = cell && isCell(cell) ? { kind: 'cell', cell } : undefined;
    host.addController(this);
  }

  hostConnected(): void {}

  get isOpen(): boolean {
    return this.#opened !== undefined;
  }

  /** Absent when nothing is open, or a selection. */
  get cell(): MatrixCell | undefined {
    return this.#opened?.kind === 'cell' ? this.#opened.cell : undefined;
  }

  /** Of a selection. */
  get counts(): readonly ClassCount[] | undefined {
    return this.#opened?.kind === 'selection' ? this.#opened.counts : undefined;
  }

  async openCell(cell: MatrixCell): Promise<void> {
    this.#begin({ kind: 'cell', cell });
    await this.reload();
  }

  async openSelection(points: readonly MapPoint[]): Promise<void> {
    if (points.length === 0) return this.close();
    this.#begin({ kind: 'selection', ids: points.map(({ id }) => id), counts: countByClass(points) });
    await this.reload();
  }

  /** As many as there were; a new report has others in the same cell. */
  async reload(): Promise<void> {
    const { images } = this;
    await this.#load(0, Math.max(part, images?.length ?? 0));
    await this.#loadWordings();
  }

  async loadMore(): Promise<void> {
    await this.#load(this.images?.length ?? 0, part);
  }

  close(): void {
    this.#begin(undefined);
  }

  #begin(opened: Opened | undefined): void {
    this.#opened = opened;
    this.images = undefined;
    this.wordings = [];
    this.#host.requestUpdate();
  }

  /** An answer that comes after another cell was opened is too late. */
  async #load(from: number, count: number): Promise<void> {
    const opened = this.#opened;
    if (!opened) return;
    const { images, total } = await this.#ask(opened, from, count);
    if (this.#opened !== opened) return;
    this.images = [...(this.images ?? []).slice(0, from), ...images];
    this.total = total;
    this.#host.requestUpdate();
  }

  async #ask(opened: Opened, from: number, count: number): Promise<MatrixImages> {
    if (opened.kind === 'cell') return this.#calls.cellImages({ ...opened.cell, from, count });
    const images = await this.#calls.images({ ids: opened.ids.slice(from, from + count) });
    return { images, total: opened.ids.length };
  }

  async #loadWordings(): Promise<void> {
    const { cell } = this;
    if (!cell) return;
    const wordings = await this.#calls.wordings({ classes: wordedClasses(cell) });
    if (this.cell !== cell) return;
    this.wordings = wordings;
    this.#host.requestUpdate();
  }
}

/** What a page remembers may be of an earlier version, in which a cell was of single classes. */
function isCell({ actual, predicted }: MatrixCell): boolean {
  return Array.isArray(actual) && Array.isArray(predicted);
}

/** Those of a pair; of a class and everything else that class alone; none of many. */
function wordedClasses({ actual, predicted }: MatrixCell): readonly number[] {
  const all = [...new Set([...actual, ...predicted])];
  if (all.length <= mostWordings) return all;
  return actual.length <= mostWordings ? actual : [];
}
