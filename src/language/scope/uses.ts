/** @file Every place where a declared name is used: what definition, references, rename and half the checks stand on. */
import type { PromptDocument } from '../document.ts';
import type { Declaration, Import, PromptFile } from '../generated/ast.ts';
import { rememberedOf } from '../remembered.ts';
import { isNamed, type Named } from '../tree/declarations.ts';
import { placeOfProperty } from '../tree/places.ts';
import type { WildcardFile } from '../wildcard/wildcard-file.ts';
import { type Spot, spotOf, spotsOf } from './spots.ts';
import { wildcardFilesOf, wildcardPartsOf, wildcardsOf } from './wildcards.ts';

export interface NameUse extends Omit<Spot, 'isPattern'> {
  readonly by: Declaration;
  /** In this file or an imported one. */
  readonly target: Named | undefined;
  /** The name was not written out, but matched by `__col*__`. */
  readonly isMatched?: true;
}

/** Names that are written in the file, in the order of its declarations. */
export const usesIn = rememberedOf((document: PromptDocument): readonly NameUse[] =>
  document.tree.declarations.flatMap((declaration) =>
    isNamed(declaration)
      ? spotsOf(declaration).flatMap((spot) => usesAt(document, declaration, spot))
      : usesByImport(document, declaration),
  ),
);

/** Wildcards within the values of wildcard files, by the declarations that read them here. Their places are there. */
export const usesInWildcardFiles = rememberedOf((document: PromptDocument): readonly NameUse[] =>
  wildcardFilesOf(document).flatMap(({ declaration, file }) =>
    wildcardPartsOf(file).flatMap((part) => usesAt(document, declaration, spotOf(part))),
  ),
);

function usesAt(document: PromptDocument, by: Named, { isPattern, ...spot }: Spot): NameUse[] {
  if (!isPattern) return [{ ...spot, by, target: document.names.get(spot.name) }];
  return wildcardsOf(document, spot.name).map(({ name, declaration: target }) => ({
    ...spot,
    name,
    by,
    target,
    isMatched: true,
  }));
}

/** What is asked for stands in the other file, whatever the name means in this one. */
function usesByImport(document: PromptDocument, declaration: Import): NameUse[] {
  const imported = document.imports.find((each) => each.declaration === declaration)?.document;
  return declaration.names.map((name, index) => ({
    name,
    at: placeOfProperty(declaration, 'names', index),
    takes: [],
    by: declaration,
    target: imported?.declared.get(name),
  }));
}

export interface WrittenNames {
  readonly names: ReadonlySet<string>;
  /** Some name is a pattern, which may mean any wildcard. */
  readonly hasPatterns: boolean;
}

/** What a file writes, whatever it means: found without looking at any other file. */
export const namesWritten = rememberedOf(
  (tree: PromptFile): WrittenNames => written(tree.declarations.filter(isNamed).flatMap(spotsOf)),
);

/** The same of the values of a wildcard file. */
export const namesWrittenIn = rememberedOf(
  (file: WildcardFile): WrittenNames => written(wildcardPartsOf(file).map(spotOf)),
);

function written(spots: readonly Spot[]): WrittenNames {
  return {
    names: new Set(spots.map(({ name }) => name)),
    hasPatterns: spots.some(({ isPattern }) => isPattern),
  };
}
