import { createHash } from 'node:crypto';
import { decodeImage } from '../../images/decode-image.ts';

/**
 * What an image is known by, whatever file it is in: hex SHA-256 of `<width>x<height>`, a newline, and the pixels as RGB
 * of 8 bits from the top left.
 * @throws Failure `image-corrupt`, `file-unreadable`
 */
export async function pixelDigest(file: string): Promise<string> {
  const { width, height, data } = await decodeImage(file);
  return createHash('sha256').update(`${width}x${height}\n`).update(data).digest('hex');
}
