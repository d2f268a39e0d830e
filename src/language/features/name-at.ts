/** @file The name under the cursor, and every place where what it means is named. */
import type { PromptDocument } from '../document.ts';
import { type Place, touches } from '../tree/extent.ts';
import { type Occurrence, occurrencesIn } from './occurrences.ts';
import { isSameTarget, placeOfTarget, type Target } from './target.ts';

/** Undefined where no name stands that means something. */
export function nameAt(document: PromptDocument, offset: number): Occurrence | undefined {
  const here = occurrencesIn(document).filter(({ at }) => at.file === document.file && touches(at, offset));
  return here.find((occurrence) => occurrence.isDeclaration) ?? here[0];
}

export interface NamedPlace {
  readonly at: Place;
  readonly isMatched: boolean;
}

/** @param documents all that may name it, linked with each other. Each place once, by file and in the order of the text. */
export function placesOf(
  documents: readonly PromptDocument[],
  target: Target,
  isDeclarationWanted: boolean,
): NamedPlace[] {
  const own = isDeclarationWanted ? placeOfTarget(target) : undefined;
  const used = documents.flatMap((document) =>
    occurrencesIn(document).filter((each) => !each.isDeclaration && isSameTarget(each.target, target)),
  );
  const all = [...(own ? [{ at: own }] : []), ...used];
  const places = new Map(all.map((each) => [`${each.at.file} ${each.at.start}`, each]));
  return [...places.values()]
    .map((each) => ({ at: each.at, isMatched: 'isMatched' in each }))
    .toSorted((a, b) => compare(a.at.file, b.at.file) || a.at.start - b.at.start);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
