/** @file A name for what images a plan asks for, by which an engine knows a set of them again without being sent it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ImageSource } from '../../protocol/image-sets.ts';
import { PLAN_VERSION, type RecipePlan } from './plan.ts';

/** Raised when an engine remembers more of a set, or otherwise. */
const VERSION = 1;

/**
 * Hex SHA-256 of everything that is shown of the images of a source: their keys, classes, judges, and the lines that made
 * them. A hundred thousand images take a tenth of a second.
 */
export function stampOf(source: ImageSource): string {
  const recipes = source.kind === 'recipes' ? source.recipes : recipesOf(source.curation.from);
  const hash = sha256
    .create()
    .update(utf8ToBytes(`images ${VERSION} ${PLAN_VERSION}\n${JSON.stringify(frameOf(source))}\n`));
  for (const recipe of recipes) for (const part of parts(recipe)) hash.update(utf8ToBytes(part));
  return bytesToHex(hash.digest());
}

/** The source without cells: it says of what models, classes and data its images are. */
export function frameOf(source: ImageSource): ImageSource {
  if (source.kind === 'recipes') return { ...source, recipes: source.recipes.map(withoutCells) };
  const from = source.curation.from.map((each) =>
    each.kind === 'recipe' ? { kind: each.kind, recipe: withoutCells(each.recipe) } : each,
  );
  return { ...source, curation: { ...source.curation, from } };
}

function withoutCells(recipe: RecipePlan): RecipePlan {
  const { sources, ...rest } = recipe;
  return { ...rest, cells: [], ...(sources !== undefined && { sources: sources.map(withoutCells) }) };
}

function recipesOf(from: Extract<ImageSource, { kind: 'curation' }>['curation']['from']): readonly RecipePlan[] {
  return from.flatMap((each) => (each.kind === 'recipe' ? each.recipe : []));
}

/** In pieces, so that the text of a hundred thousand images is never whole in memory. A key says what is drawn. */
function* parts({ cells }: RecipePlan): Generator<string> {
  for (const { row, column, settings, images } of cells) {
    const { steps, scheduler, guidance, width, height } = settings;
    let text = `${row} ${column} ${steps} ${scheduler} ${guidance} ${width} ${height}\n`;
    for (const { key, source } of images) text += `${key} ${source.file} ${source.start.line} ${source.end.line}\n`;
    yield text;
  }
}
