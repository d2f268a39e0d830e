/** @file Which images of a long list are selected: some, or all but some. */

export interface WallSelection {
  readonly isAll: boolean;
  /** Those that are selected; of all: those that are not. */
  readonly picked: ReadonlySet<number>;
  /** Where a range begins. */
  readonly anchor?: number;
}

export const nothingSelected: WallSelection = { isAll: false, picked: new Set() };
export const allSelected: WallSelection = { isAll: true, picked: new Set() };

export function isSelected({ isAll, picked }: WallSelection, place: number): boolean {
  return picked.has(place) !== isAll;
}

export function selectedCount({ isAll, picked }: WallSelection, count: number): number {
  return isAll ? count - picked.size : picked.size;
}

/** Adds an image or takes it out. @param current joins, where nothing was selected: it was meant to be among them */
export function toggled(selection: WallSelection, place: number, current?: number): WallSelection {
  const { isAll, picked } = selection;
  const joins = !isAll && picked.size === 0 && current !== undefined && current !== place;
  const next = new Set(joins ? [current] : picked);
  if (picked.has(place)) next.delete(place);
  else next.add(place);
  return { isAll, picked: next, anchor: place };
}

/** All between a place and where the range began, both included. */
export function ranged({ anchor }: WallSelection, current: number, to: number): WallSelection {
  const from = anchor ?? current;
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  return { isAll: false, picked: new Set(Array.from({ length: last - first + 1 }, (_, n) => first + n)), anchor: from };
}

/** In order; `all` where none is left out. */
export function placesOf({ isAll, picked }: WallSelection, count: number): readonly number[] | 'all' {
  if (!isAll) return [...picked].sort((a, b) => a - b);
  if (picked.size === 0) return 'all';
  return Array.from({ length: count }, (_, place) => place).filter((place) => !picked.has(place));
}
