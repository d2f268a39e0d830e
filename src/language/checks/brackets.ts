/** @file Brackets, weights and schedules in what painters read: none of it keeps a picture from being drawn, all of it is likely a slip. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { shortened } from '../diagnostics/shortened.ts';
import type { PromptDocument } from '../document.ts';
import type { Recipe } from '../generated/ast.ts';
import type { Dialect } from '../plan/plan.ts';
import { drawnTexts } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import type { AttentionProblemKind } from '../prompt/attention/problem.ts';
import { type PlacedProblem, scanAttention } from '../prompt/attention/scan-attention.ts';
import type { Part } from '../prompt/part.ts';
import { partsIn } from '../prompt/parts-in.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { textsRead } from '../scope/reads.ts';
import { settingValues } from '../settings/values.ts';

/** Each slip once, however many recipes read it; of other files their own recipes tell. */
export function checkBrackets(document: PromptDocument): Problem[] {
  const slips = document.tree.declarations.flatMap((declaration) =>
    declaration.keyword === 'recipe' ? slipsIn(document, declaration) : [],
  );
  const own = slips.filter(({ file }) => file === document.file);
  const once = new Map(own.map((slip) => [`${slip.start} ${slip.kind}`, slip]));
  return [...once.values()].flatMap((slip) => tell(document, slip));
}

function slipsIn(document: PromptDocument, recipe: Recipe): readonly PlacedProblem[] {
  const captions = rowClasses(document, recipe).flatMap((row) => (row ? (wordingsOf(row)[0]?.caption ?? []) : []));
  const texts = [...drawnTexts(document, recipe), ...captions].map((text) => promptOf(text).parts);
  const read = [...new Set(texts.flatMap((parts) => [...textsRead(document, parts)]))].filter(hasSign);
  if (read.length === 0) return [];
  const dialects = settingValues(document, recipe, 'emphasis', 'choice');
  // The rule's own table of options holds nothing else.
  const spoken = (dialects.length > 0 ? dialects : ['a1111']) as readonly Dialect[];
  const steps = settingValues(document, recipe, 'steps', 'whole');
  const last = steps.length > 0 ? Math.max(...steps) : undefined;
  return spoken.flatMap((dialect) => read.flatMap((parts) => scanAttention(parts, dialect, last).problems));
}

/** Most prompts have no bracket. */
function hasSign(parts: readonly Part[]): boolean {
  return partsIn(parts).some((part) => part.kind === 'text' && /[()[\]]/.test(part.text));
}

const sentences: { readonly [K in AttentionProblemKind]: ((written: string) => string) | undefined } = {
  'open-bracket': (written) =>
    `This \`${written}\` is never closed; close it, or write \`\\${written}\` for the character itself.`,
  'stray-bracket': (written) => `This \`${written}\` closes nothing; write \`\\${written}\` for the character itself.`,
  'bad-weight': (written) =>
    `\`${written}\` is no weight, so it is read as words; write a number, such as \`(word:1.3)\`.`,
  'large-weight': (written) => `A weight of ${written} spoils the picture; weights lie between 0 and 2.`,
  'square-weight': (written) =>
    `\`${written}\` is a schedule and no weight; a weight stands in round brackets, \`(word:1.2)\`.`,
  'bad-schedule': (written) =>
    `\`${written}\` is no schedule, so it is read as words; write \`[from:to:0.5]\`, or \`\\[\` for the character itself.`,
  'late-step': (written) =>
    `Step ${written} comes after the last one, so nothing ever changes; write an earlier step, or a share such as \`0.5\`.`,
  'too-deep': () => 'Brackets are nested too deeply here and are read as words; use fewer.',
  unread: (written) =>
    `\`${written}\` means nothing in the dialect of this recipe and is read as words; see \`emphasis\`.`,
  // As ComfyUI has it; the hint behind the weight says what comes out.
  'replaced-weight': undefined,
};

function tell(document: PromptDocument, { kind, start, end, file }: PlacedProblem): Problem[] {
  const sentence = sentences[kind]?.(shortened(document.text.slice(start, end), 40));
  return sentence === undefined ? [] : [problem('prompt-brackets', { start, end, file }, sentence)];
}
