/** @file Settings of reviews as people wrote them: what is of no use in them is passed over. */
import { reviewKeyRows } from '../../protocol/webviews/review-keys.ts';

const mostReasons = 50;
const mostKeys = 20;

/** Each once, in the order written. */
export function readReasons(written: unknown): readonly string[] {
  const words = Array.isArray(written) ? written.filter(isText).map((word) => word.trim()) : [];
  return [...new Set(words.filter((word) => word !== ''))].slice(0, mostReasons);
}

const actions: ReadonlySet<string> = new Set(reviewKeyRows.map(({ action }) => action));

/** By action; one key may stand without a list around it. */
export function readKeys(written: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof written !== 'object' || written === null) return {};
  const rows = Object.entries(written).flatMap(([action, keys]) => {
    const named = (Array.isArray(keys) ? keys : [keys]).filter(isText);
    return actions.has(action) ? [[action, named.slice(0, mostKeys)] as const] : [];
  });
  return Object.fromEntries(rows);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
