/** @file A wildcard file: phrases, one of which takes the place of `__name__` in a prompt. */
import { inOrder, type Problem, problem } from '../diagnostics/problem.ts';
import { checkValues } from './check-values.ts';
import { readJson } from './read-json.ts';
import { readLines } from './read-lines.ts';
import { readYaml } from './read-yaml.ts';
import { rootOf, type WildcardNode, type WildcardReading } from './wildcard-node.ts';

export type { WildcardNode, WildcardValue } from './wildcard-node.ts';

export interface WildcardFile {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  readonly text: string;
  /** Has no key of its own; its name is that of the declaration that reads the file. */
  readonly root: WildcardNode;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/** UTF-16 units. Reading more would keep the editor waiting at every key. */
const MOST_CHARACTERS = 2_000_000;

/** An editor shows no more of one file: VS Code's limit. */
const MOST_PROBLEMS = 1000;

const readers: Readonly<Record<string, (text: string) => WildcardReading>> = {
  txt: readLines,
  yaml: readYaml,
  yml: readYaml,
  json: readJson,
};

/** Endings of files that hold wildcards. */
export const wildcardExtensions: readonly string[] = Object.keys(readers).map((ending) => `.${ending}`);

/**
 * Reads a file by its ending; one with an unknown ending has a value a line. Never throws, and takes time in proportion
 * to the text.
 */
export function parseWildcardFile(file: string, text: string): WildcardFile {
  if (text.length > MOST_CHARACTERS) return tooLarge(file, text);
  const ending = /\.([^./]*)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const { root, problems } = (Object.hasOwn(readers, ending) ? readers[ending] : undefined)?.(text) ?? readLines(text);
  const found = inOrder([...withoutEchoes(problems), ...checkValues(root, text, problems)]);
  return { file, text, root, problems: found.slice(0, MOST_PROBLEMS) };
}

/** Where the text could not be read, its shape is not what its author meant. */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const isUnreadable = problems.some((found) => found.code === 'wildcard-syntax');
  return isUnreadable ? problems.filter((found) => found.code !== 'wildcard-shape') : problems;
}

function tooLarge(file: string, text: string): WildcardFile {
  const found = problem(
    'wildcard-too-large',
    { start: 0, end: 0 },
    `${MOST_CHARACTERS / 1_000_000} million characters`,
  );
  return { file, text, root: rootOf([]), problems: [found] };
}
