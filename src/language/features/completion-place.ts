/** @file Where in the language a cursor stands, told from the tokens before it: what follows may not parse yet. */
import type { LexerResult } from 'langium';
import { lex } from '../parser/parse.ts';
import type { DeclarationKind } from '../tree/declarations.ts';

export type CompletionPlace =
  /** Where a declaration may begin. */
  | { readonly kind: 'declaration' }
  /** After the `=` of a group. */
  | { readonly kind: 'group' }
  /** Where a setting or statement may begin. */
  | { readonly kind: 'member'; readonly of: DeclarationKind }
  | { readonly kind: 'value'; readonly of: DeclarationKind; readonly key: string }
  /** After `expect` or `check`. */
  | { readonly kind: 'metric' }
  /** Between the parentheses of a metric. */
  | { readonly kind: 'metric-class'; readonly metric: string }
  /** After a metric. */
  | { readonly kind: 'operator' }
  /** After a threshold. */
  | { readonly kind: 'bound' }
  | { readonly kind: 'nothing' };

type Token = LexerResult['tokens'][number];

const declarationWords: ReadonlySet<string> = new Set<DeclarationKind>([
  'model',
  'class',
  'group',
  'template',
  'wildcard',
  'let',
  'data',
  'benchmark',
  'recipe',
  'evaluate',
  'learn',
  'curate',
]);

/** @param before the text up to the word that the cursor is in. */
export function placeAfter(before: string): CompletionPlace {
  const { tokens } = lex(before);
  const last = tokens.at(-1);
  if (last === undefined) return { kind: 'declaration' };
  const head = tokens.findLastIndex(
    (token) => declarationWords.has(token.image) && token.tokenType.name === token.image,
  );
  const of = tokens[head]?.image as DeclarationKind | undefined;
  const inside = tokens.slice(head + 1);
  const depth =
    inside.filter((token) => token.image === '{').length - inside.filter((token) => token.image === '}').length;
  if (of === undefined || depth < 0) return { kind: 'declaration' };
  const isNewLine = before.slice(last.startOffset).includes('\n');
  return depth > 0 ? inBody(of, inside, isNewLine) : inHead(of, inside, isNewLine);
}

function inHead(of: DeclarationKind, tokens: readonly Token[], isNewLine: boolean): CompletionPlace {
  const last = tokens.at(-1)?.image;
  if (of === 'group' && (last === '=' || last === ',')) return { kind: 'group' };
  return last !== undefined && isNewLine ? { kind: 'declaration' } : afterBody(last);
}

function afterBody(last: string | undefined): CompletionPlace {
  return { kind: last === '}' ? 'declaration' : 'nothing' };
}

const statementWords: ReadonlySet<string> = new Set(['expect', 'check', 'keep', 'drop', 'skip']);

function inBody(of: DeclarationKind, tokens: readonly Token[], isNewLine: boolean): CompletionPlace {
  const start = tokens.findLastIndex((token) => token.tokenType.name === 'KEY' || statementWords.has(token.image));
  const member = tokens.slice(start);
  const last = tokens.at(-1)?.image ?? '';
  const isOpen = [':', ',', '[', '(', '->'].includes(last) || statementWords.has(last);
  if (start < 0 || last === '{' || (isNewLine && !isOpen)) return { kind: 'member', of };
  const [first] = member;
  if (first?.tokenType.name === 'KEY') return isOpen ? { kind: 'value', of, key: first.image } : { kind: 'nothing' };
  return first?.image === 'expect' || first?.image === 'check' ? inJudgement(member) : { kind: 'nothing' };
}

const comparisons: ReadonlySet<string> = new Set(['>=', '<=', '>', '<', '=']);

function inJudgement(member: readonly Token[]): CompletionPlace {
  const images = member.map((token) => token.image);
  const [, metric = ''] = images;
  const last = images.at(-1) ?? '';
  if (images.length === 1) return { kind: 'metric' };
  if (images.includes('(') && !images.includes(')'))
    return last === '(' || last === '->' ? { kind: 'metric-class', metric } : { kind: 'nothing' };
  if (!images.some((image) => comparisons.has(image))) return { kind: 'operator' };
  return { kind: comparisons.has(last) ? 'nothing' : 'bound' };
}
