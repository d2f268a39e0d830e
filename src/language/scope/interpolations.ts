/** @file Parts of a prompt that stand for something else, also those within variants and their separators. */
import type { InterpolationPart, Part, WildcardPart } from '../prompt/part.ts';

/** Every `${…}` */
export function interpolationsIn(parts: readonly Part[]): InterpolationPart[] {
  return partsIn(parts).filter((part) => part.kind === 'interpolation');
}

/** Every `__…__` */
export function wildcardPartsIn(parts: readonly Part[]): WildcardPart[] {
  return partsIn(parts).filter((part) => part.kind === 'wildcard');
}

/** In the order of the text, a choice before what is in it. */
export function partsIn(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'choice') return [part];
    return [part, ...partsIn(part.separator), ...part.options.flatMap((option) => partsIn(option.parts))];
  });
}
