/** @file The weight at the head of a value: `3::a red coat`. */

export type WeightedHead =
  | { readonly kind: 'none' }
  /** @param length characters up to the phrase. */
  | { readonly kind: 'weight'; readonly weight: number; readonly length: number }
  /** It looks like a number and is no weight. */
  | { readonly kind: 'bad'; readonly written: string; readonly length: number };

const HEAD = /^\s*([-+.,\d][\w.,+-]*)\s*::\s*/;

/** Words before `::` are part of the phrase, as other tools have it; only a number is a weight. */
export function readHead(text: string): WeightedHead {
  const [whole = '', written = ''] = HEAD.exec(text.slice(0, 64)) ?? [];
  if (whole === '') return { kind: 'none' };
  const weight = readWeight(written);
  return weight === undefined
    ? { kind: 'bad', written, length: whole.length }
    : { kind: 'weight', weight, length: whole.length };
}

/** A number of 0 or more in decimals; undefined for everything else. */
export function readWeight(written: string): number | undefined {
  const weight = /^(\d+(\.\d+)?|\.\d+)$/.test(written) ? Number(written) : Number.NaN;
  return Number.isFinite(weight) ? weight : undefined;
}

/** What is wrong with a weight, in a sentence. */
export function badWeight(written: string): string {
  return `\`${written}\` is not a weight; write a number of 0 or more, such as \`3\` or \`0.5\`.`;
}
