/** @file The marks inside the prompts of a declaration, as semantic tokens. */
import type { PromptDocument } from '../document.ts';
import type { ChoicePart, InterpolationPart, Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { referenceOf } from '../scope/interpolation.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import type { Named } from '../tree/declarations.ts';
import { type SemanticToken, token } from './semantic-tokens.ts';

export function promptTokens(document: PromptDocument, declaration: Named): SemanticToken[] {
  return promptTextsOf(declaration).flatMap((text) => ofParts(document, promptOf(text).parts));
}

function ofParts(document: PromptDocument, parts: readonly Part[]): SemanticToken[] {
  return parts.flatMap((part) => ofPart[part.kind](document, part as never));
}

type PartOf<K extends Part['kind']> = Extract<Part, { kind: K }>;

const ofPart: { readonly [K in Part['kind']]: (document: PromptDocument, part: PartOf<K>) => SemanticToken[] } = {
  text: ({ text }, part) => (text[part.start] === '\\' && part.end - part.start > 1 ? [token(part, 'escape')] : []),
  interpolation: (_document, part) => ofInterpolation(part),
  choice: ofChoice,
};

function ofInterpolation({ start, end, nameAt, name }: InterpolationPart): SemanticToken[] {
  const isOwn = referenceOf(name).kind !== 'name';
  const inner = isOwn ? [token(nameAt, 'parameter', 'readonly')] : [];
  return [
    token({ start, end: start + 2 }, 'interpolation'),
    ...inner,
    token({ start: Math.max(end - 1, nameAt.end), end }, 'interpolation'),
  ];
}

function ofChoice(document: PromptDocument, { start, end, options }: ChoicePart): SemanticToken[] {
  const isClosed = document.text[end - 1] === '}';
  const marks = [start, ...options.slice(1).map((option) => option.start - 1), ...(isClosed ? [end - 1] : [])];
  return [
    ...marks.map((mark) => token({ start: mark, end: mark + 1 }, 'variant')),
    ...options.flatMap((option) => ofParts(document, option.parts)),
  ];
}
