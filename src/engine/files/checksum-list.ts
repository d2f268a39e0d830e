import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Names and hex SHA-256s of a folder's `SHA256SUMS`, none when there is no such file. A line of `sha256sum` is the digest,
 * a space, a space or `*`, the name.
 */
export async function readChecksums(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(path.join(folder, 'SHA256SUMS'), 'utf8').catch(() => '');
  const lines = text.matchAll(/^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/gm);
  return new Map([...lines].map(([, digest = '', name = '']) => [name, digest]));
}
