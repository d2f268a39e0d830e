/**
 * @file Where recipes and evaluations stand in a text, errors or not. A plan leaves out what has errors; a lens that
 * comes and goes while one types would make the text jump, so such declarations get a lens that says so.
 */

export interface Declaration {
  readonly kind: 'recipe' | 'evaluate';
  readonly name: string;
  /** Counted from 0. */
  readonly line: number;
}

const pattern = /^[ \t]*(recipe|evaluate)[ \t]+([\p{L}_][\p{L}\p{N}_-]*)/u;

export function declarationsIn(text: string): readonly Declaration[] {
  return text.split('\n').flatMap((content, line) => {
    const [, keyword, name] = pattern.exec(content) ?? [];
    if (keyword === undefined || name === undefined) return [];
    return [{ kind: keyword === 'recipe' ? ('recipe' as const) : ('evaluate' as const), name, line }];
  });
}
