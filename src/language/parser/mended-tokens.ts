/** @file Tokens that are taken for what they were meant as, so that a slip is told once and spoils nothing around it. */
import type { LexerResult } from 'langium';
import { withArticle } from '../diagnostics/article.ts';
import { declarationWords } from './remedies.ts';

type Token = LexerResult['tokens'][number];
type TokenTypes = Readonly<Record<string, Token['tokenType']>>;
type Errors = LexerResult['errors'];

export interface Mended {
  readonly tokens: Token[];
  readonly errors: Errors;
}

/** @returns all tokens, and a sentence for each that was mended beside the lexer's own errors. */
export function mendTokens(text: string, { tokens, errors }: LexerResult, types: TokenTypes): Mended {
  return withNames(withOperators(withJoins(text, { tokens, errors }, types), types), types);
}

/** `&&` in a condition stands for `and`. */
function withJoins(text: string, { tokens, errors }: Mended, types: TokenTypes): Mended {
  const added: Token[] = [];
  const told = errors.map((error) => {
    const image = text.slice(error.offset, error.offset + error.length);
    const type = types[joins[image] ?? ''];
    if (type === undefined) return error;
    added.push(tokenAt(error, image, type));
    return { ...error, message: `Conditions are joined by \`${type.name}\`, not \`${image}\`.` };
  });
  if (added.length === 0) return { tokens, errors };
  return { tokens: [...tokens, ...added].toSorted((a, b) => a.startOffset - b.startOffset), errors: told };
}

const joins: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or' };

/** `=>` stands for `>=`. */
function withOperators({ tokens, errors }: Mended, types: TokenTypes): Mended {
  const told: Errors = [];
  const kept: Token[] = [];
  for (const token of tokens) {
    const before = kept.at(-1);
    const type =
      before?.image === '=' && before.endOffset === token.startOffset - 1
        ? types[turned[token.image] ?? '']
        : undefined;
    if (before === undefined || type === undefined) kept.push(token);
    else {
      const written = `=${token.image}`;
      const { endOffset, endColumn } = token;
      const both = { ...before, ...(endOffset && { endOffset }), ...(endColumn && { endColumn }), image: type.name };
      told.push(errorAt(both, `This comparison is written \`${type.name}\`, not \`${written}\`.`));
      kept[kept.length - 1] = ofType(both, type);
    }
  }
  return { tokens: kept, errors: [...errors, ...told] };
}

const turned: Readonly<Record<string, string>> = { '>': '>=', '<': '<=' };

/** Words of the language where a name is meant. */
function withNames({ tokens, errors }: Mended, types: TokenTypes): Mended {
  const told: Errors = [];
  const name = types.NAME;
  const mended = tokens.map((token, index) => {
    const kind = tokens[index - 1];
    if (name === undefined || kind === undefined || kind.startOffset === told.at(-1)?.offset) return token;
    if (isField(kind, tokens[index - 2]) || !isMeantAsName(kind, token, tokens[index + 1])) return token;
    const { image } = token;
    const sentence = `\`${image}\` is a word of the language and no name for ${withArticle(kind.image)}; choose another, such as \`${image}_\`.`;
    told.push(errorAt(token, sentence));
    return ofType(token, name);
  });
  return { tokens: mended, errors: [...errors, ...told] };
}

/** `drop where class in [shirt]` */
function isField(kind: Token, before: Token | undefined): boolean {
  return kind.image === 'class' && before !== undefined && beforeFields.has(before.image);
}

const beforeFields: ReadonlySet<string> = new Set(['where', 'and', 'or', 'not', '(']);

/** `class` at the end of its line, and `data from "…"`, lack a name; `class recipe "…"` has a wrong one. */
function isMeantAsName(kind: Token, word: Token, next: Token | undefined): boolean {
  if (!named.has(kind.image) || kind.tokenType.name !== kind.image) return false;
  if (kind.startLine !== word.startLine || !isKeyword(word)) return false;
  if (next?.tokenType.name === 'NAME' && next.startLine === word.startLine) return false;
  return word.image !== 'from' || !readsFile.has(kind.image);
}

const named: ReadonlySet<string> = new Set(declarationWords.filter((word) => word !== 'import'));
const readsFile: ReadonlySet<string> = new Set(['wildcard', 'data', 'benchmark']);

function isKeyword({ image, tokenType }: Token): boolean {
  return tokenType.name === 'COLUMN' || (tokenType.name === image && /^[a-z]+$/.test(image));
}

function ofType(token: Token, type: Token['tokenType']): Token {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? token.tokenTypeIdx };
}

function tokenAt({ offset, line = 1, column = 1 }: Errors[number], image: string, type: Token['tokenType']): Token {
  return {
    ...{ image, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 },
    ...{ startOffset: offset, startLine: line, startColumn: column },
    ...{ endOffset: offset + image.length - 1, endLine: line, endColumn: column + image.length - 1 },
  };
}

function errorAt(
  { startOffset: offset, image, startLine: line, startColumn: column }: Token,
  message: string,
): Errors[number] {
  return { offset, length: image.length, line, column, message };
}
