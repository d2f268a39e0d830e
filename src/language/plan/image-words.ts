/** @file The words of each image of a cell: which line it takes, and what chance makes of it. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Text } from '../generated/ast.ts';
import { type Chance, evenly, seededChance } from '../prompt/chance.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { drawPrompt, type ResolvedPrompt } from '../prompt/resolve.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import type { CellSettings } from './cell-settings.ts';
import type { ImagePlan } from './plan.ts';
import type { VariantWords } from './variants.ts';

export type ImageWords = Pick<ImagePlan, 'prompt' | 'negative' | 'source'>;

/** The words of an image, each piece with the place that it came from. */
export interface ResolvedWords {
  readonly line: Text;
  readonly prompt: ResolvedPrompt;
  /** That of the recipe and that of the class, those that say anything. */
  readonly negatives: readonly ResolvedPrompt[];
}

/** Between negative prompts. */
export const NEGATIVES_JOINED = ', ';

/**
 * Words of image k of a cell. The first caption stands for the class; the others are for judges.
 * @param variant the words of the prompt where variants are an axis; then chance has a say in the negative prompt only.
 */
export function wordsOf(
  document: PromptDocument,
  row: Class | undefined,
  cell: CellSettings,
  variant?: VariantWords,
): (k: number) => ImageWords {
  const wordsAt = resolvedWordsOf(document, row, cell, variant);
  return (k) => {
    const { line, prompt, negatives } = wordsAt(k);
    return {
      prompt: prompt.text,
      negative: negatives.map(({ text }) => text).join(NEGATIVES_JOINED),
      source: spanOf(document, placeOf(line)),
    };
  };
}

/** The same, with where every piece came from. */
export function resolvedWordsOf(
  document: PromptDocument,
  row: Class | undefined,
  cell: CellSettings,
  variant?: VariantWords,
): (k: number) => ResolvedWords {
  const lookup = lookupFor(document, row && wordingsOf(row)[0], cell.point);
  const [ofClass] = row ? settingValues(document, row, 'negative', 'prompt') : [];
  return (k) => {
    const chance = seededChance(cell.seed, k);
    const draw = (text: Text, place: string) => drawPrompt(promptOf(text).parts, lookup, chance, place, cell.emphasis);
    const { line, prompt } = variant ?? drawnLine(cell, chance, draw);
    const negatives = [
      ...(cell.negative ? [draw(cell.negative, 'negative')] : []),
      ...(ofClass ? [draw(ofClass, 'class negative')] : []),
    ];
    return { line, prompt, negatives: negatives.filter(({ text }) => text !== '') };
  };
}

function drawnLine(
  { lines }: CellSettings,
  chance: Chance,
  draw: (text: Text, place: string) => ResolvedPrompt,
): VariantWords {
  const [index = 0] = lines.length > 1 ? chance('line', evenly(lines.length), 1) : [];
  // Of a recipe without lines, which is an error, no plan is made.
  const line = lines[index] as Text;
  return { line, prompt: draw(line, 'prompt') };
}
