/** @file Every atom of a value, also those within lists. */
import type { Atom, Phrase } from '../generated/ast.ts';

export function atomsOf(value: { readonly items: readonly Phrase[] } | undefined): Atom[] {
  return (value?.items ?? []).flatMap((item) =>
    item.atoms.flatMap((atom) => (atom.$type === 'List' ? atomsOf(atom) : [atom])),
  );
}
