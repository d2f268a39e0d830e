/** @file Inside prompt strings: braces, weights, escapes, and texts in which nothing stands. */
import { AstUtils } from 'langium';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { isSetting, isText, type Text } from '../generated/ast.ts';
import type { ChoicePart, Part, PromptProblem, PromptProblemKind } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { laterDeclarations } from '../settings/tables.ts';
import { isNamed } from '../tree/declarations.ts';
import { placeOf, quotedText } from '../tree/places.ts';

export function checkPrompts(document: PromptDocument): Problem[] {
  const prompts = document.tree.declarations
    .filter(isNamed)
    .filter((declaration) => !laterDeclarations.has(declaration.keyword))
    .flatMap((declaration) => promptTextsOf(declaration).flatMap((text) => checkPrompt(text, mayBeEmpty(text))));
  return [...openStrings(document), ...prompts];
}

function openStrings(document: PromptDocument): Problem[] {
  return AstUtils.streamAllContents(document.tree)
    .filter(isText)
    .filter((text) => !quotedText(text).isClosed)
    .map((text) => {
      const at = placeOf(text);
      return withFix(problem('open-string', at), {
        title: 'Add the closing quote',
        at: { start: at.end, end: at.end },
        text: '"',
      });
    })
    .toArray();
}

/** `negative: ""` says that nothing is to be kept out. */
function mayBeEmpty(text: Text): boolean {
  return AstUtils.getContainerOfType(text, isSetting)?.key === 'negative';
}

function checkPrompt(text: Text, isEmptyGood: boolean): Problem[] {
  const { parts, problems } = promptOf(text);
  const isEmpty = quotedText(text).text.trim() === '';
  const empty = isEmpty && !isEmptyGood ? [problem('empty-text', placeOf(text), 'This text')] : [];
  return [...empty, ...problems.map(toProblem), ...choicesIn(parts).flatMap(neverChosen)];
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
  'bad-weight': (found) =>
    problem(
      'bad-weight',
      found,
      `\`${found.text}\` does not begin with a number; write a weight such as \`2::\`, or \`\\:\\:\` for the characters themselves.`,
    ),
  'zero-weights': (found) =>
    problem('bad-weight', found, 'All weights here are 0, so nothing can be chosen; raise one.'),
  'single-option': (found) => problem('single-option', found),
  'unknown-escape': (found) => problem('unknown-escape', found, found.text),
  unsupported: (found) => problem('unsupported', found, `\`${found.text}\` in a prompt`),
};

function toProblem(found: PromptProblem): Problem {
  return sentences[found.kind](found);
}

function syntax(found: PromptProblem, sentence: string): Problem {
  return problem('prompt-syntax', found, sentence);
}

function neverChosen(choice: ChoicePart): Problem[] {
  const isAllZero = choice.options.every((option) => option.weight === 0);
  return isAllZero
    ? []
    : choice.options.filter((option) => option.weight === 0).map((option) => problem('never-chosen', option));
}

export function choicesIn(parts: readonly Part[]): ChoicePart[] {
  return parts.flatMap((part) =>
    part.kind === 'choice' ? [part, ...part.options.flatMap((option) => choicesIn(option.parts))] : [],
  );
}
