/** @file What a condition at a place of the text can speak of. */
import { cellFields, type FieldTable, imageFields } from '../conditions/fields.ts';
import type { PromptDocument } from '../document.ts';
import type { Recipe } from '../generated/ast.ts';
import { fieldsOf } from '../plan/skips.ts';
import type { DeclarationKind } from '../tree/declarations.ts';
import { touches } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';

/** @param of the declaration around the offset, as its words tell: it may not be read yet. */
export function fieldsAt(document: PromptDocument, of: DeclarationKind, offset: number): FieldTable {
  if (of !== 'recipe') return imageFields;
  const recipe = recipeAt(document, offset);
  return recipe ? fieldsOf(document, recipe) : cellFields;
}

export function recipeAt(document: PromptDocument, offset: number): Recipe | undefined {
  const around = document.tree.declarations.find((each) => touches(placeOf(each), offset));
  return around?.keyword === 'recipe' ? around : undefined;
}
