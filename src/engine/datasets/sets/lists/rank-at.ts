import type { ImageRow } from '../../../../protocol/image-sets.ts';
import type { RankedImages } from '../../finding/ranker.ts';

/** What an order by intent says of the image at a place. */
export function rankAt(ranked: RankedImages, place: number): Pick<ImageRow, 'rank' | 'group'> {
  const rank = { value: ranked.values[place]!, words: ranked.words(place) };
  const group = ranked.group?.(place);
  return { rank, ...(group !== undefined && { group }) };
}
