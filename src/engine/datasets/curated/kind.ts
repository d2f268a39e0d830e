import type { PlacedGroup, Side } from './share-out.ts';

/** Groups of the same classes and numbers, which are the same to the shares; one at least. */
export class Kind {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
  readonly #groups: readonly PlacedGroup[];
  /** By where from and where to: those that were there at first and may go, who would rather go last. */
  readonly #queues = new Map<string, PlacedGroup[]>();
  readonly #arrived = new Set<PlacedGroup>();

  constructor(groups: readonly PlacedGroup[]) {
    this.#groups = groups;
    this.counts = groups[0]?.counts ?? new Map();
    this.size = groups[0]?.size ?? 0;
  }

  /** The group that would rather stay least; undefined when none is there that may go. */
  readiest(from: Side, to: Side): PlacedGroup | undefined {
    const queue = this.#queueOf(from, to);
    while (queue.length > 0 && queue.at(-1)?.side !== from) queue.pop();
    let readiest = queue.at(-1);
    for (const group of this.#arrived) {
      if (group.side !== from || !group.lots.has(to)) continue;
      if (readiest === undefined || costOf(group, to) < costOf(readiest, to)) readiest = group;
    }
    return readiest;
  }

  /** It was moved. */
  arrived(group: PlacedGroup): void {
    this.#arrived.add(group);
  }

  #queueOf(from: Side, to: Side): PlacedGroup[] {
    const name = `${from} ${to}`;
    const known = this.#queues.get(name);
    if (known) return known;
    const costs = this.#groups
      .filter(({ side, lots }) => side === from && lots.has(to))
      .map((group) => ({ group, cost: costOf(group, to) }));
    const queue = costs.sort((a, b) => b.cost - a.cost).map(({ group }) => group);
    this.#queues.set(name, queue);
    return queue;
  }
}

/** How much a group would rather stay where it is. */
export function costOf({ lots, side }: PlacedGroup, to: Side): number {
  return (lots.get(to) ?? Number.POSITIVE_INFINITY) - (lots.get(side) ?? 0);
}
