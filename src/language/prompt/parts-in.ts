/** @file Parts of a prompt, also those within variants and their separators. */
import { rememberedOf } from '../remembered.ts';
import type { ChoicePart, Part, WildcardPart } from './part.ts';

/** Every `__…__` */
export function wildcardPartsIn(parts: readonly Part[]): WildcardPart[] {
  return partsIn(parts).filter((part) => part.kind === 'wildcard');
}

/** In the order of the text, a choice before what is in it. */
export const partsIn = rememberedOf((parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => (part.kind === 'choice' ? [part, ...insideChoice(part)] : [part])),
);

function insideChoice({ separator, options }: ChoicePart): readonly Part[] {
  return [separator, ...options.map((option) => option.parts)].flatMap((parts) => partsIn(parts));
}
