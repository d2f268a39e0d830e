/** @file The order of a review as its file writes it: `plan`, an intent such as `uncertain`, or `score descending`. */
import { type ImageOrder, isOrderIntent } from '../../protocol/image-sets.ts';

/** What version 1 had words of its own for. */
const earlier: Readonly<Record<string, ImageOrder>> = {
  unlike: { by: 'field', field: 'score', isDescending: false },
  unsure: { by: 'field', field: 'margin', isDescending: false },
};

export function writtenOrder(order: ImageOrder): string {
  return order.by === 'field' ? `${order.field} ${order.isDescending ? 'descending' : 'ascending'}` : order.by;
}

/** Undefined when it is none. */
export function readOrder(written: unknown): ImageOrder | undefined {
  if (typeof written !== 'string') return undefined;
  if (written === 'plan') return { by: 'plan' };
  if (Object.hasOwn(earlier, written)) return earlier[written];
  if (isOrderIntent(written)) return { by: written };
  const [, field, direction] = /^([\p{L}_][\p{L}\p{N}_.-]{0,99}) (ascending|descending)$/u.exec(written) ?? [];
  return field === undefined ? undefined : { by: 'field', field, isDescending: direction === 'descending' };
}
