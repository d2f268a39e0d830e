/** @file Digests as decisions name them: with the name of how they were made, so that another may come one day. */
import { isDigest } from '../../files/digest.ts';

const prefix = 'sha256:';

/** @param digest hex SHA-256 */
export function named(digest: string): string {
  return `${prefix}${digest}`;
}

/** Hex SHA-256; undefined of what is none. */
export function digestIn(text: unknown): string | undefined {
  const digest = typeof text === 'string' && text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
  return isDigest(digest) ? digest : undefined;
}
