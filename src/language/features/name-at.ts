/** @file The declared name under the cursor: where it is declared or where it is used. */
import type { PromptDocument } from '../document.ts';
import { usesIn } from '../scope/uses.ts';
import { isNamed, type Named, namePlace } from '../tree/declarations.ts';
import { type Extent, touches } from '../tree/extent.ts';

export interface NameAt {
  readonly declaration: Named;
  readonly at: Extent;
}

/** Undefined where no declared name stands. */
export function nameAt(document: PromptDocument, offset: number): NameAt | undefined {
  const declaration = document.tree.declarations
    .filter(isNamed)
    .find((candidate) => candidate.name !== undefined && touches(namePlace(candidate), offset));
  if (declaration) return { declaration, at: namePlace(declaration) };
  const use = usesIn(document).find((candidate) => touches(candidate.at, offset));
  return use?.target && { declaration: use.target, at: use.at };
}

/** Where the declaration is used; its own name first when asked for. In the order of the text. */
export function placesOf(document: PromptDocument, declaration: Named, isDeclarationWanted: boolean): Extent[] {
  const uses = usesIn(document).filter((use) => use.target === declaration);
  const own = isDeclarationWanted && declaration.name !== undefined ? [namePlace(declaration)] : [];
  return [...own, ...uses.map((use) => use.at)].toSorted((a, b) => a.start - b.start);
}
