import { beginningsOf } from './beginnings.ts';
import type { SidedImage } from './find-leaks.ts';
import type { HeldOutImage } from './held-out.ts';
import type { SplitMember } from './split-members.ts';

/** @param before of how many images the held-out ones come, in the list that was compared */
export function sidedImages(
  members: readonly SplitMember[],
  heldOut: readonly HeldOutImage[],
  before: number,
): readonly SidedImage[] {
  return [
    ...members.map(({ place, id, sample: { file, drawing }, side }) => ({
      place,
      file,
      pixels: id,
      beginnings: drawing ? beginningsOf(drawing.image, drawing.settings) : [],
      ...(side !== undefined && { side }),
      isHeldOut: false,
    })),
    ...heldOut.map(({ file, facts, data }, index) => ({
      place: before + index,
      file,
      ...(facts && { pixels: facts.pixels }),
      beginnings: [],
      side: data,
      isHeldOut: true,
    })),
  ];
}
