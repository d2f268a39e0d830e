import { decodeImage } from '../../images/decode-image.ts';
import { digestOfPixels } from '../../images/digest-of-pixels.ts';

/**
 * What an image is known by, whatever file it is in: hex SHA-256 of `<width>x<height>`, a newline, and the pixels as RGB
 * of 8 bits from the top left. `describePictures` remembers it.
 * @throws Failure `image-corrupt`, `file-unreadable`
 */
export async function pixelDigest(file: string): Promise<string> {
  return digestOfPixels(await decodeImage(file));
}
