/** @file Attention, schedules and BREAK in what a judge reads: it reads plain words, and would read the signs as such. */
import { type Problem, type ProblemFix, problem, withFix } from '../diagnostics/problem.ts';
import { shortened } from '../diagnostics/shortened.ts';
import { documentIn, type PromptDocument } from '../document.ts';
import type { Declaration, Evaluate } from '../generated/ast.ts';
import { judgedClasses } from '../plan/judged-prompts.ts';
import { promptLines } from '../plan/prompt-lines.ts';
import { type AttentionSpan, scanAttention } from '../prompt/attention/scan-attention.ts';
import type { Part } from '../prompt/part.ts';
import { partsIn } from '../prompt/parts-in.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { rememberedOf } from '../remembered.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { textsRead } from '../scope/reads.ts';
import { usesIn } from '../scope/uses.ts';
import { keywordPlace, settingOf } from '../tree/declarations.ts';
import { type Place, touches } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';

export function checkAttention(document: PromptDocument): Problem[] {
  const found = document.tree.declarations.flatMap((declaration) =>
    declaration.keyword === 'evaluate' ? checkEvaluation(document, declaration) : [],
  );
  return [...new Map(found.map((each) => [`${each.at.start} ${each.fix?.at.start} ${each.message}`, each])).values()];
}

function checkEvaluation(document: PromptDocument, evaluate: Evaluate): Problem[] {
  const captions = judgedClasses(document, evaluate).flatMap((each) => wordingsOf(each).map(({ caption }) => caption));
  const texts = [...promptLines(document, evaluate), ...captions].map((text) => promptOf(text).parts);
  const read = new Set(texts.flatMap((parts) => [...textsRead(document, parts)]));
  return [...read].flatMap(spansIn).map((span) => judged(document, evaluate, span));
}

const spansIn = rememberedOf((parts: readonly Part[]): readonly AttentionSpan[] =>
  partsIn(parts).some((part) => part.kind === 'text' && sign.test(part.text))
    ? scanAttention(parts, 'a1111').spans
    : [],
);

/** Every span has one; most prompts have none. */
const sign = /[([]|BREAK/;

function judged(document: PromptDocument, evaluate: Evaluate, span: AttentionSpan): Problem {
  const written = documentIn(document, span.file)?.text.slice(span.start, span.end) ?? '(…)';
  const remedy = span.kind === 'break' ? 'take it out' : 'write `\\(` and `\\[` for the characters themselves';
  const found = problem('judge-attention', placeIn(document, evaluate, span), shortened(written, 40), remedy);
  return withFix(found, span.file === document.file ? fixOf(span) : undefined);
}

/** Where it is written; but what others read too is not wrong for that, and then it is wrong to judge by it. */
function placeIn(document: PromptDocument, evaluate: Evaluate, span: Place): Place {
  const home = document.tree.declarations.find((declaration) => touches(placeOf(declaration), span.start));
  const isHere = span.file === document.file && home !== undefined && isJudgedOnly(document, home);
  const setting = settingOf(evaluate, 'prompt')?.value;
  if (isHere) return span;
  return setting ? placeOf(setting) : keywordPlace(evaluate);
}

function isJudgedOnly(document: PromptDocument, declaration: Declaration): boolean {
  if (declaration.keyword === 'evaluate') return true;
  if (declaration.keyword === 'class') return false; // Recipes draw it too, by `all`.
  return usesIn(document).every(({ target, by }) => target !== declaration || by.keyword === 'evaluate');
}

function fixOf(span: AttentionSpan): ProblemFix {
  const { start, end, file } = span;
  if (span.kind === 'break') return { title: 'Remove `BREAK`', at: { start, end, file }, text: '' };
  const backslashAt = (index: number) => ({ at: { start: index, end: index, file }, text: '\\' });
  const isClosed = span.kind !== 'group' || span.close !== undefined;
  return { title: 'Escape', ...backslashAt(start), ...(isClosed && { also: [backslashAt(end - 1)] }) };
}
