/** @file What declarations have in common, whatever their kind. */
import type { Body, Declaration, Import, Member, Setting } from '../generated/ast.ts';
import type { Place } from './extent.ts';
import { placeOf, placeOfProperty } from './places.ts';

/** Everything that can have a name. */
export type Named = Exclude<Declaration, Import>;
export type DeclarationKind = Named['keyword'];

export function isNamed(declaration: Declaration): declaration is Named {
  return declaration.keyword !== 'import';
}

export function bodyOf(declaration: Declaration): Body | undefined {
  return 'body' in declaration ? declaration.body : undefined;
}

export function membersOf(declaration: Declaration): readonly Member[] {
  return bodyOf(declaration)?.members ?? [];
}

export function settingsOf(declaration: Declaration): readonly Setting[] {
  return membersOf(declaration).filter((member) => member.$type === 'Setting');
}

/** The first of that key; a second one is an error. */
export function settingOf(declaration: Declaration, key: string): Setting | undefined {
  // Asked for so often that a list of all settings would be made in vain.
  for (const member of membersOf(declaration)) if (member.$type === 'Setting' && member.key === key) return member;
  return undefined;
}

export function namePlace(declaration: Named): Place {
  return declaration.name === undefined ? keywordPlace(declaration) : placeOfProperty(declaration, 'name');
}

export function keywordPlace(declaration: Declaration): Place {
  const { start, file } = placeOf(declaration);
  return { start, end: start + declaration.keyword.length, file };
}
