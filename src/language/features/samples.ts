/** @file What a prompt string becomes: how many prompts it makes, and three of them. */
import { MOST_CHARACTERS } from '../checks/sizes.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Text } from '../generated/ast.ts';
import { judgedClasses } from '../plan/judged-prompts.ts';
import { drawnTexts } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { seededChance } from '../prompt/chance.ts';
import { measurePrompt } from '../prompt/measure.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { drawPrompt } from '../prompt/resolve.ts';
import { classesIn } from '../scope/classes.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { isPromptText } from '../scope/prompt-texts.ts';
import { isReadOfClass } from '../scope/reads.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { attentionNote } from './attention-note.ts';
import { literal } from './markdown.ts';
import { readerOf } from './prompt-reader.ts';
import { textAt } from './text-at.ts';

const WANTED = 3;
/** Draws after which no further sample is hoped for. */
const TRIES = 24;

/** The prompt around the cursor, for a hover. */
export interface PromptDescription {
  readonly at: Extent;
  readonly markdown: string;
}

/** Undefined outside of prompts, and for one that stands for itself alone. */
export function describePromptAt(document: PromptDocument, offset: number): PromptDescription | undefined {
  const text = textAt(document, offset);
  if (text === undefined || !isPromptText(document, text)) return undefined;
  const notes = [describeSamples(document, text), attentionNote(document, text, offset)].filter((note) => note !== '');
  return notes.length === 0 ? undefined : { at: placeOf(text), markdown: notes.join('\n\n') };
}

/** How many prompts it makes, and some of them. */
function describeSamples(document: PromptDocument, text: Text): string {
  const { parts } = promptOf(text);
  const classes = isReadOfClass(document, parts) ? classesReading(document, text) : [undefined];
  const { count, length } = measurePrompt(parts, lookupOf(document, classes[0]));
  if (length > MOST_CHARACTERS || classes.length === 0 || (count === 1 && classes[0] === undefined)) return '';
  const each = classes[0] === undefined ? '' : ' for each class';
  const head = count === 1 ? `One prompt${each}, such as` : `${count} prompts${each}, such as`;
  return [head, ...samplesOf(document, text, classes).map((sample) => `- ${literal(sample)}`)].join('\n');
}

/** Of the recipes and evaluations that read a prompt; all where none does, for another file's may. */
function classesReading(document: PromptDocument, text: Text): readonly Class[] {
  const { recipes, evaluations } = readerOf(document, text);
  const drawn = recipes.filter((recipe) => drawnTexts(document, recipe).includes(text));
  const classes = new Set([
    ...drawn.flatMap((recipe) => rowClasses(document, recipe)).filter((each) => each !== undefined),
    ...evaluations.flatMap((evaluation) => judgedClasses(document, evaluation)),
  ]);
  return classes.size === 0 ? classesIn(document) : [...classes];
}

/** Different ones where there are. */
function samplesOf(document: PromptDocument, text: Text, classes: readonly (Class | undefined)[]): string[] {
  const samples = new Set<string>();
  for (let image = 0; image < TRIES && samples.size < WANTED; image++) {
    const lookup = lookupOf(document, classes[image % classes.length]);
    samples.add(drawPrompt(promptOf(text).parts, lookup, seededChance(0, image), 'prompt', 'none').text);
  }
  return [...samples];
}

function lookupOf(document: PromptDocument, declaration: Class | undefined) {
  return lookupFor(document, declaration && wordingsOf(declaration)[0]);
}
