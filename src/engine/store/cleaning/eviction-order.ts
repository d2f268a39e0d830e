/** @file Which files of the cache go first. Pure. */
import { bytesOf, type CacheFile } from './cache-listing.ts';

export interface Wish {
  /** Bytes that may be left. */
  readonly to: number;
  /** Digests whose files stay. */
  readonly held: ReadonlySet<string>;
  /** Milliseconds; what was used within them stays. */
  readonly spared: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The files to remove, the longest unused first, until the rest takes no more than is wanted. Those of one age go by
 * their paths, so that two processes choose the same. A time that is yet to come was written by a clock that has been
 * set back, and the file has not been used since; so such files go before all others. The index is not chosen from:
 * its entries follow their images.
 */
export function filesToEvict(files: readonly CacheFile[], { to, held, spared, now }: Wish): readonly CacheFile[] {
  const order = files
    .filter(({ stage, name }) => stage !== 'index' && !held.has(name))
    .filter(({ used }) => used > now || now - used >= spared)
    .map((file) => ({ file, isFuture: file.used > now }))
    .sort((a, b) => Number(b.isFuture) - Number(a.isFuture) || a.file.used - b.file.used || byPath(a.file, b.file));
  let left = bytesOf(files) - to;
  const chosen: CacheFile[] = [];
  for (const { file } of order) {
    if (left <= 0) break;
    left -= file.size;
    chosen.push(file);
  }
  return chosen;
}

function byPath(a: CacheFile, b: CacheFile): number {
  return a.path < b.path ? -1 : 1;
}
