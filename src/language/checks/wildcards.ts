/** @file Wildcards: names and nested keys that nothing declares, lists in which nothing stands, words in files. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { WildcardPart } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { partsIn, wildcardPartsIn } from '../scope/interpolations.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { optionsOf, promptOfValue, wildcardsIn } from '../scope/wildcards.ts';
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
  return valuesBelow([file.root]).flatMap((value) => [
    ...problemsOf(value, file.file),
    ...(document ? unknownIn(document, value, file.file) : []),
  ]);
}

const known = new WeakMap<WildcardValue, readonly Problem[]>();

function problemsOf(value: WildcardValue, file: string): readonly Problem[] {
  const before = known.get(value);
  if (before) return before;
  const { parts, problems } = promptOfValue(value, file);
  const interpolations = partsIn(parts).filter((part) => part.kind === 'interpolation');
  const found = [
    ...problems.map(promptProblem),
    ...interpolations.map((part) => problem('wildcard-interpolation', part, `\${${part.name}}`)),
  ];
  known.set(value, found);
  return found;
}

function unknownIn(document: PromptDocument, value: WildcardValue, file: string): Problem[] {
  return wildcardPartsIn(promptOfValue(value, file).parts).flatMap((part) => checkPart(document, part));
}
