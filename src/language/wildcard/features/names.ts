/** @file Names in a wildcard file: its keys, the wildcards that its values name, and the file's own. */
import { placesOf } from '../../features/name-at.ts';
import { type Occurrence, occurrencesIn } from '../../features/occurrences.ts';
import type { Target } from '../../features/target.ts';
import { type Extent, type Place, touches } from '../../tree/extent.ts';
import { factsOf } from './facts.ts';
import { namesOf, nodesIn, readersOf, type WildcardView } from './view.ts';

export interface WildcardName {
  readonly at: Extent;
  readonly target: Target;
  /** It was matched by a pattern such as `__col*__`. */
  readonly isMatched: boolean;
}

/** Several where prompt files that read the file mean different things by a name. */
export function namesAt(view: WildcardView, offset: number): WildcardName[] {
  const key = keyAt(view, offset);
  if (key) return [key];
  const occurrences = readersOf(view).flatMap((reader) =>
    occurrencesIn(reader).filter((each) => isAt(view, each, offset)),
  );
  return occurrences.map(({ at, target, isMatched }) => ({ at, target, isMatched: isMatched === true }));
}

function isAt({ file }: WildcardView, { at }: Occurrence, offset: number): boolean {
  return at.file === file.file && touches(at, offset);
}

/** Keys that no prompt file reads mean nothing yet. */
function keyAt(view: WildcardView, offset: number): WildcardName | undefined {
  const node = nodesIn(view.file).find((each) => each.path !== '' && touches(each.node.keyAt, offset))?.node;
  const [wildcard] = view.documents.flatMap((document) => namesOf(view, document));
  return node && wildcard && { at: node.keyAt, target: { kind: 'key', wildcard, node }, isMatched: false };
}

/** Every place that names what stands under the cursor; elsewhere, every place that names the file. */
export function placesAt(view: WildcardView, offset: number, isDeclarationWanted: boolean): Place[] {
  const names = namesAt(view, offset);
  if (names.length === 0) return usesOfFile(view);
  const places = names.flatMap(({ target }) => placesOf(view.documents, target, isDeclarationWanted));
  return [...new Map(places.map(({ at }) => [`${at.file} ${at.start}`, at])).values()];
}

/** Where the file or one of its keys is named in prompts and in the values of wildcard files. */
export function usesOfFile(view: WildcardView): Place[] {
  const places = [...factsOf(view).uses.values()].flat();
  return [...new Map(places.map((at) => [`${at.file} ${at.start}`, at])).values()];
}
