/** @file Where in the language a cursor stands, told from the tokens before it: what follows may not parse yet. */
import type { LexerResult } from 'langium';
import type { Declaration } from '../../generated/ast.ts';
import { lex } from '../../parser/parse.ts';
import { declarationWords } from '../../parser/remedies.ts';
import type { DeclarationKind } from '../../tree/declarations.ts';

export type CompletionPlace =
  /** Where a declaration may begin. */
  | { readonly kind: 'declaration' }
  /** After a keyword and its name. */
  | { readonly kind: 'head'; readonly of: Declaration['keyword'] }
  /** After the `=` of a group. */
  | { readonly kind: 'group' }
  /** After the `=` of a constant. */
  | { readonly kind: 'constant' }
  /** After `import`. */
  | { readonly kind: 'import' }
  /** Between the braces of an import. */
  | { readonly kind: 'import-names' }
  /** Where a setting or statement may begin. */
  | { readonly kind: 'member'; readonly of: DeclarationKind }
  | { readonly kind: 'value'; readonly of: DeclarationKind; readonly key: string }
  /** After a part of a value that may go on: `few`, `40`. */
  | { readonly kind: 'rest'; readonly of: DeclarationKind; readonly key: string; readonly last: string }
  /** After `expect` or `check`. */
  | { readonly kind: 'metric' }
  /** Between the parentheses of a metric. */
  | { readonly kind: 'metric-argument'; readonly metric: string }
  /** After a metric. */
  | { readonly kind: 'operator'; readonly metric: string }
  /** After a threshold. */
  | { readonly kind: 'bound' }
  /** After `keep`, `drop` or `skip`. */
  | { readonly kind: 'where' }
  | { readonly kind: 'field'; readonly of: DeclarationKind }
  | { readonly kind: 'field-operator'; readonly of: DeclarationKind; readonly field: string }
  | { readonly kind: 'field-value'; readonly of: DeclarationKind; readonly field: string }
  /** After a comparison. */
  | { readonly kind: 'conjunction' }
  /** Between the parentheses of `zip`. */
  | { readonly kind: 'zip' }
  | { readonly kind: 'nothing' };

type Token = LexerResult['tokens'][number];
const nothing: CompletionPlace = { kind: 'nothing' };

/** @param before the text up to the word that the cursor is in. */
export function placeAfter(before: string): CompletionPlace {
  const { tokens } = lex(before);
  const last = tokens.at(-1);
  if (last === undefined) return { kind: 'declaration' };
  const head = tokens.findLastIndex(isKeyword);
  const of = tokens[head]?.image as Declaration['keyword'] | undefined;
  const inside = tokens.slice(head + 1);
  const depth = count(inside, '{') - count(inside, '}');
  if (of === undefined || depth < 0) return { kind: 'declaration' };
  const isNewLine = before.slice(last.startOffset + last.image.length).includes('\n');
  if (of === 'import') return inImport(inside, depth, isNewLine);
  return depth > 0 ? inBody(of, inside, isNewLine) : inHead(of, inside, isNewLine);
}

/** `class` in a condition is a field. */
function isKeyword(token: Token, index: number, tokens: readonly Token[]): boolean {
  if (!declarationWords.includes(token.image) || token.tokenType.name !== token.image) return false;
  return token.image !== 'class' || !fieldsFollow.has(tokens[index - 1]?.image ?? '');
}

function count(tokens: readonly Token[], image: string): number {
  return tokens.filter((token) => token.image === image).length;
}

function inImport(tokens: readonly Token[], depth: number, isNewLine: boolean): CompletionPlace {
  const last = tokens.at(-1);
  if (last === undefined) return { kind: 'import' };
  if (depth > 0) return last.image === '{' || last.image === ',' ? { kind: 'import-names' } : nothing;
  if (last.image === '}') return { kind: 'head', of: 'import' };
  return isNewLine ? { kind: 'declaration' } : nothing;
}

