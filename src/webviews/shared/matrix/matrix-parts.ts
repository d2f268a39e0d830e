/** @file What stands in the rows and columns of a matrix: classes, or groups of them shown as one, in some order. */
import type { GroupPlan } from '../../../language/plan/plan.ts';
import { type Confusion, collapsed, orderByConfusion } from '../../../protocol/statistics/confusion.ts';

export interface MatrixPart {
  readonly label: string;
  /** Indices into the report's classes; several of a group. */
  readonly classes: readonly number[];
  readonly isGroup: boolean;
}

export type MatrixOrder = 'written' | 'confusion' | 'name';

/**
 * Classes in the order written; a collapsed group stands where its first class would. A class of several collapsed groups
 * is in the first, which is the one that holds the others.
 * @param together names of the groups that are shown as one
 */
export function partsOf(
  classes: readonly string[],
  groups: readonly GroupPlan[],
  together: ReadonlySet<string>,
): readonly MatrixPart[] {
  const closed = groups.filter(({ name }) => together.has(name));
  const groupOf = (name: string) => closed.find((group) => group.classes.includes(name));
  const parts = new Map<string, MatrixPart>();
  for (const [index, name] of classes.entries()) {
    const group = groupOf(name);
    const key = group ? `group ${group.name}` : `class ${index}`;
    const { label, classes: before } = parts.get(key) ?? { label: group?.name ?? name, classes: [] };
    parts.set(key, { label, classes: [...before, index], isGroup: group !== undefined });
  }
  return [...parts.values()];
}

type Arrange = (parts: readonly MatrixPart[], confusion: Confusion) => readonly MatrixPart[];

const arrangements: { readonly [O in MatrixOrder]: Arrange } = {
  written: (parts) => parts,
  name: (parts) => parts.toSorted((a, b) => a.label.localeCompare(b.label)),
  confusion: (parts, confusion) => {
    const order = orderByConfusion(collapsed(confusion, classesOf(parts)));
    return order.flatMap((index) => parts[index] ?? []);
  },
};

/** @param confusion counts of single classes */
export function arranged(
  parts: readonly MatrixPart[],
  order: MatrixOrder,
  confusion: Confusion,
): readonly MatrixPart[] {
  return arrangements[order](parts, confusion);
}

export function classesOf(parts: readonly MatrixPart[]): readonly (readonly number[])[] {
  return parts.map(({ classes }) => classes);
}
