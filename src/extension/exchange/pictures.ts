/** @file Which files may be pictures that a tool made, and what is sent of them. */
import { Failure } from '../../protocol/failure.ts';

/** Endings, without the dot. */
export const pictureEndings = ['png', 'jpg', 'jpeg', 'webp'] as const;

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Bytes; pictures of this size are made by no tool. */
const LARGEST = 128 << 20;

/** @param path of a file or of an address */
export function isPicture(path: string): boolean {
  return pictureEndings.some((ending) => path.toLowerCase().endsWith(`.${ending}`));
}

/** The bytes as they travel to the language server. @throws Failure `image-corrupt` when they are too many */
export function encoded(bytes: Uint8Array, name: string): string {
  if (bytes.length <= LARGEST) return Buffer.from(bytes).toString('base64');
  throw new Failure('image-corrupt', `${name} is too large for a picture that a tool made from words: choose another.`);
}

/** The first picture of a list of addresses (RFC 2483, 5: one a line, comments begin with `#`). */
export function firstPicture(list: string): string | undefined {
  const lines = list.split(/\r?\n/).map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#') && isPicture(pathOf(line)));
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/, '');
}
