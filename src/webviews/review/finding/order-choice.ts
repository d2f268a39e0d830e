/** @file Orders to choose from, as values of a list. */
import type { ImageOrder, OrderIntent } from '../../../protocol/image-sets.ts';
import { intentWords } from '../review-words.ts';

/** `plan`, `uncertain`, `field:score`. */
export function orderValue(order: ImageOrder): string {
  return order.by === 'field' ? `field:${order.field}` : order.by;
}

/** What a value stands for; fields begin with the lowest. */
export function orderOf(value: string): ImageOrder {
  if (value.startsWith('field:')) return { by: 'field', field: value.slice(6), isDescending: false };
  return isIntent(value) ? { by: value } : { by: 'plan' };
}

function isIntent(value: string): value is OrderIntent {
  return Object.hasOwn(intentWords, value);
}
