import { createHash } from 'node:crypto';

const hex = /^[0-9a-f]{64}$/;

/** Hex SHA-256. */
export function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Whether a text is a hex SHA-256; file names are made of such texts, so anything else must not pass. */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && hex.test(text);
}
