/**
 * @file One decision about one image, as a line of JSON. Members stand in a fixed order, so that a diff shows what
 * matters; what a newer version adds is read over.
 */
import type { DecisionChange } from '../../../protocol/decisions.ts';
import { isDigest } from '../../files/digest.ts';
import { changeIn } from './decision-change.ts';
import { digestIn, named } from './named-digest.ts';
import { isUlid } from './ulid.ts';

interface EventHead {
  /** Sorts after all events that its writer had made before. */
  readonly id: string;
  /** ISO 8601, for people: the order is that of the ids. */
  readonly ts: string;
  /** The reviewer. */
  readonly by: string;
}

/** Something was decided about an image. */
export type ActEvent = EventHead &
  DecisionChange & {
    /** Hex SHA-256 of the image's file. */
    readonly image: string;
    /** Hex SHA-256 of its size and pixels, by which it is known again after its file was written anew. */
    readonly pixels?: string;
    /** The plan's key of the image: from it the line that made it is found. */
    readonly key?: string;
    /** Common to what was decided at once. */
    readonly batch?: string;
  };

/** An event, or all of a batch, does not count any more; of an undo: what it took back does count again. */
export interface UndoEvent extends EventHead {
  readonly op: 'undo';
  /** The id of the event, of the batch, or of an earlier undo. */
  readonly of: string;
}

export type DecisionEvent = ActEvent | UndoEvent;

/** Without the newline. */
export function eventLine(event: DecisionEvent): string {
  const { id, ts, by, op } = event;
  const head = { v: 1, id, ts, by };
  if (event.op === 'undo') return JSON.stringify({ ...head, op, of: event.of });
  const { image, pixels, key, batch, why, note, redraw, ms } = event;
  const to = 'to' in event ? event.to : undefined;
  const from = 'from' in event ? event.from : undefined;
  return JSON.stringify({
    ...head,
    s: named(image),
    px: pixels === undefined ? undefined : named(pixels),
    op,
    to,
    from,
    why,
    note,
    redraw,
    ms,
    key,
    batch,
  });
}

/** Undefined for what is no event: a line that was torn, made wrong by hand, or of a later version. */
export function readEvent(line: string): DecisionEvent | undefined {
  const value = parsed(line);
  if (value?.v !== 1 || !isUlid(value.id) || typeof value.ts !== 'string' || typeof value.by !== 'string') return;
  const head = { id: value.id, ts: value.ts, by: value.by };
  if (value.op === 'undo') return isUlid(value.of) ? { ...head, op: 'undo', of: value.of } : undefined;
  const image = digestIn(value.s);
  const change = changeIn(value);
  if (change === undefined || image === undefined) return undefined;
  const pixels = digestIn(value.px);
  return {
    ...head,
    ...change,
    image,
    ...(pixels !== undefined && { pixels }),
    ...(isDigest(value.key) && { key: value.key }),
    ...(isUlid(value.batch) && { batch: value.batch }),
  };
}

/** Editors of some systems put it at the beginning of a file. */
const byteOrderMark = /^\uFEFF/;

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line.replace(byteOrderMark, ''));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
