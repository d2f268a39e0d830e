/** @file Wildcards: names and nested keys that nothing declares, lists in which nothing stands, words in files. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { WildcardPart } from '../prompt/part.ts';
import { partsIn, wildcardPartsIn } from '../prompt/parts-in.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { optionsOf, promptOfValue, wildcardPartsOf, wildcardsIn } from '../scope/wildcards.ts';
import { isNamed } from '../tree/declarations.ts';
import { valuesBelow, wildcardPaths } from '../wildcard/match.ts';
import type { WildcardFile, WildcardValue } from '../wildcard/wildcard-file.ts';
import { promptProblem } from './prompts.ts';

export function checkWildcards(document: PromptDocument): Problem[] {
  const texts = document.tree.declarations.filter(isNamed).flatMap(promptTextsOf);
  return texts.flatMap((text) => wildcardPartsIn(promptOf(text).parts)).flatMap((part) => checkPart(document, part));
}

function checkPart(document: PromptDocument, part: WildcardPart): Problem[] {
  const at = { ...part.nameAt, file: part.file };
  const options = optionsOf(document, part);
  if (options === undefined) return [unknown(document, part)];
  const isEmpty = options.every((option) => option.weight === 0);
  return isEmpty ? [problem('empty-wildcard', at, part.pattern)] : [];
}

function unknown(document: PromptDocument, { pattern, nameAt, file }: WildcardPart): Problem {
  const at = { ...nameAt, file };
  const guessed = guess(
    pattern,
    wildcardPaths(wildcardsIn(document)).map(({ path }) => path),
  );
  const found = problem('unknown-wildcard', at, pattern, guessClause(guessed));
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

/**
 * What is wrong within the values of a wildcard file, beside what `parseWildcardFile` found.
 * @param document a file that reads it, whose wildcards its values may name; left out, names are not looked up.
 */
export function checkWildcardValues(file: WildcardFile, document?: PromptDocument): Problem[] {
  const unknown = document ? wildcardPartsOf(file).flatMap((part) => checkPart(document, part)) : [];
  return [...problemsOf(file), ...unknown];
}

const known = new WeakMap<WildcardFile, readonly Problem[]>();

/** Found once for each text: a list may be long, and prompts are checked at every key. */
function problemsOf(file: WildcardFile): readonly Problem[] {
  const before = known.get(file);
  if (before) return before;
  const found = valuesBelow([file.root]).flatMap((value) => problemsOfValue(value, file.file));
  known.set(file, found);
  return found;
}

function problemsOfValue(value: WildcardValue, file: string): Problem[] {
  const { parts, problems } = promptOfValue(value, file);
  const interpolations = partsIn(parts).filter((part) => part.kind === 'interpolation');
  return [
    ...problems.map(promptProblem),
    ...interpolations.map((part) => problem('wildcard-interpolation', part, `\${${part.name}}`)),
  ];
}
