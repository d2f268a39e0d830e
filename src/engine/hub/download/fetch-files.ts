/** @file Files of a commit, several at a time, into the cache. */
import { modelName } from '../../../protocol/model-name.ts';
import type { HubSpec } from '../../../protocol/models.ts';
import { cacheFailure } from '../cache/cache-failure.ts';
import type { HubCache } from '../cache/hub-cache.ts';
import type { WritableHubCache } from '../cache/writable-hub-cache.ts';
import { requireContent } from '../network/hub-answers.ts';
import type { HubClient } from '../network/hub-client.ts';
import type { HubFile } from '../network/hub-repository.ts';
import type { HubTiming } from '../network/hub-timing.ts';
import { downloadContent } from './content-download.ts';
import type { DownloadMeter } from './download-meter.ts';

/** What downloads work with. */
export interface Downloading {
  readonly cache: WritableHubCache;
  readonly client: HubClient;
  readonly timing: HubTiming;
  readonly signal: AbortSignal;
}

export interface DownloadTarget {
  readonly spec: HubSpec;
  /** 40 hex digits. */
  readonly commit: string;
}

/** Files at once: more make no network faster, and a server sooner refuse. */
const PARALLEL = 4;

/**
 * Files of the same content are fetched once; the largest first, so that none is left to be waited for alone.
 * @throws Failure of the hub and of disks, `model-corrupt`, `cancelled`
 */
export async function fetchFiles(
  files: readonly HubFile[],
  target: DownloadTarget,
  work: Downloading,
  meter: DownloadMeter,
): Promise<void> {
  const waiting = byContent(files);
  const failed = new AbortController();
  const signal = AbortSignal.any([work.signal, failed.signal]);
  const worker = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      await fetchContent(group, target, { ...work, signal }, meter);
    }
  };
  await onDisk(work.cache, async () => {
    await work.cache.begin(target.spec.repository, target.commit);
    await allOrNone(Array.from({ length: PARALLEL }, worker), failed);
  });
}

/** Those that have one content. */
type SameFiles = readonly [HubFile, ...HubFile[]];

async function fetchContent(
  files: SameFiles,
  { spec, commit }: DownloadTarget,
  { cache, client, timing, signal }: Downloading,
  meter: DownloadMeter,
): Promise<void> {
  const [{ path, bytes, digest }] = files;
  await downloadContent({
    name: `\`${path}\` of \`${modelName(spec)}\``,
    address: `/${spec.repository}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`,
    bytes,
    digest,
    folder: cache.blobs(spec.repository),
    client,
    timing,
    signal,
    requireContent: (answer) => requireContent(answer, spec, client),
    onBytes: (there) => meter.set(path, there * files.length),
    onVerifying: () => meter.verifying(path),
  });
  const paths = files.map((file) => file.path);
  await cache.place(spec.repository, commit, digest, paths);
}

function byContent(files: readonly HubFile[]): SameFiles[] {
  const groups = new Map<string, SameFiles>();
  for (const file of files.toSorted((one, other) => other.bytes - one.bytes)) {
    const same = groups.get(file.digest);
    groups.set(file.digest, same === undefined ? [file] : [...same, file]);
  }
  return [...groups.values()];
}

/** The first error; all others have stopped then. */
async function allOrNone(workers: readonly Promise<void>[], failed: AbortController): Promise<void> {
  let first: unknown;
  const stop = (error: unknown) => {
    first ??= error;
    failed.abort();
  };
  await Promise.all(workers.map((worker) => worker.catch(stop)));
  if (first !== undefined) throw first;
}

/** With what the disk says as Failures. */
export async function onDisk<Result>(cache: HubCache, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw cacheFailure(error, cache.root);
  }
}
