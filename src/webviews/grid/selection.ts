/** @file Which image is the current one, and which are selected with it. */
import { between, type Lines } from './board-moves.ts';

export interface Selection {
  readonly selected: ReadonlySet<number>;
  readonly current?: number;
  /** Where a range begins. */
  readonly anchor?: number;
}

/** Goes to an image; as a range, all between it and where the range began are selected, else nothing is. */
export function stepped(selection: Selection, to: number, isRange: boolean, lines: Lines): Selection {
  if (!isRange) return { selected: new Set(), current: to, anchor: to };
  const anchor = selection.anchor ?? selection.current ?? to;
  return { selected: new Set(between(lines, anchor, to)), current: to, anchor };
}

/** Adds an image or takes it out; the current one was meant to be among them. */
export function toggled({ selected, current }: Selection, index: number): Selection {
  const next = new Set(selected.size === 0 && current !== undefined && current !== index ? [current] : selected);
  if (selected.has(index)) next.delete(index);
  else next.add(index);
  return { selected: next, current: index, anchor: index };
}

/** Of a plan with so many images: what is not there any more is not chosen any more. */
export function chosen({ selected, current }: Selection, count: number): Selection {
  const left = new Set([...selected].filter((index) => index < count));
  return current === undefined || current >= count ? { selected: left } : { selected: left, current, anchor: current };
}
