/** @file The marks inside the prompts of a declaration, as semantic tokens. */
import type { PromptDocument } from '../document.ts';
import {
  type AttentionSpan,
  type GroupSpan,
  type ScheduledSpan,
  scanAttention,
} from '../prompt/attention/scan-attention.ts';
import type { ChoicePart, InterpolationPart, Option, Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isReadableSetting, referenceOf } from '../scope/interpolation.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import type { Named } from '../tree/declarations.ts';
import { readerOf } from './prompt-reader.ts';
import { type SemanticToken, token } from './semantic-token.ts';

export function promptTokens(document: PromptDocument, declaration: Named): SemanticToken[] {
  return promptTextsOf(declaration).flatMap((text) => {
    const { parts } = promptOf(text);
    const { spans } = scanAttention(parts, readerOf(document, text).dialect);
    return [...spans.flatMap((span) => ofSpan[span.kind](document, span as never)), ...ofParts(document, parts)];
  });
}

type SpanOf<K extends AttentionSpan['kind']> = Extract<AttentionSpan, { kind: K }>;

const ofSpan: {
  readonly [K in AttentionSpan['kind']]: (document: PromptDocument, span: SpanOf<K>) => SemanticToken[];
} = {
  group: (_document, span) => ofGroup(span),
  scheduled: ofScheduled,
  alternation: (document, { start, end, options }) =>
    marks(document, [start, ...options.slice(1).map((option) => option.start - 1), end - 1], '[|]'),
  break: (_document, span) => [token(span, 'keyword')],
};

function ofGroup({ open, close, weightAt }: GroupSpan): SemanticToken[] {
  if (close === undefined || weightAt === undefined)
    return [open, ...(close ? [close] : [])].map((at) => token(at, 'attention'));
  return [
    token(open, 'attention'),
    token({ start: close.start, end: weightAt.start }, 'attention'),
    token(weightAt, 'number'),
    token({ start: weightAt.end, end: close.end }, 'attention'),
  ];
}

function ofScheduled(document: PromptDocument, { start, end, from, to, whenAt }: ScheduledSpan): SemanticToken[] {
  const colons = [from && to.start - 1, document.text.lastIndexOf(':', whenAt.start - 1)];
  const at = [start, ...colons.filter((colon) => colon !== undefined), end - 1];
  return [...marks(document, at, '[:]'), token(whenAt, 'number')];
}

/** Single characters, where they are among those expected. */
function marks({ text }: PromptDocument, offsets: readonly number[], expected: string): SemanticToken[] {
  const found = offsets.filter((offset) => expected.includes(text[offset] ?? ' '));
  return found.map((offset) => token({ start: offset, end: offset + 1 }, 'schedule'));
}

function ofParts(document: PromptDocument, parts: readonly Part[]): SemanticToken[] {
  return parts.flatMap((part) => ofPart[part.kind](document, part as never));
}

type PartOf<K extends Part['kind']> = Extract<Part, { kind: K }>;

const ofPart: { readonly [K in Part['kind']]: (document: PromptDocument, part: PartOf<K>) => SemanticToken[] } = {
  text: ({ text }, part) => (text[part.start] === '\\' && part.end - part.start > 1 ? [token(part, 'escape')] : []),
  interpolation: (_document, part) => ofInterpolation(part),
  choice: ofChoice,
  wildcard: (_document, { nameAt }) => [token(nameAt, 'macro')],
};

function ofInterpolation({ start, end, nameAt, name }: InterpolationPart): SemanticToken[] {
  const isOwn = referenceOf(name).kind !== 'name' || isReadableSetting(name);
  return [
    token({ start, end: start + 2 }, 'interpolation'),
    ...(isOwn ? [token(nameAt, 'parameter', 'readonly')] : []),
    token({ start: Math.max(end - 1, nameAt.end), end }, 'interpolation'),
  ];
}

function ofChoice(document: PromptDocument, { start, end, options, countAt, separator }: ChoicePart): SemanticToken[] {
  const isClosed = document.text[end - 1] === '}';
  const bars = options.slice(1).map((option) => option.start - 1);
  return [
    ...[start, ...bars, ...(isClosed ? [end - 1] : [])].map((at) => token({ start: at, end: at + 1 }, 'variant')),
    ...(countAt ? [token({ start: countAt.start, end: countAt.end + 2 }, 'count')] : []),
    ...ofParts(
      document,
      separator.filter((part) => part.end > part.start && part.start > start),
    ),
    ...options.flatMap((option) => ofOption(document, option)),
  ];
}

/** The weight with its `::`. */
function ofOption(document: PromptDocument, { weightAt, parts }: Option): SemanticToken[] {
  const colons = weightAt ? document.text.indexOf('::', weightAt.end) : -1;
  const weight = weightAt && colons >= 0 ? [token({ start: weightAt.start, end: colons + 2 }, 'weight')] : [];
  return [...weight, ...ofParts(document, parts)];
}
