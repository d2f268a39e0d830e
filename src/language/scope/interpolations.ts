/** @file Every `${…}` of a prompt, also those within variants. */
import type { InterpolationPart, Part } from '../prompt/part.ts';

export function interpolationsIn(parts: readonly Part[]): InterpolationPart[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [];
    if (part.kind === 'interpolation') return [part];
    return part.options.flatMap((option) => interpolationsIn(option.parts));
  });
}
