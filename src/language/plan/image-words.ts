/** @file The words of each image of a cell: which line it takes, and what chance makes of it. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Recipe, Text } from '../generated/ast.ts';
import { type Chance, evenly, seededChance } from '../prompt/chance.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { drawPrompt } from '../prompt/resolve.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import type { ImagePlan } from './plan.ts';
import { promptLines } from './prompt-lines.ts';

export type ImageWords = Pick<ImagePlan, 'prompt' | 'negative' | 'emphasis' | 'source'>;

/** Words of the images of a cell by the seed of its column; columns of the same seed have the same words. */
export function drawnWords(
  document: PromptDocument,
  recipe: Recipe,
  row: Class | undefined,
  images: number,
): (seed: number) => readonly ImageWords[] {
  const draw = drawer(document, recipe, row);
  const drawn = new Map<number, readonly ImageWords[]>();
  return (seed) => {
    const words = drawn.get(seed) ?? Array.from({ length: images }, (_, image) => draw(seededChance(seed, image)));
    drawn.set(seed, words);
    return words;
  };
}

/** The first caption stands for the class; the others are for judges. */
function drawer(document: PromptDocument, recipe: Recipe, row: Class | undefined): (chance: Chance) => ImageWords {
  const lines = promptLines(document, recipe);
  const lookup = lookupFor(document, row && wordingsOf(row)[0]);
  const [negative] = settingValues(document, recipe, 'negative', 'prompt');
  const [ofClass] = row ? settingValues(document, row, 'negative', 'prompt') : [];
  return (chance) => {
    const draw = (text: Text | undefined, place: string) =>
      text ? drawPrompt(promptOf(text).parts, lookup, chance, place, 'a1111').text : '';
    const [taken = 0] = chance('line', evenly(lines.length), 1);
    const line = lines[taken];
    const negatives = [draw(negative, 'negative'), draw(ofClass, 'class negative')];
    return {
      prompt: draw(line, 'prompt'),
      negative: negatives.filter((each) => each !== '').join(', '),
      emphasis: 'a1111',
      source: spanOf(document, placeOf(line ?? recipe)),
    };
  };
}
