/** @file What a judge reads of classes: every caption in every line of a prompt. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Curate, Evaluate } from '../generated/ast.ts';
import type { Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { allPrompts } from '../prompt/resolve.ts';
import { scanPrompt } from '../prompt/scan.ts';
import { remembered } from '../remembered.ts';
import { classesOf } from '../scope/classes.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';
import { namePlace } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import type { JudgedClassPlan, JudgedPrompt } from './plan.ts';
import { promptLines } from './prompt-lines.ts';

export const judgedClasses = remembered((document, judge: Evaluate | Curate): readonly Class[] =>
  classesOf(document, settingValues(document, judge, 'classes', 'names')),
);

export interface JudgedLine {
  readonly parts: readonly Part[];
  readonly at: Place;
}

const DEFAULT_PROMPT = 'a photo of a $' + '{class}';

/** The judge's own lines, or the usual one. */
export const judgedLines = remembered((document, judge: Evaluate | Curate): readonly JudgedLine[] => {
  const lines = promptLines(document, judge);
  if (lines.length > 0) return lines.map((line) => ({ parts: promptOf(line).parts, at: placeOf(line) }));
  return usualLines(namePlace(judge));
});

/** Of a judge that is given no prompt. @param at what is shown as its place */
export function usualLines(at: Place): readonly JudgedLine[] {
  const usual = scanPrompt({ text: DEFAULT_PROMPT, offsetAt: () => at.start, isClosed: true }, at.file);
  return [{ parts: usual.parts, at }];
}

export function judgedClass(
  document: PromptDocument,
  declaration: Class,
  lines: readonly JudgedLine[],
): JudgedClassPlan {
  return { name: declaration.name ?? '', prompts: judgedPrompts(document, declaration, lines) };
}

/** Every caption in every line, variants spelled out; each text once. */
function judgedPrompts(document: PromptDocument, declaration: Class, lines: readonly JudgedLine[]): JudgedPrompt[] {
  const prompts = new Map<string, JudgedPrompt>();
  for (const wording of wordingsOf(declaration)) {
    for (const line of lines) {
      for (const { text } of allPrompts(line.parts, lookupFor(document, wording), 'none')) {
        if (!prompts.has(text)) prompts.set(text, { text, source: spanOf(document, line.at) });
      }
    }
  }
  return [...prompts.values()];
}
