/** @file How a prompt file is cut into tokens, where Langium's own way does not do. */
import { DefaultLexer, DefaultTokenBuilder, type GrammarAST, type LexerResult } from 'langium';
import { type ForeignText, foreignTexts, withStraightQuotes } from './foreign-quotes.ts';
import { mendTokens } from './mended-tokens.ts';

type Token = LexerResult['tokens'][number];
type TokenVocabulary = ReturnType<DefaultTokenBuilder['buildTokens']>;

/**
 * Tried before keywords: `model:` is a key although `model` is a keyword, `recipe =` a field, `per class` and `of 3` are
 * one word, and `zip(` is no name.
 */
const beforeKeywords: ReadonlySet<string> = new Set(['KEY', 'PER_CLASS', 'OF_COUNT', 'RECIPE_FIELD', 'ZIP', 'COLUMN']);

export class PromptTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar, options?: { caseInsensitive?: boolean }): TokenVocabulary {
    const tokens = super.buildTokens(grammar, options);
    if (!Array.isArray(tokens)) return tokens;
    const isEarly = (token: { readonly name: string }) => beforeKeywords.has(token.name);
    return [...tokens.filter(isEarly), ...tokens.filter((token) => !isEarly(token))];
  }
}

/** Deeper than any author writes; the parser descends recursively and would run out of stack. */
const DEEPEST = 64;

const opens: ReadonlySet<string> = new Set(['(', '[', '{']);
const closes: ReadonlySet<string> = new Set([')', ']', '}']);

/** Mends slips of the hand; leaves out brackets beyond the deepest level, and reports the first of them. */
export class PromptLexer extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const result = this.mended(text);
    const tooDeep = new Set<Token>();
    const kept = withoutDeepBrackets(result.tokens, tooDeep);
    if (tooDeep.size === 0) return result;
    const [first] = tooDeep;
    return { ...result, tokens: kept, errors: first ? [...result.errors, tooDeepError(first)] : result.errors };
  }

  private mended(text: string): LexerResult {
    const read = super.tokenize(text);
    const foreign = foreignTexts(text, read.errors);
    const straight = foreign.length === 0 ? read : super.tokenize(withStraightQuotes(text, foreign));
    const errors = [...foreign.map(foreignTextError), ...straight.errors];
    return { ...straight, ...mendTokens(text, { ...straight, errors }, this.tokenTypes) };
  }
}

function foreignTextError({ start, end }: ForeignText): LexerResult['errors'][number] {
  return { offset: start, length: end - start, line: undefined, column: undefined, message: '' };
}

function withoutDeepBrackets(tokens: readonly Token[], tooDeep: Set<Token>): Token[] {
  /** Of each open bracket, how deep it stands; `not` goes as deep as a bracket. */
  const open: number[] = [];
  let depth = 0;
  return tokens.filter((token) => {
    const [isOpening, isClosing] = [opens.has(token.image), closes.has(token.image)];
    const isDeeper = isOpening || token.image === 'not';
    depth = isDeeper ? depth + 1 : (open.at(-1) ?? 0);
    const beyond = depth > DEEPEST && (isDeeper || isClosing);
    if (isOpening) open.push(depth);
    if (isClosing) open.pop();
    if (isClosing) depth = open.at(-1) ?? 0;
    if (beyond) tooDeep.add(token);
    return !beyond;
  });
}

function tooDeepError(token: Token): LexerResult['errors'][number] {
  return {
    offset: token.startOffset,
    length: token.image.length,
    line: token.startLine,
    column: token.startColumn,
    message: 'This is nested too deeply; brackets from here on are not read.',
  };
}
