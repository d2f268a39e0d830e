import type { MatrixChange } from '../../../protocol/comparison.ts';
import type { NamedSource } from './source-measures.ts';

/** Both matrices in one order of classes: those after, then those that are no longer there. */
export function matrixChange(before: NamedSource, after: NamedSource): MatrixChange {
  const removed = before.classes.filter((name) => !after.classes.includes(name));
  const classes = [...after.classes, ...removed];
  return {
    source: after.source.name,
    classes,
    before: inOrder(before, classes),
    after: inOrder(after, classes),
    removed,
    added: after.classes.filter((name) => !before.classes.includes(name)),
  };
}

function inOrder({ source, classes: own }: NamedSource, classes: readonly string[]): readonly (readonly number[])[] {
  const places = classes.map((name) => own.indexOf(name));
  return places.map((actual) => places.map((predicted) => source.confusion[actual]?.[predicted] ?? 0));
}
