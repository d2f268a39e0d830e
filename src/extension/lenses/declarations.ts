/**
 * @file Where recipes, evaluations, classes and curations stand in a text, errors or not. A plan leaves out what has errors; a lens
 * that comes and goes while one types would make the text jump, so such declarations get a lens that says so.
 */

export interface Declaration {
  readonly kind: 'recipe' | 'evaluate' | 'class' | 'curate';
  readonly name: string;
  /** Counted from 0. */
  readonly line: number;
}

const pattern = /^[ \t]*(recipe|evaluate|class|curate)[ \t]+([\p{L}_][\p{L}\p{N}_-]*)/u;

/** Comments and strings of several lines, in which no declaration stands; one that is not closed yet hides nothing. */
const hidden = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/gu;

export function declarationsIn(text: string): readonly Declaration[] {
  const bare = text.replace(hidden, (part) => part.replace(/[^\n]/gu, ' '));
  return bare.split('\n').flatMap((content, line) => {
    const [, keyword, name] = pattern.exec(content) ?? [];
    if (keyword === undefined || name === undefined) return [];
    return [{ kind: keyword as Declaration['kind'], name, line }]; // The pattern's own words.
  });
}
