/** @file Inside prompt strings: braces, weights, counts, escapes, and texts in which nothing stands. */
import { type AstNode, AstUtils, type GenericAstNode, isAstNode } from 'langium';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { isSetting, isText, type Text } from '../generated/ast.ts';
import {
  type ChoicePart,
  onlyWildcard,
  type Part,
  type PromptProblem,
  type PromptProblemKind,
} from '../prompt/part.ts';
import { partsIn } from '../prompt/parts-in.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isClosedText } from '../prompt/quoted.ts';
import { LONGEST_STRING } from '../prompt/scan.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { optionsOf } from '../scope/wildcards.ts';
import { isNamed } from '../tree/declarations.ts';
import { placeOf, quotedText } from '../tree/places.ts';

export function checkPrompts(document: PromptDocument): Problem[] {
  const texts = document.tree.declarations.filter(isNamed).flatMap(promptTextsOf);
  return [...openStrings(document), ...texts.flatMap((text) => checkPrompt(document, text))];
}

function openStrings(document: PromptDocument): Problem[] {
  return textsBelow(document.tree, [])
    .filter((text) => !isClosedText(text.raw))
    .map((text) => {
      const at = placeOf(text);
      return withFix(problem('open-string', at), {
        title: 'Add the closing quote',
        at: { start: at.end, end: at.end },
        text: '"',
      });
    });
}

/** Every string, whatever it is for. Langium's own walk takes several times as long. */
function textsBelow(node: AstNode, found: Text[]): Text[] {
  if (isText(node)) found.push(node);
  for (const property of Object.keys(node)) {
    const value = property.startsWith('$') ? undefined : (node as GenericAstNode)[property];
    if (typeof value !== 'object') continue;
    if (Array.isArray(value)) for (const each of value) if (isAstNode(each)) textsBelow(each, found);
    if (isAstNode(value)) textsBelow(value, found);
  }
  return found;
}

function checkPrompt(document: PromptDocument, text: Text): Problem[] {
  const { parts, problems } = promptOf(text);
  const isEmpty = quotedText(text).text.trim() === '';
  const empty = isEmpty && !mayBeEmpty(text) ? [problem('empty-text', placeOf(text), 'This text')] : [];
  const choices = choicesIn(parts);
  return [
    ...empty,
    ...problems.map(promptProblem),
    ...choices.flatMap(neverChosen),
    ...choices.flatMap((choice) => tooFewValues(document, choice)),
  ];
}

/** `negative: ""` says that nothing is to be kept out. */
function mayBeEmpty(text: Text): boolean {
  return AstUtils.getContainerOfType(text, isSetting)?.key === 'negative';
}

const sentences: { readonly [K in PromptProblemKind]: (found: PromptProblem) => Problem } = {
  'open-brace': (found) => syntax(found, 'This `{` is never closed; add `}`, or write `\\{` for the character itself.'),
  'stray-brace': (found) =>
    withFix(syntax(found, 'This `}` closes nothing; write `\\}` for the character itself.'), {
      title: 'Write `\\}`',
      at: found,
      text: '\\}',
    }),
  'open-interpolation': (found) =>
    syntax(found, `\`${found.text}\` is never closed; write \`\${name}\`, or \`\\$\` for the character itself.`),
  'too-deep': (found) => syntax(found, 'Variants are nested too deeply here; name an inner part with `let`.'),
  'too-long': (found) => problem('prompt-too-large', found, String(LONGEST_STRING)),
  'bad-weight': (found) =>
    problem(
      'bad-weight',
      found,
      `\`${found.text}\` does not begin with a number; write a weight such as \`2::\`, or \`\\:\\:\` for the characters themselves.`,
    ),
  'zero-weights': (found) =>
    problem('bad-weight', found, 'All weights here are 0, so nothing can be chosen; raise one.'),
  'bad-count': (found) =>
    problem(
      'bad-count',
      found,
      `\`${found.text}\` is no number of variants; write \`2$$\`, \`1-3$$\`, \`2-$$\` or \`-2$$\`, or \`\\$\\$\` for the characters themselves.`,
    ),
  'swapped-count': (found) => withFix(swapped(found), { title: 'Swap them', at: found, text: swap(found.text) }),
  'large-count': (found) => problem('large-count', found, found.text, 'variants'),
  'single-option': (found) => problem('single-option', found),
  'unknown-escape': (found) => problem('unknown-escape', found, found.text),
  'extra-network': (found) => problem('extra-network', found, found.text),
};

/** What the scanner found, as the author reads it. */
export function promptProblem(found: PromptProblem): Problem {
  return sentences[found.kind](found);
}

function syntax(found: PromptProblem, sentence: string): Problem {
  return problem('prompt-syntax', found, sentence);
}

function swapped(found: PromptProblem): Problem {
  return problem('bad-count', found, `\`${found.text}\` begins with the larger number; write \`${swap(found.text)}\`.`);
}

function swap(range: string): string {
  return range.replace(/(\d+)(\s*-\s*)(\d+)/, '$3$2$1');
}

function neverChosen(choice: ChoicePart): Problem[] {
  const isAllZero = choice.options.every((option) => option.weight === 0);
  return isAllZero
    ? []
    : choice.options.filter((option) => option.weight === 0).map((option) => problem('never-chosen', option));
}

/** `{2$$__flower__}` takes two values of a wildcard; how many it has is not known to the string itself. */
function tooFewValues(document: PromptDocument, choice: ChoicePart): Problem[] {
  const wildcard = onlyWildcard(choice);
  const values = wildcard && optionsOf(document, wildcard);
  const { least, most } = choice.count;
  const isLarge = values !== undefined && values.length < (Number.isFinite(most) ? most : least);
  if (!isLarge || choice.countAt === undefined || values.length === 0) return [];
  const at = { ...choice.countAt, file: choice.file };
  return [problem('large-count', at, document.text.slice(at.start, at.end), `${values.length} values`)];
}

export function choicesIn(parts: readonly Part[]): ChoicePart[] {
  return partsIn(parts).filter((part) => part.kind === 'choice');
}
