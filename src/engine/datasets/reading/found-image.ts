/** @file An image of a data set as it is handed on: a file, and what is said of it. */
import { digestOf } from '../../files/digest.ts';
import type { StoreFiles, StorePath } from '../../store/store-files.ts';
import { pictureTypeOf } from '../exports/picture-header.ts';
import type { ImportedSample } from '../imports/imported-sample.ts';

export interface FoundImage {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file; absent where nobody has read it. */
  readonly hash?: string;
  /** Null where the data set says none. */
  readonly label: string | null;
  readonly split: string | null;
}

/**
 * What lies within another file is laid into the cache, by its digest.
 * @throws Failure `image-corrupt`, of the store
 */
export async function foundImage(files: StoreFiles, { image, label, split }: ImportedSample): Promise<FoundImage> {
  if (image.kind === 'file') return { file: image.file, label, split };
  const hash = digestOf(image.bytes);
  const place: StorePath = `cache/data/${hash.slice(0, 2)}/${hash}.${await pictureTypeOf(image.bytes, image.name)}`;
  if (files.lookNow(place)?.size !== image.bytes.length) await files.write(place, image.bytes, false);
  return { file: files.absolute(place), hash, label, split };
}
