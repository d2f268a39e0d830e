/** @file Every place in a file where a name stands that means something: declared, used, or a key of a wildcard. */
import type { PromptDocument } from '../document.ts';
import { wildcardPartsIn } from '../prompt/parts-in.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { usesIn, usesInWildcardFiles } from '../scope/uses.ts';
import { wildcardFilesOf, wildcardPartsOf } from '../scope/wildcards.ts';
import { isNamed } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { keySegments, placeOfTarget, type Target } from './target.ts';

export interface Occurrence {
  readonly at: Place;
  readonly target: Target;
  readonly isDeclaration?: true;
  /** Not written out, but matched by `__col*__`. */
  readonly isMatched?: true;
}

const found = new WeakMap<PromptDocument, readonly Occurrence[]>();

/** Names in the file itself, and in wildcard files that it reads. */
export function occurrencesIn(document: PromptDocument): readonly Occurrence[] {
  const known = found.get(document);
  if (known) return known;
  const occurrences = [...declared(document), ...used(document), ...keysIn(document), ...keysInFiles(document)];
  found.set(document, occurrences);
  return occurrences;
}

function declared(document: PromptDocument): Occurrence[] {
  return document.tree.declarations.filter(isNamed).flatMap((declaration) => {
    const target = { kind: 'declaration', declaration } as const;
    const at = placeOfTarget(target);
    return at ? [{ at, target, isDeclaration: true }] : [];
  });
}

function used(document: PromptDocument): Occurrence[] {
  return [...usesIn(document), ...usesInWildcardFiles(document)].flatMap(({ target: declaration, at, isMatched }) =>
    declaration ? [{ at, target: { kind: 'declaration', declaration }, ...(isMatched && { isMatched }) }] : [],
  );
}

function keysIn(document: PromptDocument): Occurrence[] {
  const texts = document.tree.declarations.filter(isNamed).flatMap(promptTextsOf);
  const parts = texts.flatMap((text) => wildcardPartsIn(promptOf(text).parts));
  return parts.flatMap((part) => keySegments(document, part));
}

/** In the values of wildcard files, and where their keys stand. */
function keysInFiles(document: PromptDocument): Occurrence[] {
  return wildcardFilesOf(document).flatMap(({ file }) => {
    return wildcardPartsOf(file).flatMap((part) => keySegments(document, part));
  });
}
