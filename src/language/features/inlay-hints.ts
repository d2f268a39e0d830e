/** @file Small notes within the text: weights that add up, borders of chunks, the size of `expand: all`. */
import type { PromptDocument } from '../document.ts';
import { isRecipe, type Text } from '../generated/ast.ts';
import type { TokenCounter } from '../host.ts';
import { sizeOfRecipe } from '../plan/recipe-size.ts';
import { isExpanded } from '../plan/variants.ts';
import { scanAttention } from '../prompt/attention/scan-attention.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { promptTextsOf } from '../scope/prompt-texts.ts';
import { isNamed, settingOf } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { chunkBorders, paintedSections } from './chunks.ts';
import { readerOf } from './prompt-reader.ts';
import { writtenWeight } from './written-weight.ts';

/** Each kind can be switched off by the setting `vlprompt.inlayHints.<kind>`. */
export type HintKind = 'weights' | 'chunks' | 'combinations';

export interface Hint {
  readonly kind: HintKind;
  readonly offset: number;
  readonly label: string;
  readonly about: string;
}

/** Of what the text alone says. @param range leaves out what does not touch it. */
export function textHints(document: PromptDocument, range: Extent): Hint[] {
  return [
    ...textsIn(document, range).flatMap((text) => weightHints(document, text)),
    ...combinationHints(document, range),
  ];
}

function textsIn(document: PromptDocument, range: Extent): Text[] {
  const meets = ({ start, end }: Extent) => start <= range.end && range.start <= end;
  const declarations = document.tree.declarations.filter(isNamed).filter((each) => meets(placeOf(each)));
  return declarations.flatMap(promptTextsOf).filter((text) => meets(placeOf(text)));
}

/** What groups within groups weigh in the end. */
function weightHints(document: PromptDocument, text: Text): Hint[] {
  const { dialect, steps } = readerOf(document, text);
  return scanAttention(promptOf(text).parts, dialect, steps).spans.flatMap((span) => {
    if (span.kind !== 'group' || span.close === undefined || span.weight === undefined) return [];
    if (span.own === undefined || writtenWeight(span.own) === writtenWeight(span.weight)) return [];
    const about = `With the groups around it these words have the weight ${writtenWeight(span.weight)} (emphasis: ${dialect}).`;
    return [{ kind: 'weights' as const, offset: span.close.end, label: `×${writtenWeight(span.weight)}`, about }];
  });
}

/** More are not counted while typing; the diagnostics say that it is too much. */
const MOST_COUNTED = 100_000;

function combinationHints(document: PromptDocument, range: Extent): Hint[] {
  return document.tree.declarations.filter(isRecipe).flatMap((recipe) => {
    const setting = settingOf(recipe, 'expand');
    if (setting === undefined || !isExpanded(document, recipe)) return [];
    const { end: offset } = placeOf(setting);
    if (offset < range.start || offset > range.end) return [];
    const { variants } = sizeOfRecipe(document, recipe, MOST_COUNTED);
    if (!Number.isFinite(variants)) return [];
    const about = `Variants and wildcards make ${variants} combinations; each is a column of the grid.`;
    return [{ kind: 'combinations' as const, offset, label: `${variants} combinations`, about }];
  });
}

/** Borders of chunks in prompts that a recipe draws, as its painter counts. */
export async function chunkHints(document: PromptDocument, range: Extent, count: TokenCounter): Promise<Hint[]> {
  const hints = textsIn(document, range).map(async (text) => {
    const { start, end } = placeOf(text);
    const borders = chunkBorders((await paintedSections(document, text, count)) ?? []);
    return borders
      .filter((border) => border.file === document.file && start < border.start && border.start < end)
      .map(({ start: offset }) => ({ kind: 'chunks' as const, offset, label: '75|', about: BORDER }));
  });
  return (await Promise.all(hints)).flat();
}

const BORDER =
  'The painter reads a prompt in chunks of 75 tokens; here the next one begins. Counted for the first image with the model’s own tokenizer.';
