/**
 * @file A literal prompt → a string of our grammar that resolves to it, byte for byte: the characters that would be read
 * as variants, wildcards or the end of the string are escaped, those of attention stay.
 */
import type { Dialect } from '../../plan/plan.ts';

/** What a backslash keeps literal in a dialect; we write and resolve it the same way. */
const escapable: { readonly [D in Dialect]: RegExp } = {
  a1111: /[()[\]\\:|]/,
  'a1111-nonorm': /[()[\]\\:|]/,
  comfy: /[()]/,
  none: /(?!)/,
};

/** A1111 drops a backslash before any other character; others keep it as it is. */
function dropsBackslashes(dialect: Dialect): boolean {
  return dialect === 'a1111' || dialect === 'a1111-nonorm';
}

/** The text with what its own tool would not read taken away, which then has a string that resolves to exactly it. */
export function expressible(text: string, dialect: Dialect): string {
  const whole = text.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (!dropsBackslashes(dialect)) return whole;
  return whole.replace(/\\([\s\S]?)/g, (pair, next: string) =>
    next !== '' && escapable[dialect].test(next) ? pair : next,
  );
}

/** The characters between the quotes. @param text as `expressible` has it. */
export function promptBody(text: string, dialect: Dialect): string {
  // `<lora:a__b:1>` is read as one; nothing in it is a wildcard.
  const parts = text.split(/(<\w+:[^<>\n]*>)/);
  return parts
    .map((part, index) => (index % 2 === 1 ? escaped(part, dialect) : withoutWildcards(escaped(part, dialect))))
    .join('');
}

function escaped(text: string, dialect: Dialect): string {
  // Control characters, and marks that turn the direction of writing, would show another text than there is.
  const special = /["{}\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;
  const plain = (words: string) => words.replaceAll('\\', '\\\\').replace(special, escapeOf);
  // What its own backslash keeps literal is written the same way with ours.
  const parts = text.split(new RegExp(`(\\\\${escapable[dialect].source})`));
  return parts.map((part, index) => (index % 2 === 1 ? part : plain(part))).join('');
}

const named: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeOf(character: string): string {
  return named.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function withoutWildcards(text: string): string {
  return text.replace(/_(?=_)/g, '\\_');
}

/** A whole string: over several lines when the text has several and our quotes can hold them. */
export function quotedPrompt(text: string, dialect: Dialect): string {
  const lines = text.split('\n');
  const fitsLines = lines.length > 1 && lines.every((line, index) => isPlainLine(line, index, lines.length));
  if (!fitsLines || !lines.some((line) => /^\S/.test(line))) return `"${promptBody(text, dialect)}"`;
  const inner = lines.map((line) => (line === '' ? '' : `    ${promptBody(line, dialect)}`));
  return ['"""', ...inner, '  """'].join('\n');
}

/** Blank lines at the ends belong to the quotes; a blank at an end of a line is lost on the way by editors. */
function isPlainLine(line: string, index: number, count: number): boolean {
  const isEnd = index === 0 || index === count - 1;
  return line === '' ? !isEnd : !/\s$|\r/.test(line);
}
