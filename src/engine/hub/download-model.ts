/** @file A model of the hub, from its name to a whole snapshot in the cache. */
import type { Precision } from '../../language/plan/plan.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { DownloadPlan, DownloadProgress, HubRequest, HubSpec } from '../../protocol/models.ts';
import { externalDataFiles } from '../runtime/external-data.ts';
import { cacheFailure } from './cache-failure.ts';
import { downloadContent } from './content-download.ts';
import { DownloadMeter } from './download-meter.ts';
import { freeBytes, requireSpace } from './free-space.ts';
import { requireContent } from './hub-answers.ts';
import type { HubCache } from './hub-cache.ts';
import type { HubClient } from './hub-client.ts';
import { fetchModelType, type HubFile, type HubRevision, listFiles, resolveRevision } from './hub-repository.ts';
import { requireHubName } from './hub-spec.ts';
import type { HubTiming } from './hub-timing.ts';
import { type NeededFiles, neededFiles } from './needed-files.ts';

/** What downloads work with. */
export interface Downloading {
  readonly cache: HubCache;
  readonly client: HubClient;
  readonly timing: HubTiming;
  readonly signal: AbortSignal;
}

/** What there is to fetch. */
export interface Order {
  readonly request: HubRequest;
  readonly revision: HubRevision;
  /** All that the hub lists. */
  readonly listed: readonly HubFile[];
  readonly needed: NeededFiles<HubFile>;
}

/** Files at once: more make no network faster, and a server sooner refuse. */
const PARALLEL = 4;

/**
 * Asks the hub which commit a name means and what of it is needed; nothing is written.
 * @param revision to take instead of the request's, as the lock file has it
 * @throws Failure of the hub, `model-unsupported`, `model-missing`, `cancelled`
 */
export async function orderOf(request: HubRequest, revision: string, work: Downloading): Promise<Order> {
  const { spec, precision } = request;
  requireHubName(spec);
  const found = await resolveRevision(spec, revision, work);
  const listed = await listFiles(spec, found.commit, work);
  const type = await configuredType(request, found.commit, listed, work);
  const wish = { ...(precision === undefined ? {} : { precision }), ...(type === undefined ? {} : { type }) };
  return { request, revision: found, listed, needed: neededFiles(listed, wish, modelName(spec)) };
}

/** Of a configuration in the root: which files a model needs depends on what it is. */
async function configuredType(
  { spec }: HubRequest,
  commit: string,
  listed: readonly HubFile[],
  work: Downloading,
): Promise<string | undefined> {
  const file = listed.find(({ path }) => path === 'config.json');
  if (file === undefined || file.bytes > LARGEST_CONFIGURATION) return undefined;
  return fetchModelType(spec, commit, work);
}

const LARGEST_CONFIGURATION = 1 << 20;

export async function planOf({ request, revision, needed }: Order, { cache }: Downloading): Promise<DownloadPlan> {
  const { repository } = request.spec;
  const isThere = await Promise.all(needed.files.map((file) => cache.has(repository, revision.commit, file)));
  const files = needed.files.map(({ path, bytes }, i) => ({ path, bytes, isThere: isThere[i] ?? false }));
  return {
    spec: request.spec,
    commit: revision.commit,
    precision: needed.precision,
    files,
    bytes: sum(files),
    missingBytes: sum(files.filter((file) => !file.isThere)),
    freeBytes: await freeBytes(cache.root),
    ...(revision.licence === undefined ? {} : { licence: revision.licence }),
  };
}

/**
 * Fetches what is missing; last of all the revision's name is written, so that it never means half a model.
 * @throws Failure of the hub and of disks, `model-corrupt`, `cancelled`
 */
export async function fetchOrder(
  order: Order,
  revision: string,
  work: Downloading,
  report: (progress: DownloadProgress) => void,
): Promise<Precision> {
  const { request, needed, listed } = order;
  const { commit } = order.revision;
  const { cache } = work;
  const { repository } = request.spec;
  const missing = await missingOf(needed.files, repository, commit, cache);
  const total = sum(needed.files);
  await requireSpace(cache.root, sum(missing));
  await onDisk(cache, () => cache.begin(repository, commit));
  const meter = new DownloadMeter(report);
  meter.begin(total, total - sum(missing));
  await fetch(missing, request, commit, work, meter);
  const more = await missingOf(
    await furtherFiles(needed, listed, repository, commit, cache),
    repository,
    commit,
    cache,
  );
  meter.extend(sum(more));
  await fetch(more, request, commit, work, meter);
  meter.end();
  await onDisk(cache, () => cache.writeRevision(repository, revision, commit));
  return needed.precision;
}

/** Weights that graphs name in a way that no table knows, known now that the graphs are there. */
async function furtherFiles(
  { graphs, files }: NeededFiles<HubFile>,
  listed: readonly HubFile[],
  repository: string,
  commit: string,
  cache: HubCache,
): Promise<readonly HubFile[]> {
  const known = new Set(files.map(({ path }) => path));
  const named = await Promise.all(graphs.map((graph) => externalDataFiles(cache.file(repository, commit, graph))));
  const absolute = new Set(named.flat());
  return listed.filter(({ path }) => !known.has(path) && absolute.has(cache.file(repository, commit, path)));
}

async function missingOf(files: readonly HubFile[], repository: string, commit: string, cache: HubCache) {
  const isThere = await Promise.all(files.map((file) => cache.has(repository, commit, file)));
  return files.filter((_, i) => !isThere[i]);
}

/** Files of the same content are fetched once; the largest first, so that none is left to be waited for alone. */
async function fetch(
  files: readonly HubFile[],
  { spec }: HubRequest,
  commit: string,
  work: Downloading,
  meter: DownloadMeter,
): Promise<void> {
  const { cache, client, timing } = work;
  const waiting = byContent(files);
  const failed = new AbortController();
  const signal = AbortSignal.any([work.signal, failed.signal]);
  const worker = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const [file] = group as [HubFile];
      await downloadContent({
        name: `\`${file.path}\` of \`${modelName(spec)}\``,
        address: addressOf(spec, commit, file),
        bytes: file.bytes,
        digest: file.digest,
        folder: cache.blobs(spec.repository),
        client,
        timing,
        signal,
        requireContent: (answer) => requireContent(answer, spec, client),
        onBytes: (bytes) => meter.set(file.path, bytes * group!.length),
        onVerifying: () => meter.verifying(file.path),
      });
      await cache.place(
        spec.repository,
        commit,
        file.digest,
        group.map(({ path }) => path),
      );
    }
  };
  await onDisk(cache, () => allOrNone(Array.from({ length: PARALLEL }, worker), failed));
}

function addressOf({ repository }: HubSpec, commit: string, { path }: HubFile): string {
  return `/${repository}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function byContent(files: readonly HubFile[]): HubFile[][] {
  const groups = new Map<string, HubFile[]>();
  for (const file of files.toSorted((one, other) => other.bytes - one.bytes)) {
    groups.set(file.digest, [...(groups.get(file.digest) ?? []), file]);
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

async function onDisk<Result>(cache: HubCache, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw cacheFailure(error, cache.root);
  }
}

function sum(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
