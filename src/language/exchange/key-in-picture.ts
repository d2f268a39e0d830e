/** @file Which image of a plan a picture is: our own say it in a text of their files. */
import { pictureRecordKeyword } from '../../protocol/picture-record.ts';
import { LARGEST_IMAGE } from './import-image.ts';
import { readImageMetadata } from './metadata/image-metadata.ts';
import { field, parseObject } from './readers/json.ts';

/** Undefined when the bytes are no picture of ours. */
export function keyInPicture(bytes: Uint8Array): string | undefined {
  const metadata = bytes.length > LARGEST_IMAGE ? undefined : readImageMetadata(bytes);
  const record = metadata?.texts.find(({ keyword }) => keyword === pictureRecordKeyword);
  const key = record && field(parseObject(record.text), 'key');
  return typeof key === 'string' && /^[0-9a-f]{64}$/.test(key) ? key : undefined;
}
