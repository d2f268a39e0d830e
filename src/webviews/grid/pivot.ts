/**
 * @file A recipe's dimensions — its classes, each of its axes, the number of an image — laid out on rows, columns and
 * pages. Every image has exactly one place, wherever they go.
 */
import type { AxisValue } from '../../language/plan/plan.ts';
import type { Arrangement, GridLayout, PivotPlace } from '../../protocol/webviews/grid.ts';
import type { Board, Head } from './board.ts';

export interface Dimension {
  /** In an arrangement: `class`, `image` or `axis:<name>`. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly place: PivotPlace;
  /** Where it can go. */
  readonly places: readonly PivotPlace[];
}

export interface Page {
  /** Empty when there is only one. */
  readonly label: string;
  readonly board: Board;
}

const anywhere: readonly PivotPlace[] = ['rows', 'columns', 'pages'];

/** What there is to arrange: a dimension with one value has no place to choose. */
export function dimensionsOf(layout: GridLayout, arrangement: Arrangement = {}): readonly Dimension[] {
  return traitsOf(layout)
    .filter(({ count }) => count > 1)
    .map(({ name, label, usual }) => {
      const places: readonly PivotPlace[] = name === 'image' ? [...anywhere, 'cell'] : anywhere;
      return { name, label, places, place: placeOf(name, places, usual, arrangement) };
    });
}

/** Never empty. */
export function pivot(layout: GridLayout, arrangement: Arrangement = {}): readonly Page[] {
  const traits = traitsOf(layout);
  const dimensions = new Map(dimensionsOf(layout, arrangement).map(({ name, place }) => [name, place]));
  const at = (place: PivotPlace) => traits.filter(({ name, usual }) => (dimensions.get(name) ?? usual) === place);
  const line = (place: PivotPlace) => new Line(at(place), layout);
  const [pages, rows, columns] = [line('pages'), line('rows'), line('columns')];
  const spots = spotsOf(layout);
  for (const { values } of spots) for (const line of [pages, rows, columns]) line.add(values);
  for (const line of [pages, rows, columns]) line.close();
  const onPages = pages.heads.map((): Spot[] => []);
  for (const spot of spots) onPages[pages.indexOf(spot.values)]?.push(spot);
  const boards = onPages.map((onPage) => boardOf(rows, columns, onPage));
  const none: Page = { label: '', board: { rows: [], columns: [], cells: [], leftOut: new Set() } };
  return boards.length === 0 ? [none] : boards.map((board, page) => ({ label: pages.heads[page]?.label ?? '', board }));
}

function placeOf(name: string, places: readonly PivotPlace[], usual: PivotPlace, arrangement: Arrangement): PivotPlace {
  const asked = arrangement[name];
  return asked !== undefined && places.includes(asked) ? asked : usual;
}

/** A dimension, and how an image stands on it. */
interface Trait {
  /** Among all traits. */
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly usual: PivotPlace;
  readonly count: number;
  readonly words: (value: number) => string;
}

/** Classes, then axes as written, then images: a spot has one value for each, in this order. */
function traitsOf({ rows, axes, counts }: GridLayout): readonly Trait[] {
  const traits: readonly Omit<Trait, 'index'>[] = [
    { name: 'class', label: 'Classes', usual: 'rows', count: rows.length, words: (row) => rows[row]?.label ?? '' },
    ...axes.map(
      ({ name, values }): Omit<Trait, 'index'> => ({
        name: `axis:${name}`,
        label: name,
        usual: 'columns',
        count: values.length,
        words: (value) => axisWords(name, values[value]),
      }),
    ),
    { name: 'image', label: 'Images', usual: 'cell', count: most(counts), words: (image) => `image ${image + 1}` },
  ];
  return traits.map((trait, index) => ({ ...trait, index }));
}

/** Variants say what they are by themselves. */
function axisWords(name: string, value: AxisValue | undefined): string {
  return name === 'variant' ? `${value}` : `${name} ${value}`;
}

/** Where an image, or a cell that is left out, stands on every dimension. */
interface Spot {
  readonly values: readonly number[];
  /** Absent where the recipe leaves the cell out. */
  readonly image?: number;
}

function spotsOf(layout: GridLayout): readonly Spot[] {
  const { rows, counts } = layout;
  const columns = columnValues(layout);
  const leftOut = Math.max(1, most(counts));
  const spots: Spot[] = [];
  let next = 0;
  for (const [row] of rows.entries()) {
    for (const [column, values] of columns.entries()) {
      const count = counts[row * columns.length + column] ?? 0;
      for (let image = 0; image < (count < 0 ? leftOut : count); image++) {
        const at = [row, ...values, image];
        spots.push(count < 0 ? { values: at } : { values: at, image: next++ });
      }
    }
  }
  return spots;
}

/** Of each column the index of its value on each axis. */
function columnValues({ axes, columns }: GridLayout): readonly (readonly number[])[] {
  return columns.map(({ values }) => axes.map((axis, index) => Math.max(0, axis.values.indexOf(values[index] ?? ''))));
}

function most(counts: readonly number[]): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

/** The values that occur together of some dimensions, in order. */
class Line {
  heads: readonly Head[] = [];
  readonly #traits: readonly Trait[];
  /** The plan's own words for columns, where all axes are together and nothing else. */
  readonly #columns: ReadonlyMap<string, string>;
  readonly #found = new Map<string, readonly number[]>();
  #order = new Map<string, number>();

  constructor(traits: readonly Trait[], layout: GridLayout) {
    this.#traits = traits;
    this.#columns = areAllAxes(traits, layout) ? columnWords(layout) : new Map();
  }

  /** @param values one for each trait of the layout */
  add(values: readonly number[]): void {
    const own = this.#own(values);
    this.#found.set(own.join(), own);
  }

  /** All are added. */
  close(): void {
    const sorted = [...this.#found.values()].sort(inOrder);
    this.#order = new Map(sorted.map((own, index) => [own.join(), index]));
    this.heads = sorted.map((own) => this.#head(own));
  }

  indexOf(values: readonly number[]): number {
    return this.#order.get(this.#own(values).join()) ?? 0;
  }

  #own(values: readonly number[]): readonly number[] {
    return this.#traits.map(({ index }) => values[index] ?? 0);
  }

  #head(own: readonly number[]): Head {
    const words = this.#traits.map(({ words }, place) => words(own[place] ?? 0));
    const row = this.#traits.findIndex(({ name }) => name === 'class');
    const label = this.#columns.get(own.join()) ?? words.filter((each) => each !== '').join(' · ');
    return row < 0 ? { label } : { label, classRow: own[row] ?? 0 };
  }
}

function areAllAxes(traits: readonly Trait[], { axes }: GridLayout): boolean {
  return traits.length === axes.length && traits.every(({ name }) => name.startsWith('axis:'));
}

/** By the indices of their values. */
function columnWords(layout: GridLayout): ReadonlyMap<string, string> {
  const values = columnValues(layout);
  return new Map(layout.columns.map(({ label }, column) => [(values[column] ?? []).join(), label]));
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

function boardOf(rows: Line, columns: Line, spots: readonly Spot[]): Board {
  const cells: number[][] = Array.from({ length: rows.heads.length * columns.heads.length }, () => []);
  const leftOut = new Set<number>();
  for (const { values, image } of spots) {
    const cell = rows.indexOf(values) * columns.heads.length + columns.indexOf(values);
    if (image === undefined) leftOut.add(cell);
    else cells[cell]?.push(image);
  }
  return { rows: rows.heads, columns: columns.heads, cells, leftOut };
}
