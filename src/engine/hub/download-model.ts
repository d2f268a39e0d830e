/** @file A model of the hub, from its name to a whole snapshot in the cache. */
import type { Precision } from '../../language/plan/plan.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { DownloadPlan, DownloadProgress, HubRequest } from '../../protocol/models.ts';
import { externalDataFiles } from '../runtime/onnx/external-data.ts';
import type { HubCache } from './cache/hub-cache.ts';
import { unfinishedBytes } from './cache/partial-file.ts';
import { hasDigest } from './download/content-digest.ts';
import { DownloadMeter } from './download/download-meter.ts';
import { type Downloading, fetchFiles, onDisk } from './download/fetch-files.ts';
import { freeBytes, requireSpace } from './download/free-space.ts';
import { type NeededFiles, neededFiles } from './folders/needed-files.ts';
import {
  fetchModelType,
  type HubFile,
  type HubRevision,
  listFiles,
  resolveRevision,
} from './network/hub-repository.ts';
import { requireHubName } from './network/hub-spec.ts';

/** What there is to fetch. */
export interface Order {
  readonly request: HubRequest;
  readonly revision: HubRevision;
  /** All that the hub lists. */
  readonly listed: readonly HubFile[];
  readonly needed: NeededFiles<HubFile>;
}

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
  const { needed } = order;
  const { repository } = order.request.spec;
  const { cache } = work;
  const missing = await missingOrDamaged(order, work, report);
  const total = sum(needed.files);
  await requireSpace(cache.root, sum(missing) - (await unfinishedBytes(cache.blobs(repository))));
  const meter = new DownloadMeter(report);
  meter.begin(total, total - sum(missing));
  const target = { spec: order.request.spec, commit: order.revision.commit };
  await fetchFiles(missing, target, work, meter);
  const more = await missingOf(await furtherFiles(order, cache), order, cache);
  meter.extend(sum(more));
  await fetchFiles(more, target, work, meter);
  meter.end();
  await onDisk(cache, () => cache.writeRevision(repository, revision, target.commit));
  return needed.precision;
}

/** Whoever asks again for a model of which nothing is missing wants to know that it is right. */
async function missingOrDamaged(
  order: Order,
  { cache, signal }: Downloading,
  report: (progress: DownloadProgress) => void,
): Promise<readonly HubFile[]> {
  const { files } = order.needed;
  const missing = await missingOf(files, order, cache);
  if (missing.length > 0) return missing;
  const { repository } = order.request.spec;
  const damaged: HubFile[] = [];
  let bytes = 0;
  for (const file of files) {
    report({ stage: 'verifying', bytes, totalBytes: sum(files), file: file.path });
    const there = cache.file(repository, order.revision.commit, file.path);
    if (!(await hasDigest(there, file.digest, signal))) damaged.push(file);
    bytes += file.bytes;
  }
  await onDisk(cache, () => cache.discard(repository, order.revision.commit, damaged));
  return damaged;
}

/** Weights that graphs name in a way that no table knows, known now that the graphs are there. */
async function furtherFiles(
  { request, revision, needed, listed }: Order,
  cache: HubCache,
): Promise<readonly HubFile[]> {
  const fileAt = (file: string) => cache.file(request.spec.repository, revision.commit, file);
  const known = new Set(needed.files.map(({ path }) => path));
  const named = await Promise.all(needed.graphs.map((graph) => externalDataFiles(fileAt(graph))));
  const absolute = new Set(named.flat());
  return listed.filter(({ path }) => !known.has(path) && absolute.has(fileAt(path)));
}

async function missingOf(files: readonly HubFile[], { request, revision }: Order, cache: HubCache) {
  const isThere = await Promise.all(files.map((file) => cache.has(request.spec.repository, revision.commit, file)));
  return files.filter((_, i) => !isThere[i]);
}

function sum(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
