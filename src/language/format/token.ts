/** @file The tokens of a text as the formatter sees them: comments among the others, and how they are written. */
import { lex } from '../parser/parse.ts';
import { isClosedComment } from '../parser/syntax-problems.ts';

export interface FormatToken {
  /** As it will be written. */
  readonly image: string;
  readonly type: string;
  /** As it stands in the text, which may be longer than it will be written. */
  readonly start: number;
  readonly end: number;
  readonly comment: 'line' | 'block' | undefined;
  /** Line breaks between it and the token before it; at least one before the first token. */
  readonly breaksBefore: number;
}

/** Undefined when there are characters that are no tokens, or a comment has no end. */
export function formatTokens(text: string): FormatToken[] | undefined {
  const { tokens, hidden, errors } = lex(text);
  const last = hidden.at(-1);
  const isOpen = last?.tokenType.name === 'BLOCK_COMMENT' && !isClosedComment(last.image);
  if (errors.length > 0 || isOpen) return undefined;
  const all = [...tokens, ...hidden].toSorted((a, b) => a.startOffset - b.startOffset);
  let end = 0;
  return all.map(({ image, startOffset: start, tokenType: { name: type } }, index) => {
    const gap = text.slice(end, start);
    end = start + image.length;
    const breaks = gap.split('\n').length - 1;
    const written = spelling[type]?.(image) ?? image;
    return {
      image: written,
      type,
      start,
      end,
      comment: commentOf(type),
      breaksBefore: index === 0 ? Math.max(1, breaks) : breaks,
    };
  });
}

function commentOf(type: string): FormatToken['comment'] {
  if (type === 'LINE_COMMENT') return 'line';
  return type === 'BLOCK_COMMENT' ? 'block' : undefined;
}

/** Tokens in which white space has no meaning. */
const spelling: Readonly<Record<string, (image: string) => string>> = {
  PERCENT: (image) => image.replace(/\s+/g, ''),
  PER_CLASS: () => 'per class',
  OF_COUNT: (image) => image.replace(/\s+/g, ' '),
  RANGE: (image) => image.replace(/\s+/g, '').replace('step', ' step '),
  LINE_COMMENT: (image) => image.trimEnd(),
};
