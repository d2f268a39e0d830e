/** @file Images of two states of a recipe, paired by the place at which they were asked for. */
import { isDeepStrictEqual } from 'node:util';
import type { CellPlan, ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { PicturePair, PictureScore, PictureSet, PictureSide, PixelChange } from '../../../protocol/comparison.ts';
import type { ImageScore, RecipeScores } from '../../../protocol/scores.ts';
import type { RecipeState } from '../sides/side-state.ts';

/** Pairs in the order of the grid after; what is there before alone stands last. */
export function pairPictures(before: RecipeState | undefined, after: RecipeState | undefined): PictureSet {
  const recipe = after?.recipe.name ?? before?.recipe.name ?? '';
  const old = new Map(placesOf(before, after).map((place) => [place.id, place]));
  const young = placesOf(after, before);
  const ids = new Set(young.map(({ id }) => id));
  const gone = [...old.values()].filter(({ id }) => !ids.has(id));
  const pairs = [
    ...young.map((place) => pairOf(old.get(place.id), place)),
    ...gone.map((place) => pairOf(place, undefined)),
  ];
  return { recipe, pairs };
}

interface Place extends Pick<PicturePair, 'row' | 'column' | 'number'> {
  /** The same on both sides. */
  readonly id: string;
  readonly recipe: RecipePlan;
  readonly image: ImagePlan;
  readonly side: PictureSide;
}

/** Of a single column, as of a single row, the name does not matter where the other side has a single one, too. */
function placesOf(state: RecipeState | undefined, other: RecipeState | undefined): readonly Place[] {
  if (state === undefined) return [];
  const { rows, columns } = state.recipe;
  const isOneRow = rows.length === 1 && other?.recipe.rows.length === 1;
  const isOneColumn = columns.length === 1 && other?.recipe.columns.length === 1;
  return state.recipe.cells.flatMap((cell, at) => {
    const [row, column] = [rows[cell.row]?.label ?? '', columns[cell.column]?.label ?? ''];
    return cell.images.map((image, index) => ({
      id: JSON.stringify([isOneRow ? 0 : row, isOneColumn ? 0 : column, index]),
      row,
      column,
      number: index + 1,
      recipe: state.recipe,
      image,
      side: sideOf(state, cell, at, index),
    }));
  });
}

function sideOf({ recipe, drawn, scores }: RecipeState, cell: CellPlan, at: number, index: number): PictureSide {
  const { key, prompt, negative, seed, source } = cell.images[index] as ImagePlan; // The caller goes through them.
  const { state, file, hash } = drawn?.cells[at]?.[index] ?? { state: 'missing' as const };
  const score = scores?.recipe === recipe.name ? scores.cells[at]?.[index] : undefined;
  return {
    key,
    state,
    ...(file !== undefined && { file }),
    ...(hash !== undefined && { hash }),
    prompt,
    negative,
    seed,
    settings: cell.settings,
    source,
    ...(score && scores && { score: named(score, scores) }),
  };
}

function named({ predicted, ...score }: ImageScore, { classes }: RecipeScores): PictureScore {
  const name = classes[predicted];
  return { ...score, ...(name !== undefined && { predicted: name }) };
}

function pairOf(before: Place | undefined, after: Place | undefined): PicturePair {
  const { row, column, number } = (after ?? before) as Place; // One of them is there.
  return {
    row,
    column,
    number,
    asked: before && after ? askedOtherwise(before, after) : [],
    ...(before && { before: before.side }),
    ...(after && { after: after.side }),
    pixels: pixelsOf(before?.side, after?.side),
  };
}

function askedOtherwise(before: Place, after: Place): PicturePair['asked'] {
  if (before.image.key === after.image.key) return [];
  const changes = [
    !isDeepStrictEqual(wordsOf(before.image), wordsOf(after.image)) && 'words',
    !isDeepStrictEqual(settingsOf(before), settingsOf(after)) && 'settings',
    before.image.seed !== after.image.seed && 'seed',
    !isDeepStrictEqual(modelOf(before.recipe), modelOf(after.recipe)) && 'model',
  ] as const;
  const found = changes.filter((change) => change !== false);
  return found.length > 0 ? found : ['settings'];
}

function wordsOf({ prompt, negative, emphasis }: ImagePlan) {
  return { prompt, negative, emphasis };
}

function settingsOf({ image: { init, mask }, side: { settings } }: Place) {
  return { settings, init, mask };
}

function modelOf({ model: { spec, precision, adapters } }: RecipePlan) {
  return { spec, precision, adapters };
}

function pixelsOf(before: PictureSide | undefined, after: PictureSide | undefined): PixelChange {
  if (before?.hash === undefined || after?.hash === undefined) return { kind: 'unknown' };
  return { kind: before.hash === after.hash ? 'same' : 'changed' };
}
