/** @file How much prompts would make, measured once for each class: several checks and hovers ask for it. */
import type { PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import { type Measure, measurer } from '../prompt/measure.ts';
import type { Part } from '../prompt/part.ts';
import { rememberedOf } from '../remembered.ts';
import { type ClassWording, lookupFor } from './lookup.ts';
import { isReadOfClass } from './reads.ts';

/** Off the axes: a constant with several values counts as a choice of them. @param wording undefined where no class is at hand. */
export function measureOf(document: PromptDocument, parts: readonly Part[], wording?: ClassWording): Measure {
  const about = wording && isReadOfClass(document, parts) ? wording : undefined;
  const measurers = measurersOf(document);
  const measure = measurers.get(about?.caption) ?? rememberedOf(measurer(lookupFor(document, about)));
  measurers.set(about?.caption, measure);
  return measure(parts);
}

/** By the caption that they are about. */
const measurersOf = rememberedOf(
  (_document: PromptDocument) => new Map<Text | undefined, (parts: readonly Part[]) => Measure>(),
);
