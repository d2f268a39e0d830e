import type { PictureFacts } from '../../store/pictures/picture-facts.ts';

/**
 * Pairs that people told apart, as indices of images.
 * @param told by digests of pixels, or of files
 * @param facts of each image
 * @param hashes hex SHA-256 of each image's file
 */
export function apartPairs(
  told: readonly (readonly [string, string])[],
  facts: readonly Pick<PictureFacts, 'pixels'>[],
  hashes: readonly string[],
): readonly (readonly [number, number])[] {
  if (told.length === 0) return [];
  const places = new Map<string, number[]>();
  for (const [index, { pixels }] of facts.entries()) {
    for (const name of new Set([pixels, hashes[index]!])) places.set(name, [...(places.get(name) ?? []), index]);
  }
  return told.flatMap(([a, b]) =>
    (places.get(a) ?? []).flatMap((first) => (places.get(b) ?? []).map((second) => [first, second] as const)),
  );
}
