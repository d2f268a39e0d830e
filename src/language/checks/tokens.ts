/**
 * @file Prompts of more tokens than a judge reads, counted with its own tokenizer. A painter reads prompts of any length.
 * Only what the judge would read is made, each text once: no image is planned for it.
 */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { shortened } from '../diagnostics/shortened.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Evaluate } from '../generated/ast.ts';
import type { TokenCounter, TokenReading } from '../host.ts';
import { type JudgedLine, judgedClasses, judgedLines } from '../plan/judged-prompts.ts';
import { planModel } from '../plan/models.ts';
import { allPrompts, type ResolvedPrompt } from '../prompt/resolve.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { measureOf } from '../scope/measures.ts';
import { ownPlace } from '../scope/own-place.ts';
import { keywordPlace, settingOf } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { MOST_CHARACTERS, MOST_PROMPTS } from './sizes.ts';

/** Of one evaluation; with more, the first are counted. */
const MOST_COUNTED = 20_000;

/**
 * @param problems found before: evaluations with errors are left alone.
 * @param goesOn asked before each evaluation, since counting takes its time; when it says no, the rest is left out.
 */
export async function checkTokens(
  document: PromptDocument,
  problems: readonly Problem[],
  count: TokenCounter,
  goesOn: () => Promise<boolean> = async () => true,
): Promise<Problem[]> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const found: Problem[] = [];
  for (const declaration of document.tree.declarations) {
    if (declaration.keyword !== 'evaluate' || !isSound(declaration, errors)) continue;
    if (!(await goesOn())) break;
    found.push(...(await checkEvaluation(document, declaration, count)));
  }
  return found;
}

function isSound(evaluate: Evaluate, errors: readonly Problem[]): boolean {
  const { start, end } = placeOf(evaluate);
  return errors.every(({ at }) => at.end < start || at.start >= end);
}

interface Judged extends ResolvedPrompt {
  readonly line: JudgedLine;
}

async function checkEvaluation(document: PromptDocument, evaluate: Evaluate, count: TokenCounter): Promise<Problem[]> {
  const model = planModel(document, evaluate);
  const prompts = judgedPrompts(document, evaluate);
  if (model === undefined || prompts.length === 0) return [];
  const texts = prompts.map(({ text }) => text);
  const readings = (await count(model.spec, 'judge', texts)) ?? [];
  const setting = settingOf(evaluate, 'prompt')?.value;
  const use = setting ? placeOf(setting) : keywordPlace(evaluate);
  return longestOfLines(prompts, readings).map(({ prompt, reading }) => {
    const unread = prompt.text.slice(reading.unreadFrom);
    const at = ownPlace(document, placeOfEnd(prompt, reading.unreadFrom ?? 0), use);
    return problem('prompt-too-long', at, String(reading.count), shortened(unread, 80), shortened(prompt.text, 80));
  });
}

/** Each text once, the first line that makes it. */
function judgedPrompts(document: PromptDocument, evaluate: Evaluate): Judged[] {
  const prompts = new Map<string, Judged>();
  const lines = judgedLines(document, evaluate);
  for (const declaration of judgedClasses(document, evaluate)) {
    if (prompts.size >= MOST_COUNTED) break;
    for (const prompt of promptsOfClass(document, declaration, lines))
      if (!prompts.has(prompt.text)) prompts.set(prompt.text, prompt);
  }
  return [...prompts.values()].slice(0, MOST_COUNTED);
}

/** What is beyond all measure is reported by its size. */
function promptsOfClass(document: PromptDocument, declaration: Class, lines: readonly JudgedLine[]): Judged[] {
  return wordingsOf(declaration).flatMap((wording) => {
    const lookup = lookupFor(document, wording);
    return lines.flatMap((line) => {
      const { count, length } = measureOf(document, line.parts, wording);
      if (count > MOST_PROMPTS || length > MOST_CHARACTERS) return [];
      return allPrompts(line.parts, lookup, 'none').map((prompt) => ({ ...prompt, line }));
    });
  });
}

interface TooLong {
  readonly prompt: Judged;
  readonly reading: TokenReading;
}

/** One report for each line of the file: its longest prompt. */
function longestOfLines(prompts: readonly Judged[], readings: readonly TokenReading[]): TooLong[] {
  const longest = new Map<JudgedLine, TooLong>();
  readings.forEach((reading, index) => {
    const prompt = prompts[index];
    if (prompt === undefined || reading.unreadFrom === undefined) return;
    const before = longest.get(prompt.line);
    if (before === undefined || before.reading.count < reading.count) longest.set(prompt.line, { prompt, reading });
  });
  return [...longest.values()];
}

/** From where on a line is not read, up to its end; the whole line where a name begins there that stands elsewhere. */
function placeOfEnd({ pieces, line: { at } }: Judged, from: number): Place {
  let index = 0;
  for (const piece of pieces) {
    const begin = index;
    index += piece.text.length;
    if (index <= from) continue;
    const start = piece.start + (isVerbatim(piece) ? Math.max(0, from - begin) : 0);
    return piece.file === at.file && at.start < start && start < at.end
      ? { start, end: at.end - 1, file: at.file }
      : at;
  }
  return at;
}

/** Its characters map one to one. */
function isVerbatim({ text, start, end }: ResolvedPrompt['pieces'][number]): boolean {
  return text.length === end - start;
}
