/** @file What a prompt reads, also through constants and wildcards. */
import type { PromptDocument } from '../document.ts';
import type { Let } from '../generated/ast.ts';
import type { InterpolationPart, Option, Part } from '../prompt/part.ts';
import { partsIn } from '../prompt/parts-in.ts';
import { remembered, rememberedOf } from '../remembered.ts';
import { isAboutClass, referenceOf } from './interpolation.ts';
import { constantOf, constantValues } from './lookup.ts';
import { optionsOf } from './wildcards.ts';

/** Every `${…}` that a prompt meets on its way, in that order; what stands in constants and wildcards once. */
export const interpolationsRead = remembered((document, parts: readonly Part[]): readonly InterpolationPart[] =>
  partsRead(document, parts).filter((part) => part.kind === 'interpolation'),
);

/** Every part that a prompt meets, those in constants and wildcards too; captions of classes are not followed. */
export const partsRead = remembered((document, parts: readonly Part[]): readonly Part[] => {
  const found: Part[] = [];
  const seen = new Set<unknown>();
  // What a part stands for comes next, so that the order is that of reading; and no chain is too long for the stack.
  const open = [parts.values()];
  for (let around = open.at(-1); around !== undefined; around = open.at(-1)) {
    const { value: part } = around.next();
    if (part === undefined) open.pop();
    else {
      found.push(part);
      const within = inside(document, part, seen);
      if (within.length > 0) open.push(within.values());
    }
  }
  return found;
});

function inside(document: PromptDocument, part: Part, seen: Set<unknown>): readonly Part[] {
  if (part.kind === 'text') return nothing;
  if (part.kind === 'choice') return [...part.separator, ...part.options.flatMap((option) => option.parts)];
  if (part.kind === 'wildcard') return unlessSeen(optionsOf(document, part), seen, livingParts);
  if (part.kind !== 'interpolation' || referenceOf(part.name).kind !== 'name') return nothing;
  const constant = constantOf(document, part);
  return unlessSeen(constant && constantValues(document, constant), seen, (values) => values.flat());
}

function unlessSeen<T>(value: T | undefined, seen: Set<unknown>, parts: (value: T) => readonly Part[]) {
  if (value === undefined || seen.has(value)) return nothing;
  seen.add(value);
  return parts(value);
}

const nothing: readonly Part[] = [];

/** Of a long list of values mostly none. */
const livingParts = rememberedOf((options: readonly Option[]): readonly Part[] =>
  options
    .flatMap((option) => partsIn(option.parts))
    .filter((part) => part.kind === 'interpolation' || part.kind === 'wildcard'),
);

/** Every text that a prompt is made of: itself, and what its constants and wildcards say; each once. */
export const textsRead = remembered((document, parts: readonly Part[]): ReadonlySet<readonly Part[]> => {
  const texts = new Set([parts]);
  for (const part of partsRead(document, parts)) {
    const options = part.kind === 'wildcard' ? optionsOf(document, part) : undefined;
    for (const option of options ?? []) texts.add(option.parts);
    const constant = part.kind === 'interpolation' ? constantOf(document, part) : undefined;
    for (const value of constant ? constantValues(document, constant) : []) texts.add(value);
  }
  return texts;
});

/** Whether a prompt differs from class to class. */
export const isReadOfClass = remembered((document, parts: readonly Part[]): boolean =>
  interpolationsRead(document, parts).some(({ name }) => isAboutClass(name)),
);

/** Constants with several values that a prompt reads, in the order it reads them: axes of a recipe. */
export function listConstantsRead(document: PromptDocument, parts: readonly Part[]): Let[] {
  const constants = interpolationsRead(document, parts).flatMap((part) => constantOf(document, part) ?? []);
  return [...new Set(constants)].filter((constant) => constantValues(document, constant).length > 1);
}
