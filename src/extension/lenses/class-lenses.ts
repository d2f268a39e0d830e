/** @file What stands above a class. Only known facts: nothing is computed or asked for here. */
import { counted } from '../../protocol/texts/figures.ts';
import type { DecisionCount, ImageCount } from '../boards/class-counts.ts';
import { decisionsLens, reviewLens } from './common-lenses.ts';
import type { Lens } from './lens.ts';

export interface ClassFacts {
  /** Over all recipes of the file. */
  readonly images: ImageCount;
  /** The class that a judge takes for most like this one. */
  readonly nearest?: { readonly class: string; readonly cosine: number } | undefined;
  readonly decisions?: DecisionCount | undefined;
}

/** Drawing stands first, so that what becomes known later shifts nothing. */
export function classLenses({ images, nearest, decisions }: ClassFacts): readonly Lens[] {
  return [
    ...(images.total === 0 ? [] : [drawClassLens(images)]),
    ...(nearest === undefined ? [] : [nearestLens(nearest)]),
    ...(decisions === undefined ? [] : [decisionsLens(decisions, 'class')]),
    ...reviewLenses(images, decisions),
  ];
}

/** What is decided is said already. */
function reviewLenses({ done }: ImageCount, { kept, rejected }: DecisionCount = { kept: 0, rejected: 0 }) {
  const pending = done - kept - rejected;
  return pending > 0 ? reviewLens('reviewClass', 'reviewClass', done, pending) : [];
}

function drawClassLens({ done, total }: ImageCount): Lens {
  const images = counted(total, 'image');
  if (done === total)
    return {
      kind: 'drawClass',
      title: `✓ ${total} drawn`,
      action: 'showGrid',
      tooltip: `All ${images} of this class are drawn`,
    };
  const title = done === 0 ? `▷ Draw ${total}` : `▷ Draw ${total - done} of ${total}`;
  return { kind: 'drawClass', title, action: 'drawClass', tooltip: 'Draw the images of this class that are missing' };
}

function nearestLens({ class: name, cosine }: NonNullable<ClassFacts['nearest']>): Lens {
  return {
    kind: 'nearest',
    title: `nearest: ${name} ${cosine.toFixed(2)}`,
    action: 'nothing',
    tooltip: `To the judge, the words of ${name} are the most like these: cosine ${cosine.toFixed(3)}`,
  };
}
