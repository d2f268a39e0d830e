/**
 * @file Of runs nobody pinned the last are kept: so many, so long, so large. What is kept beside the journals goes with
 * the last journal that names it, and what is not ours is left alone.
 */
import { lstat } from 'node:fs/promises';
import type { RunId } from '../../protocol/runs.ts';
import { isDigest } from '../files/digest.ts';
import type { StoreFiles } from '../store/store-files.ts';
import { type KeptKind, keptPath } from './kept-json.ts';
import { journalOf } from './run-id.ts';

export interface PrunableRun {
  readonly run: RunId;
  /** Bytes of its journal. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Digests of what is kept for it beside its journal. */
  readonly names: readonly string[];
  /** `while-young`: many newer ones are no reason, only its age is. */
  readonly keep: 'always' | 'while-young' | 'while-few';
}

const KEPT = 200;

/** Bytes of all journals. */
const KEPT_BYTES = 128 << 20;

/** Milliseconds. */
const OLDEST = 30 * 24 * 60 * 60_000;

/** Milliseconds in which a plan or report may wait for the line that names it. */
const FRESH = 60 * 60_000;

/** @param now milliseconds since 1970 */
export async function pruneRuns(
  files: StoreFiles,
  newestFirst: readonly PrunableRun[],
  now = Date.now(),
): Promise<void> {
  const superfluous = new Set(superfluousRuns(newestFirst, now));
  for (const { run } of superfluous) await files.remove(journalOf(run));
  const named = new Set(newestFirst.flatMap((one) => (superfluous.has(one) ? [] : one.names)));
  await removeForgotten(files, 'plans', named, now);
  await removeForgotten(files, 'reports', named, now);
}

function superfluousRuns(newestFirst: readonly PrunableRun[], now: number): readonly PrunableRun[] {
  const isOld = ({ modified }: PrunableRun) => now - modified > OLDEST;
  const few = newestFirst.filter(({ keep }) => keep === 'while-few');
  let bytes = 0;
  const many = few.filter(({ size }, place) => {
    bytes += size;
    return place >= KEPT || bytes > KEPT_BYTES;
  });
  return [...many, ...newestFirst.filter((one) => one.keep !== 'always' && isOld(one))];
}

async function removeForgotten(
  files: StoreFiles,
  kind: KeptKind,
  named: ReadonlySet<string>,
  now: number,
): Promise<void> {
  for (const name of await files.list(`runs/${kind}`)) {
    const digest = name.replace(/\.json$/, '');
    if (!isDigest(digest) || named.has(digest)) continue;
    const status = await lstat(files.absolute(keptPath(kind, digest))).catch(() => undefined);
    if (status !== undefined && now - status.mtimeMs > FRESH) await files.remove(keptPath(kind, digest));
  }
}
