/**
 * @file How deeply a YAML text is nested, found out before it is parsed: the parser recurses, and where its stack ends
 * a regular expression may be compiled, with which V8 does not throw but ends the process.
 */
import { Lexer } from 'yaml';

/** Marks of the lexer that take no characters: of a document, of a scalar, of a broken bracket. */
const MARKS = new Set(['\x02', '\x1f', '\x18']);
const OPEN = new Set(['[', '{']);
const CLOSED = new Set([']', '}']);

/** Offset of the first token that lies deeper than so many brackets, dashes and indentations. */
export function yamlDepthBeyond(text: string, deepest: number): number | undefined {
  const columns: number[] = [];
  let [offset, lineStart, brackets] = [0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    if (OPEN.has(token)) brackets++;
    else if (CLOSED.has(token)) brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && token.trim() !== '') enter(columns, offset - lineStart);
    if (brackets + columns.length > deepest) return offset;
    offset += token.length;
    const lineBreak = token.lastIndexOf('\n');
    if (lineBreak >= 0) lineStart = offset - token.length + lineBreak + 1;
  }
  return undefined;
}

/** What begins in a column ends all that began in it or behind it. */
function enter(columns: number[], column: number): void {
  while ((columns.at(-1) ?? -1) >= column) columns.pop();
  columns.push(column);
}
