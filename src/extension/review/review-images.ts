/** @file What the page of a review shows of each image. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { ImageScore } from '../../protocol/scores.ts';
import type { Fact, GridFacts } from '../../protocol/webviews/grid.ts';
import type { ReviewImage } from '../../protocol/webviews/review.ts';
import type { RecipeState } from '../boards/recipe-state.ts';
import type { AddressOf } from '../panels/addresses.ts';
import { type IndexedImage, indexedImages } from '../panels/grid/grid-images.ts';
import { settingFacts } from '../panels/grid/image-settings.ts';

export interface ListedImages {
  /** Places in the recipe's order. */
  readonly list: { readonly recipe: RecipePlan; readonly places: readonly number[] };
  readonly state: Pick<RecipeState, 'images'>;
  readonly facts: GridFacts | undefined;
  readonly addressOf: AddressOf;
}

/** Of a part of the list; images whose files are gone are left out. */
export function reviewImages(
  { list: { recipe, places }, state, facts, addressOf }: ListedImages,
  from: number,
  count: number,
): readonly ReviewImage[] {
  const images = indexedImages(recipe);
  const first = Math.max(0, from);
  return places.slice(first, first + count).flatMap((place, number) => {
    const found = images[place];
    const file = found && state.images.get(found.image.key)?.file;
    if (!found || file === undefined) return [];
    const { cell, image } = found;
    return {
      index: first + number,
      key: image.key,
      url: addressOf(file),
      heading: headingOf(recipe, found),
      prompt: image.prompt,
      facts: [
        ['seed', String(image.seed)],
        ...settingFacts(cell, image),
        ...scoreFacts(facts?.scores?.[place], facts?.classes ?? []),
      ],
      width: cell.settings.width,
      height: cell.settings.height,
    };
  });
}

function headingOf({ rows, columns }: RecipePlan, { cell }: IndexedImage): string {
  const labels = [rows[cell.row]?.label ?? '', columns[cell.column]?.label ?? ''];
  return labels.filter((label) => label !== '').join(' · ');
}

function scoreFacts(score: ImageScore | null | undefined, classes: readonly string[]): readonly Fact[] {
  if (!score) return [];
  const judged = classes[score.predicted];
  return [
    ...(score.score === null ? [] : [['likeness', score.score.toFixed(3)] as const]),
    ...(judged === undefined ? [] : [['judged as', judged] as const, ['margin', percentWords(score.margin)] as const]),
  ];
}

function percentWords(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
