import type { ImageSource } from '../../../protocol/image-sets.ts';

/** Names of the classes that images of a source may be of, in the order of the file. */
export function classesOf(source: ImageSource): readonly string[] {
  if (source.kind === 'curation') return source.curation.judging.classes.map(({ name }) => name);
  const drawn = source.recipes.flatMap(({ rows }) => rows.flatMap((row) => row.class ?? []));
  const judged = source.recipes.flatMap(({ judging }) => judging?.classes.map(({ name }) => name) ?? []);
  // The judge names all classes of the file in its order; a recipe may draw some of them only.
  return [...new Set([...judged, ...drawn])];
}
