/** @file Names that come into a file by import. */
import type { SourceDocument } from '../document.ts';
import type { Import } from '../generated/ast.ts';
import type { Named } from '../tree/declarations.ts';

/** An import and the file it names, as far as that is there. */
export interface ImportedSource {
  readonly declaration: Import;
  readonly source: SourceDocument;
}

/** A file's own names first, then those of its imports in the order written; of one name the first counts. */
export function linkedNames(source: SourceDocument, imports: readonly ImportedSource[]): ReadonlyMap<string, Named> {
  if (imports.length === 0) return source.declared;
  const names = new Map(source.declared);
  for (const { declaration, source: from } of imports) {
    for (const [name, named] of broughtIn(declaration, from)) if (!names.has(name)) names.set(name, named);
  }
  return names;
}

/** What an import brings: all that its file itself declares, or the names it asks for. */
export function broughtIn(declaration: Import, from: SourceDocument): readonly (readonly [string, Named])[] {
  if (!isByName(declaration)) return [...from.declared];
  return declaration.names.flatMap((name) => {
    const named = from.declared.get(name);
    return named === undefined ? [] : [[name, named] as const];
  });
}

/** `import { a, b } from "…"`; the other form brings everything. */
export function isByName(declaration: Import): boolean {
  return declaration.names.length > 0;
}
