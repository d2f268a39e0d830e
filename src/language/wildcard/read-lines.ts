/** @file `.txt`: a value a line; blank lines and lines that begin with `#` are skipped. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { quotedAt } from './slice-quoted.ts';
import { MOST_VALUES, tooManyValues } from './value-limit.ts';
import { badWeight, readHead } from './weight.ts';
import { rootOf, type WildcardReading, type WildcardValue } from './wildcard-node.ts';

const LINE = /[^\r\n]*(\r\n|\r|\n|$)/g;

export function readLines(text: string): WildcardReading {
  const values: WildcardValue[] = [];
  const problems: Problem[] = [];
  for (const line of text.matchAll(LINE)) {
    const value = readLine(line[0], line.index, problems);
    if (value === undefined) continue;
    if (values.length === MOST_VALUES)
      return { root: rootOf(values), problems: [...problems, tooManyValues(value.at)] };
    values.push(value);
  }
  return { root: rootOf(values), problems };
}

/** @param line with its line break. */
function readLine(line: string, start: number, problems: Problem[]): WildcardValue | undefined {
  const entry = line.trim(); // Takes a byte order mark away, too.
  if (entry === '' || entry.startsWith('#')) return undefined;
  const at = extentFrom(start + line.indexOf(entry), entry.length);
  const head = readHead(entry);
  if (head.kind === 'bad')
    problems.push(problem('bad-weight', extentFrom(at.start, head.written.length), badWeight(head.written)));
  const skipped = head.kind === 'none' ? 0 : head.length;
  return {
    text: quotedAt(entry.slice(skipped), at.start + skipped),
    weight: head.kind === 'weight' ? head.weight : 1,
    at,
    removeAt: extentFrom(start, line.length),
  };
}

function extentFrom(start: number, length: number) {
  return { start, end: start + length };
}
