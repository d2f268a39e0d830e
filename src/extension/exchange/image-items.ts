/** @file The images of a recipe as one chooses among them. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { PlannedImage } from './copy-as.ts';

export interface ImageItem {
  readonly label: string;
  /** Class and column. */
  readonly description: string;
  readonly planned: PlannedImage;
}

/** Cell by cell, along the rows of the grid. */
export function imageItems({ model, rows, columns, cells }: RecipePlan): readonly ImageItem[] {
  return cells.flatMap(({ row, column, settings, images }) => {
    const labels = [rows[row]?.label, columns[column]?.label].filter((label) => label !== undefined && label !== '');
    return images.map((image) => ({
      label: image.prompt.replace(/\s+/g, ' ').slice(0, 200),
      description: [...labels, `seed ${image.seed}`].join(' · '),
      planned: { image, settings, model: model.spec },
    }));
  });
}
