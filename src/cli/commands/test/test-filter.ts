/** @file `--filter`: which statements are meant, by file, evaluation and words. */

/** A statement by the names that lead to it. */
export interface TestName {
  /** As shown to people, with `/`. */
  readonly file: string;
  readonly evaluation: string;
  /** As written. */
  readonly statement: string;
}

export interface TestFilter {
  readonly selects: (test: TestName) => boolean;
  /** Whether something of this file might be meant, when it cannot be said what the file holds. */
  readonly mayConcern: (file: string) => boolean;
}

/** `fashion.vlprompt::zeroshot::expect accuracy >= 85%`. */
export function testId({ file, evaluation, statement }: TestName): string {
  return [file, evaluation, statement].join(separator);
}

const separator = '::';

/**
 * A pattern with `::` has up to three parts, each of which has to match as a whole; an empty or missing one matches all.
 * One without is looked for anywhere in the name. `*` stands for any characters, `?` for one; case does not matter.
 * @param patterns one that matches is enough; without any, everything is selected
 */
export function testFilter(patterns: readonly string[]): TestFilter {
  const filters = patterns.map(filterOf);
  if (filters.length === 0) return { selects: () => true, mayConcern: () => true };
  return {
    selects: (test) => filters.some(({ selects }) => selects(test)),
    mayConcern: (file) => filters.some(({ mayConcern }) => mayConcern(file)),
  };
}

function filterOf(pattern: string): TestFilter {
  if (!pattern.includes(separator)) {
    const anywhere = glob(`*${pattern}*`);
    return { selects: (test) => anywhere(testId(test)), mayConcern: () => true };
  }
  const [file = '', evaluation = '', ...statement] = pattern.split(separator);
  const isFile = part(file);
  const [isEvaluation, isStatement] = [part(evaluation), part(statement.join(separator))];
  const mayConcern = (name: string) => isFile(name) || isFile(name.slice(name.lastIndexOf('/') + 1));
  const selects = (test: TestName) =>
    mayConcern(test.file) &&
    isEvaluation(test.evaluation) &&
    (isStatement(test.statement) || isStatement(test.statement.replace(/^(expect|check)\s+/u, '')));
  return { selects, mayConcern };
}

function part(pattern: string): (text: string) => boolean {
  return pattern === '' ? () => true : glob(pattern);
}

/**
 * Every star takes as little as it can, from the left: no pattern takes more than time in proportion to the product of
 * the lengths, as a regular expression with many `.*` would.
 */
function glob(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  return (text) => {
    const wanted = text.toLowerCase();
    if (!fits(first, wanted, 0)) return false;
    if (rest.length === 0) return first.length === wanted.length;
    let at = first.length;
    for (const piece of rest.slice(0, -1)) {
      const found = find(piece, wanted, at);
      if (found === undefined) return false;
      at = found + piece.length;
    }
    const last = rest.at(-1) ?? '';
    return wanted.length - last.length >= at && fits(last, wanted, wanted.length - last.length);
  };
}

function find(piece: string, text: string, from: number): number | undefined {
  for (let at = from; at + piece.length <= text.length; at++) if (fits(piece, text, at)) return at;
  return undefined;
}

function fits(piece: string, text: string, at: number): boolean {
  if (at + piece.length > text.length) return false;
  for (let i = 0; i < piece.length; i++) if (piece[i] !== '?' && piece[i] !== text[at + i]) return false;
  return true;
}
