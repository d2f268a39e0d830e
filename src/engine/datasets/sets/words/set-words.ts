/** @file What was decided about the images of one set, as one reviewer is shown it, kept up with the workspace's decisions. */
import { DigestTable, digestWords } from '../columns/digest-table.ts';
import { type ImageColumns, isKnown } from '../columns/image-columns.ts';
import { IntList } from '../columns/int-list.ts';
import type { DecisionIndex, IndexChange } from '../log/decision-index.ts';
import type { WorkspaceDecisions } from '../log/workspace-decisions.ts';
import type { Asking } from './asking.ts';
import type { ImageWords } from './image-words.ts';
import { TeamTable } from './team-table.ts';

export class SetWords implements ImageWords {
  readonly own: Uint32Array;
  readonly team: Uint32Array;
  readonly #columns: ImageColumns;
  readonly #asking: Asking;
  readonly #decisions: WorkspaceDecisions;
  readonly #rows: DigestTable;
  #index: DecisionIndex;
  #teams: TeamTable;
  #version = -1;
  /** Of an image's name in the index its first row; of a row the next one of the same name, and its name. */
  readonly #first = new IntList();
  readonly #next: Int32Array;
  readonly #names: Int32Array;
  /** The same for rows that have no name yet, by their pixels. */
  #pixels = new DigestTable();
  readonly #firstByPixels = new IntList();
  readonly #nextByPixels: Int32Array;

  /** Nothing is known before `update`. */
  constructor(decisions: WorkspaceDecisions, asking: Asking, columns: ImageColumns) {
    this.#decisions = decisions;
    this.#asking = asking;
    this.#columns = columns;
    this.own = new Uint32Array(columns.count);
    this.team = new Uint32Array(columns.count);
    this.#next = new Int32Array(columns.count).fill(-1);
    this.#names = new Int32Array(columns.count).fill(-1);
    this.#nextByPixels = new Int32Array(columns.count).fill(-1);
    // Each file is in a set once, so that rows are numbered as the table numbers them.
    this.#rows = DigestTable.of(columns.digests.hash);
    this.#index = decisions.index;
    this.#teams = new TeamTable(asking, this.#index);
  }

  get owns() {
    return this.#index.words;
  }

  get teams() {
    return this.#teams.teams;
  }

  /** Takes over what is known of the workspace's decisions by now. @returns numbers of images whose words are others; none the first time */
  update(): readonly number[] {
    if (this.#version === this.#decisions.version) return [];
    const isFirst = this.#version < 0;
    const changes = this.#index === this.#decisions.index ? this.#decisions.changesSince(this.#version) : undefined;
    this.#version = this.#decisions.version;
    const rows = changes === undefined ? undefined : this.#rowsOf(changes);
    return rows === undefined ? this.#readAll(isFirst) : [...rows].filter((row) => this.#readRow(row));
  }

  /** Undefined where a file was named that is not here: an image here may be known by the same pixels. */
  #rowsOf(changes: readonly IndexChange[]): Iterable<number> | undefined {
    const rows = new Set<number>();
    for (const image of changes.flatMap(({ images }) => images)) {
      const row = this.#rows.find(this.#index.events.digests.hex(image));
      if (row < 0) return undefined;
      const name = this.#index.nameOfDigest(image);
      for (const same of [row, ...this.#rowsOfPixels(name)]) if (this.#names[same] !== name) this.#name(same, name);
    }
    for (const name of changes.flatMap(({ names = [] }) => names)) {
      for (let row = this.#first.at(name); row >= 0; row = this.#next[row]!) rows.add(row);
    }
    return rows;
  }

  /** @returns whether its words are others */
  #readRow(row: number): boolean {
    const name = this.#names[row]!;
    const own = this.#index.codeOf(this.#index.events.pool.find(this.#asking.reviewer), name);
    const team = this.#teams.codeOf(name);
    const isOther = own !== this.own[row] || team !== this.team[row];
    this.own[row] = own;
    this.team[row] = team;
    return isOther;
  }

  #readAll(isFirst: boolean): readonly number[] {
    const before = this.#texts();
    this.#index = this.#decisions.index;
    this.#teams = new TeamTable(this.#asking, this.#index);
    this.#first.clear();
    const { hash, pixels } = this.#columns.digests;
    const [files, shown] = [digestWords(hash), digestWords(pixels)];
    this.#names.fill(-1);
    this.#pixels = new DigestTable();
    this.#firstByPixels.clear();
    for (let row = this.#columns.count - 1; row >= 0; row--) {
      const isShown = isKnown(pixels, row);
      const byFile = this.#index.nameAt(files, row);
      const name = byFile < 0 && isShown ? this.#index.nameAt(shown, row) : byFile;
      if (name >= 0) this.#name(row, name);
      else if (isShown) this.#linkByPixels(row, shown);
    }
    for (let row = 0; row < this.#columns.count; row++) this.#readRow(row);
    if (isFirst) return [];
    const after = this.#texts();
    return [...this.#names.keys()].filter((row) => before(row) !== after(row));
  }

  #linkByPixels(row: number, shown: Uint32Array): void {
    const pixels = this.#pixels.addAt(shown, row);
    this.#nextByPixels[row] = this.#firstByPixels.at(pixels);
    this.#firstByPixels.set(pixels, row);
  }

  /** That had no name when all were read. */
  #rowsOfPixels(name: number): readonly number[] {
    const pixels = this.#pixels.find(this.#index.events.digests.hex(name));
    const rows: number[] = [];
    for (let row = this.#firstByPixels.at(pixels); row >= 0; row = this.#nextByPixels[row]!) rows.push(row);
    return rows;
  }

  #name(row: number, name: number): void {
    if (this.#names[row]! >= 0) this.#unlink(row);
    this.#names[row] = name;
    this.#next[row] = this.#first.at(name);
    this.#first.set(name, row);
  }

  #unlink(row: number): void {
    const name = this.#names[row]!;
    if (this.#first.at(name) === row) this.#first.set(name, this.#next[row]!);
    for (let other = this.#first.at(name); other >= 0; other = this.#next[other]!) {
      if (this.#next[other] === row) this.#next[other] = this.#next[row]!;
    }
  }

  /** Words as text, which compare across indexes; as they are at the moment. */
  #texts(): (row: number) => string {
    const [owns, teams] = [this.owns.map(textOf), this.teams.map(textOf)];
    const [own, team] = [this.own.slice(), this.team.slice()];
    return (row) => `${owns[own[row]!]}${teams[team[row]!]}`;
  }
}

function textOf(word: unknown): string {
  return JSON.stringify(word) ?? '';
}
