/** @file `expand: all`: every combination of variants and wildcards of a prompt is a column. */
import type { PromptDocument } from '../document.ts';
import type { Class, Recipe, Text } from '../generated/ast.ts';
import { measurePrompt } from '../prompt/measure.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { allPrompts, type Piece, type ResolvedPrompt } from '../prompt/resolve.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';
import type { CellSettings } from './cell-settings.ts';

/** One combination. */
export interface VariantWords {
  readonly line: Text;
  readonly prompt: ResolvedPrompt;
}

/** The name of their axis, the last of a recipe. */
export const VARIANT = 'variant';

export function isExpanded(document: PromptDocument, recipe: Recipe): boolean {
  return settingValues(document, recipe, 'expand', 'choice')[0] === 'all';
}

/** How many combinations a cell has, found out before any is made; may be infinite. */
export function countVariants(document: PromptDocument, row: Class | undefined, cell: CellSettings): number {
  const lookup = lookupFor(document, row && wordingsOf(row)[0], cell.point);
  return cell.lines.reduce((sum, line) => sum + measurePrompt(promptOf(line).parts, lookup).count, 0);
}

export interface Variant extends VariantWords {
  /** What tells it from the others, for people; empty when it is the only one. */
  readonly label: string;
}

/** Line by line; within a line the last choice varies fastest. */
export function variantsOf(document: PromptDocument, row: Class | undefined, cell: CellSettings): readonly Variant[] {
  const lookup = lookupFor(document, row && wordingsOf(row)[0], cell.point);
  const found = cell.lines.flatMap((line) =>
    allPrompts(promptOf(line).parts, lookup, cell.emphasis).map((prompt) => ({ line, prompt })),
  );
  const counts = countPieces(found.map(({ prompt }) => prompt));
  return found.map(({ line, prompt }) => ({
    line,
    prompt,
    label: labelOf(prompt, (piece) => (counts.get(nameOf(piece)) ?? 0) < found.length),
  }));
}

/** In how many prompts each piece stands. */
function countPieces(prompts: readonly ResolvedPrompt[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { pieces } of prompts) {
    for (const name of new Set(pieces.map(nameOf))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function nameOf({ file, start, end }: Piece): string {
  return `${file} ${start} ${end}`;
}

/** Neighbouring words stay together; those that were picked apart are separated. */
function labelOf({ pieces }: ResolvedPrompt, isPicked: (piece: Piece) => boolean): string {
  const words: string[] = [''];
  for (const piece of pieces) {
    if (isPicked(piece)) words[words.length - 1] += piece.text;
    else if (words.at(-1) !== '') words.push('');
  }
  return words.flatMap((each) => /[^\s,;.]([\s\S]*[^\s,;.])?/.exec(each)?.[0] ?? []).join(', ');
}
