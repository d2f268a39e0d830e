/** Position of the last entry that begins at the index or before it; of the first one where none does. @param entries in their order. */
export function lastAtOrBefore(entries: readonly { readonly index: number }[], index: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((entries[middle]?.index ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
