/** @file Declarations and imports that nothing uses. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { ImportedFile, PromptDocument } from '../document.ts';
import { broughtIn, isByName } from '../program/link.ts';
import { usesIn, usesInWildcardFiles } from '../scope/uses.ts';
import { type DeclarationKind, isNamed, type Named, namePlace } from '../tree/declarations.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';

/** Whether some other file uses a declaration of this one. */
export type UsedElsewhere = (declaration: Named) => boolean;

/** Kinds that do nothing by themselves. */
const idle: ReadonlySet<DeclarationKind> = new Set(['model', 'group', 'template', 'wildcard', 'let', 'data']);

/** @param isUsedElsewhere left out where other files are not known: then only this file counts. */
export function checkUnused(document: PromptDocument, isUsedElsewhere: UsedElsewhere = () => false): Problem[] {
  const used = usedNames(document);
  const declared = document.tree.declarations
    .filter(isNamed)
    .filter((each) => idle.has(each.keyword) && each.name !== undefined && !used.has(each) && !isUsedElsewhere(each));
  return [
    ...declared.map((each) => problem('unused', namePlace(each), each.keyword, each.name ?? '')),
    ...document.imports.flatMap((imported) => unusedImport(imported, used)),
  ];
}

/** What asks for itself is not used by that, and what is only asked for by an import is not used either. */
function usedNames(document: PromptDocument): ReadonlySet<Named> {
  const uses = [...usesIn(document), ...usesInWildcardFiles(document)];
  return new Set(
    uses.flatMap(({ target, by }) => (target && target !== by && by.keyword !== 'import' ? [target] : [])),
  );
}

/** Classes need no use by name: `all` means them too. */
function unusedImport({ declaration, document }: ImportedFile, used: ReadonlySet<Named>): Problem[] {
  const idleNames = broughtIn(declaration, document).filter(
    ([, named]) => !used.has(named) && named.keyword !== 'class',
  );
  if (isByName(declaration)) {
    return idleNames.map(([name]) =>
      problem('unused', placeOfProperty(declaration, 'names', declaration.names.indexOf(name)), 'import', name),
    );
  }
  const isIdle = idleNames.length > 0 && idleNames.length === document.declared.size;
  return isIdle && declaration.path ? [problem('unused', placeOf(declaration.path), 'import', document.file)] : [];
}
