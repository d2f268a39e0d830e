/** @file How far the shares of splits are from those asked for, class by class and of all, and moving groups until no move helps. */
import { costOf, Kind } from './kind.ts';
import type { PlacedGroup, SharedSide, Side } from './share-out.ts';

/** How many images are on a side, beyond how many there should be. */
type Excess = Map<Side, number>;

interface Move {
  readonly kind: Kind;
  readonly group: PlacedGroup;
  readonly to: Side;
  /** Below 0: it helps. */
  readonly change: number;
  /** How much the group would rather have stayed. */
  readonly cost: number;
}

export class Shares {
  readonly #sides: readonly Side[];
  readonly #kinds: readonly Kind[];
  readonly #ofClass = new Map<string, Excess>();
  readonly #ofAll: Excess = new Map();
  /** What all images weigh beside those of a class. */
  #weight = 0;

  constructor(groups: readonly PlacedGroup[], sides: readonly SharedSide[]) {
    this.#sides = sides.map(({ side }) => side);
    for (const group of groups) this.#count(group, sides);
    this.#kinds = kindsOf(groups.filter(({ isPinned }) => !isPinned));
  }

  /**
   * Moves one group at a time, each time the one that helps most; of equals the one that would rather go. First class by
   * class: then shares of the whole are off by what all classes are, together, and are met by few further moves.
   */
  settle(): void {
    for (this.#weight of [0, this.#ofClass.size]) {
      for (let move = this.#bestMove(); move !== undefined; move = this.#bestMove()) this.#make(move);
    }
  }

  #bestMove(): Move | undefined {
    let best: Move | undefined;
    for (const kind of this.#kinds) {
      for (const from of this.#sides) {
        for (const to of this.#sides) {
          if (from === to) continue;
          const change = this.#change(kind, from, to);
          if (change >= -TINY || (best !== undefined && change > best.change + TINY)) continue;
          const group = kind.readiest(from, to);
          if (group === undefined) continue;
          const move = { kind, group, to, change, cost: costOf(group, to) };
          if (best === undefined || change < best.change - TINY || move.cost < best.cost) best = move;
        }
      }
    }
    return best;
  }

  /** Of the sum of squares. */
  #change({ counts, size }: Kind, from: Side, to: Side): number {
    let sum = this.#weight * squares(size, this.#ofAll, from, to);
    for (const [name, count] of counts) sum += squares(count, this.#ofClass.get(name) ?? this.#ofAll, from, to);
    return sum;
  }

  #make({ kind, group, to }: Move): void {
    add(this.#ofAll, group.side, -group.size);
    add(this.#ofAll, to, group.size);
    for (const [name, count] of group.counts) {
      const excess = this.#ofClass.get(name) ?? this.#ofAll;
      add(excess, group.side, -count);
      add(excess, to, count);
    }
    group.side = to;
    kind.arrived(group);
  }

  #count({ side, counts, size }: PlacedGroup, sides: readonly SharedSide[]): void {
    for (const { side: each, share } of sides) {
      add(this.#ofAll, each, (each === side ? size : 0) - share * size);
      for (const [name, count] of counts) add(this.#excessOf(name), each, (each === side ? count : 0) - share * count);
    }
  }

  #excessOf(name: string): Excess {
    const known = this.#ofClass.get(name);
    if (known) return known;
    const fresh: Excess = new Map();
    this.#ofClass.set(name, fresh);
    return fresh;
  }
}

/** Sums of shares are exact to this. */
const TINY = 1e-6;

function squares(count: number, excess: Excess, from: Side, to: Side): number {
  return 2 * count * (count - (excess.get(from) ?? 0) + (excess.get(to) ?? 0));
}

function add(excess: Excess, side: Side, count: number): void {
  excess.set(side, (excess.get(side) ?? 0) + count);
}

function kindsOf(groups: readonly PlacedGroup[]): readonly Kind[] {
  const kinds = new Map<string, PlacedGroup[]>();
  for (const group of groups) {
    const name = JSON.stringify([...group.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    const same = kinds.get(name);
    if (same) same.push(group);
    else kinds.set(name, [group]);
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => new Kind(same));
}
