/** @file How much prompts would make, measured once for each class: several checks and hovers ask for it. */
import type { PromptDocument } from '../document.ts';
import { type Measure, measurePrompt } from '../prompt/measure.ts';
import type { Part } from '../prompt/part.ts';
import { remembered } from '../remembered.ts';
import { type ClassWording, lookupFor } from './lookup.ts';
import { isReadOfClass } from './reads.ts';

/** Off the axes: a constant with several values counts as a choice of them. @param wording undefined where no class is at hand. */
export function measureOf(document: PromptDocument, parts: readonly Part[], wording?: ClassWording): Measure {
  const measures = measuresOf(document, parts);
  const key = wording && isReadOfClass(document, parts) ? wording.caption : undefined;
  const known = measures.get(key) ?? measurePrompt(parts, lookupFor(document, wording));
  measures.set(key, known);
  return known;
}

/** By the caption that they are about. */
const measuresOf = remembered(
  (_document, _parts: readonly Part[]) => new Map<ClassWording['caption'] | undefined, Measure>(),
);
