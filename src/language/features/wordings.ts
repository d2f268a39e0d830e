/** @file Other words for a class, out of the file itself: its `also`, the variants of its captions, its own wildcard. */
import type { PromptDocument } from '../document.ts';
import { spanOf } from '../document.ts';
import { quotedPrompt } from '../exchange/recipe/quote-prompt.ts';
import { replaced, type TextChange } from '../format/text-change.ts';
import type { Class, Evaluate } from '../generated/ast.ts';
import { judgedClasses, judgedLines } from '../plan/judged-prompts.ts';
import type { JudgedPrompt } from '../plan/plan.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { allPrompts, type Lookup } from '../prompt/resolve.ts';
import { scanPrompt } from '../prompt/scan.ts';
import { referenceOf } from '../scope/interpolation.ts';
import { lookupFor, plainParts, wordingsOf } from '../scope/lookup.ts';
import { wildcardsIn } from '../scope/wildcards.ts';
import { settingOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';

export interface Wording {
  /** What the class would be called: its caption, then its `also`. */
  readonly captions: readonly string[];
  /** Makes it so. */
  readonly changes: readonly TextChange[];
}

/** Each is measured on thousands of images. */
const MOST_PHRASES = 16;

/** Ways to say a class otherwise than it is said, each once; none for a class of one phrase. */
export function otherWordings(document: PromptDocument, declaration: Class): readonly Wording[] {
  const said = saidPhrases(document, declaration);
  const own = ownWildcard(document, declaration);
  const phrases = [...new Set([...said, ...own])].slice(0, MOST_PHRASES);
  const alone = phrases.map((phrase) => [phrase]);
  const without = said.length > 2 ? said.map((phrase) => said.filter((each) => each !== phrase)) : [];
  return [...alone, ...without]
    .filter((captions) => JSON.stringify(captions) !== JSON.stringify(said))
    .map((captions) => ({ captions, changes: changesTo(document, declaration, captions) }));
}

/** Captions with their variants spelled out. */
function saidPhrases(document: PromptDocument, declaration: Class): readonly string[] {
  const lookup = lookupFor(document);
  const texts = wordingsOf(declaration).flatMap(({ caption }) =>
    allPrompts(promptOf(caption).parts, lookup, 'none').map(({ text }) => text),
  );
  return [...new Set(texts)].filter(isSaid);
}

/** A variant may leave everything out. */
function isSaid(phrase: string): boolean {
  return phrase.trim() !== '';
}

/** Values of the wildcard that is named like the class, or like it with an ending: `shirt`, `shirt_words`. */
function ownWildcard(document: PromptDocument, { name = '' }: Class): readonly string[] {
  const own = wildcardsIn(document).filter((each) => each.name === name || each.name.startsWith(`${name}_`));
  const lookup = lookupFor(document);
  return own.flatMap((wildcard) => {
    const text = { text: `__${wildcard.name}__`, offsetAt: () => 0, isClosed: true };
    return allPrompts(scanPrompt(text, document.file).parts, lookup, 'none')
      .map((prompt) => prompt.text)
      .filter(isSaid);
  });
}

function changesTo(
  document: PromptDocument,
  declaration: Class,
  [first = '', ...rest]: readonly string[],
): TextChange[] {
  const { caption } = declaration;
  const also = settingOf(declaration, 'also');
  const quoted = (text: string) => quotedPrompt(text, 'none');
  const changes = caption?.$type === 'Text' ? [replaced(placeOf(caption), quoted(first))] : [];
  if (also === undefined) return changes;
  const at = placeOf(also);
  if (rest.length > 0) return [...changes, replaced(at, `also: ${rest.map(quoted).join(', ')}`)];
  return [...changes, replaced(withItsLine(document.text, at.start, at.end), '')];
}

/** With the blanks before it and its line break, where nothing else stands in its line. */
function withItsLine(text: string, start: number, end: number) {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const standsAlone = after > 0 && /(^|\n)$/.test(text.slice(0, start - before));
  return standsAlone ? { start: start - before, end: end + after } : { start, end };
}

/** What a judge would read of a class that is called so; undefined when the evaluation does not judge it. */
export function promptsFor(
  document: PromptDocument,
  evaluate: Evaluate,
  declaration: Class,
  captions: readonly string[],
): readonly JudgedPrompt[] | undefined {
  if (!judgedClasses(document, evaluate).includes(declaration)) return undefined;
  const prompts = new Map<string, JudgedPrompt>();
  for (const caption of captions) {
    const lookup = calledSo(lookupFor(document, wordingsOf(declaration)[0]), caption, document.file);
    for (const line of judgedLines(document, evaluate)) {
      for (const { text } of allPrompts(line.parts, lookup, 'none')) {
        if (!prompts.has(text)) prompts.set(text, { text, source: spanOf(document, line.at) });
      }
    }
  }
  return [...prompts.values()];
}

function calledSo(lookup: Lookup, caption: string, file: string): Lookup {
  const parts = plainParts(caption, { start: 0, end: 0, file });
  return {
    interpolation: (part) => (referenceOf(part.name).kind === 'class' ? parts : lookup.interpolation(part)),
    wildcard: (part) => lookup.wildcard(part),
  };
}
