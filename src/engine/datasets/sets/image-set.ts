/** @file An opened set: its columns, what was decided, and the lists that were made of it lately. */
import path from 'node:path';
import type { PlacedRedraw } from '../../../protocol/decisions.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { ImageSource, SetId } from '../../../protocol/image-sets.ts';
import { RecentMap } from '../../recent-map.ts';
import type { NumberedImages, RankedImages } from '../finding/ranker.ts';
import { type FieldSources, fieldColumn, fieldNames, isUsed } from './columns/field-columns.ts';
import { digestAt, type ImageColumns } from './columns/image-columns.ts';
import { asText } from './lists/sort-numbers.ts';
import type { Asking } from './words/asking.ts';
import type { SetWords } from './words/set-words.ts';

/** More than a page shows and its host asks for at a time. */
const LISTS_KEPT = 4;

export interface KeptList {
  readonly numbers: Uint32Array;
  /** Of an order by intent: as long as `numbers`. */
  readonly ranked?: RankedImages;
}

export interface SetContents {
  readonly source: ImageSource;
  readonly columns: ImageColumns;
  readonly asking: Asking;
  /** Absolute. */
  readonly workspace: string;
  /** Absolute path of an image in the store. @param hash hex SHA-256 */
  readonly storedFile: (hash: string) => string;
  /** In place of rejected images; of other sets, too. */
  readonly redraws: readonly PlacedRedraw[];
}

export class ImageSet implements NumberedImages {
  readonly id: SetId;
  readonly source: ImageSource;
  readonly columns: ImageColumns;
  readonly asking: Asking;
  readonly workspace: string;
  readonly words: SetWords;
  /** By the plan's key of what was drawn: who rejected what it was drawn in place of. */
  readonly inPlace: ReadonlyMap<string, string>;
  /** Numbers of images whose words changed, and whose client was not told of it yet. */
  readonly untold = new Set<number>();
  readonly #storedFile: (hash: string) => string;
  readonly #lists = new RecentMap<number, KeptList>(LISTS_KEPT);
  #lastList = 0;

  constructor(id: SetId, contents: SetContents, words: SetWords) {
    const { source, columns, asking, workspace, storedFile, redraws } = contents;
    this.id = id;
    this.source = source;
    this.columns = columns;
    this.asking = asking;
    this.workspace = workspace;
    this.words = words;
    this.inPlace = new Map(redraws.map(({ key, by }) => [key, by]));
    this.#storedFile = storedFile;
  }

  get count(): number {
    return this.columns.count;
  }

  /** What conditions can speak of here. */
  get fields(): readonly string[] {
    return fieldNames.filter((name) => {
      const column = fieldColumn(name, this.sources);
      return column !== undefined && isUsed(column, this.count);
    });
  }

  get sources(): FieldSources {
    return { columns: this.columns, words: this.words, fileFrom: (row) => this.#fileFrom(row) };
  }

  file(number: number): string {
    const { pool, texts } = this.columns;
    return pool.text(texts.file[number]!) ?? this.#storedFile(this.hash(number));
  }

  hash(number: number): string {
    return digestAt(this.columns.digests.hash, number) ?? '';
  }

  class(number: number): string | undefined {
    const { pool, texts } = this.columns;
    return this.words.teams[this.words.team[number]!]?.label ?? pool.text(texts.class[number]!);
  }

  field(number: number, name: string) {
    const column = fieldColumn(name, this.sources);
    if (column === undefined) return undefined;
    if (column.kind === 'each') return column.at(number);
    if (column.kind === 'coded') {
      const value = column.valueIn(column.codes[number]!);
      return typeof value === 'object' ? asText(value) : value;
    }
    return Number.isNaN(column.values[number]) ? undefined : column.values[number];
  }

  /** @returns the list's number, which rises */
  keep(list: KeptList): number {
    this.#lists.set(++this.#lastList, list);
    return this.#lastList;
  }

  /** @throws Failure `set-unknown` */
  list(number: number): KeptList {
    const list = this.#lists.get(number);
    if (list !== undefined) return list;
    throw new Failure('set-unknown', 'That list of images is not kept any more; list them again.');
  }

  /** @throws Failure `plan-invalid` of a number that no image has */
  requireNumbers(numbers: readonly number[]): Uint32Array {
    const wrong = numbers.find((number) => number >= this.count);
    if (wrong === undefined) return Uint32Array.from(new Set(numbers));
    throw new Failure(
      'plan-invalid',
      `The set has ${this.count} images, and none of the number ${wrong}; open it again.`,
    );
  }

  #fileFrom(row: number): string {
    return path.relative(this.workspace, this.file(row)).split(path.sep).join('/');
  }
}