function inHead(of: DeclarationKind, tokens: readonly Token[], isNewLine: boolean): CompletionPlace {
  const last = tokens.at(-1)?.image;
  if (of === 'group' && (last === '=' || last === ',')) return { kind: 'group' };
  if (of === 'let' && (last === '=' || last === '[' || last === ',')) return { kind: 'constant' };
  if (last === undefined || last === '=') return nothing;
  if (isNewLine || last === '}') return { kind: 'declaration' };
  return tokens.length === 1 ? { kind: 'head', of } : nothing;
}

const statementWords: ReadonlySet<string> = new Set(['expect', 'check', 'keep', 'drop', 'skip', 'zip']);
const opens: ReadonlySet<string> = new Set([':', ',', '[', '(', '->', 'where', 'and', 'or', 'not', 'in']);

function inBody(of: DeclarationKind, tokens: readonly Token[], isNewLine: boolean): CompletionPlace {
  const start = tokens.findLastIndex((token) => token.tokenType.name === 'KEY' || isStatement(token));
  const member = tokens.slice(start);
  const last = tokens.at(-1)?.image ?? '';
  const isOpen = opens.has(last) || comparisons.has(last) || statementWords.has(last);
  if (start < 0 || last === '{' || (isNewLine && !isOpen)) return { kind: 'member', of };
  const [first] = member;
  if (first === undefined) return nothing;
  if (first.tokenType.name === 'KEY') return inSetting(of, first.image, last, isOpen);
  return inStatement[first.image]?.(of, member) ?? nothing;
}

function isStatement({ image, tokenType }: Token): boolean {
  return statementWords.has(image) && (tokenType.name === image || tokenType.name === 'ZIP');
}

function inSetting(of: DeclarationKind, key: string, last: string, isOpen: boolean): CompletionPlace {
  return isOpen ? { kind: 'value', of, key } : { kind: 'rest', of, key, last };
}

type Statement = (of: DeclarationKind, member: readonly Token[]) => CompletionPlace;

const inStatement: Readonly<Record<string, Statement>> = {
  expect: inJudgement,
  check: inJudgement,
  keep: inFilter,
  drop: inFilter,
  skip: inFilter,
  zip: (_of, member) => (['(', ','].includes(member.at(-1)?.image ?? '') ? { kind: 'zip' } : nothing),
};

const comparisons: ReadonlySet<string> = new Set(['>=', '<=', '!=', '>', '<', '=', '~']);

function inJudgement(_of: DeclarationKind, member: readonly Token[]): CompletionPlace {
  const images = member.map((token) => token.image);
  const [, metric = ''] = images;
  const last = images.at(-1) ?? '';
  if (images.length === 1) return { kind: 'metric' };
  if (images.includes('(') && !images.includes(')'))
    return last === '(' || last === '->' ? { kind: 'metric-argument', metric } : nothing;
  if (!images.some((image) => comparisons.has(image))) return { kind: 'operator', metric };
  return comparisons.has(last) ? nothing : { kind: 'bound' };
}

const fieldsFollow: ReadonlySet<string> = new Set(['where', 'and', 'or', 'not', '(']);

function inFilter(of: DeclarationKind, member: readonly Token[]): CompletionPlace {
  const images = member.map((token) => token.image);
  const last = images.at(-1) ?? '';
  if (images.length === 1) return { kind: 'where' };
  if (fieldsFollow.has(last)) return { kind: 'field', of };
  const at = images.findLastIndex((_, index) => fieldsFollow.has(images[index - 1] ?? ''));
  const field = images[at] ?? '';
  if (at === images.length - 1) return { kind: 'field-operator', of, field };
  const isValue = comparisons.has(last) || last === '[' || (last === ',' && images.lastIndexOf('[') > at);
  return isValue ? { kind: 'field-value', of, field } : { kind: 'conjunction' };
}
