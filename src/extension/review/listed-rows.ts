/** @file Images of a list as its page shows them: by addresses that it may load, without paths of this machine. */
import type { ImageRow } from '../../protocol/image-sets.ts';
import type { ReviewImage } from '../../protocol/webviews/review.ts';
import type { AddressOf } from '../panels/addresses.ts';

/** @param from place of the first */
export function reviewImages(rows: readonly ImageRow[], from: number, addressOf: AddressOf): readonly ReviewImage[] {
  return rows.map(({ file, hash: _hash, source: _source, ...row }, index) => ({
    ...row,
    place: from + index,
    url: addressOf(file),
  }));
}
