/** @file What a name in the text means: a declaration, or a key inside a wildcard file. */
import type { PromptDocument } from '../document.ts';
import type { WildcardPart } from '../prompt/part.ts';
import { type NamedWildcard, wildcardsIn } from '../scope/wildcards.ts';
import { type Named, namePlace } from '../tree/declarations.ts';
import type { Extent, Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import type { WildcardNode } from '../wildcard/wildcard-file.ts';

export type Target =
  | { readonly kind: 'declaration'; readonly declaration: Named }
  /** `warm` in `__colour/warm__`. */
  | { readonly kind: 'key'; readonly wildcard: NamedWildcard; readonly node: WildcardNode };

export function isSameTarget(one: Target, other: Target): boolean {
  if (one.kind === 'declaration') return other.kind === 'declaration' && one.declaration === other.declaration;
  return other.kind === 'key' && one.node === other.node;
}

export function nameOfTarget(target: Target): string {
  return target.kind === 'key' ? target.node.key : (target.declaration.name ?? '');
}

/** The name itself; undefined for a declaration without one. */
export function placeOfTarget(target: Target): Place | undefined {
  if (target.kind === 'key') return { ...extentOf(target.node.keyAt), file: target.wildcard.file };
  const { declaration } = target;
  return declaration.name === undefined ? undefined : namedPlace(declaration);
}

/** Everything that the name stands for. */
export function wholeOfTarget(target: Target): Place {
  if (target.kind === 'declaration') return placeOf(target.declaration);
  return { ...extentOf(target.node.keyAt), file: target.wildcard.file };
}

function namedPlace(declaration: Named): Place {
  return { ...extentOf(namePlace(declaration)), file: placeOf(declaration).file };
}

function extentOf({ start, end }: Extent): Extent {
  return { start, end };
}

export interface Segment {
  readonly at: Place;
  readonly target: Target;
}

/** Keys behind the first slash of a wildcard's name; patterns with `*` or `?` name none. */
export function keySegments(document: PromptDocument, part: WildcardPart): Segment[] {
  const [name = '', ...keys] = part.pattern.split('/');
  if (keys.length === 0 || /[*?]/.test(part.pattern)) return [];
  const wildcard = wildcardsIn(document).find((each) => each.name === name);
  let node: WildcardNode | undefined = wildcard?.node;
  let start = part.nameAt.start + name.length + 1;
  return keys.flatMap((key) => {
    node = node?.children.find((child) => child.key === key);
    const at = { start, end: start + key.length, file: part.file };
    start = at.end + 1;
    return wildcard && node ? [{ at, target: { kind: 'key' as const, wildcard, node } }] : [];
  });
}
