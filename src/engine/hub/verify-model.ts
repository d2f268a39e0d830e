/** @file Compares every file of a model with the digest that it should have, wherever that is written. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSpec } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { DownloadProgress, HubSpec, Verification } from '../../protocol/models.ts';
import { readChecksums } from '../files/checksum-list.ts';
import { systemCode } from '../files/system-code.ts';
import type { HubCache } from './cache/hub-cache.ts';
import { hasDigest } from './download/content-digest.ts';
import { folderFiles } from './folders/folder-files.ts';
import { type LockEntry, lockedEntry } from './lock/lock-file.ts';
import { isSafePath } from './network/listed-path.ts';

export interface Verifying {
  readonly workspace: string;
  readonly cache: HubCache;
  /** Where the model lies, whole or not. */
  readonly folder: string;
  /** What the hub lists of a commit; undefined when it cannot be asked. */
  readonly listed: (spec: HubSpec, commit: string) => Promise<ReadonlyMap<string, string> | undefined>;
  readonly signal: AbortSignal;
  readonly report: (progress: DownloadProgress) => void;
}

interface Expectation {
  readonly against: Verification['against'];
  /** Path below the folder → digest. */
  readonly digests: ReadonlyMap<string, string>;
}

/** @throws Failure `lock-invalid`, `cancelled` */
export async function verifyModel(spec: ModelSpec, verifying: Verifying): Promise<Verification> {
  const { folder, signal, report } = verifying;
  const { against, digests } = await expectationOf(spec, verifying);
  if (against === 'nothing') return { spec, files: (await folderFiles(folder)).length, damaged: [], against };
  const sizes = await Promise.all([...digests.keys()].map((file) => sizeOf(path.join(folder, file))));
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  const damaged: string[] = [];
  let bytes = 0;
  for (const [file, digest] of digests) {
    report({ stage: 'verifying', bytes, totalBytes, file });
    const isRight = await isAsExpected(path.join(folder, file), digest, signal, (more) => {
      bytes += more;
    });
    if (!isRight) damaged.push(file);
  }
  return { spec, files: digests.size, damaged, against };
}

async function isAsExpected(file: string, digest: string, signal: AbortSignal, onBytes: (bytes: number) => void) {
  try {
    return await hasDigest(file, digest, signal, onBytes);
  } catch (error) {
    if (Failure.is(error) || systemCode(error) === undefined) throw error;
    return false; // It is not there, or cannot be read.
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

type Sources = {
  readonly [K in ModelSpec['kind']]: (spec: ModelSpec & { kind: K }, verifying: Verifying) => Promise<Expectation>;
};

const sources: Sources = {
  starter: async ({ name }, { folder }) => {
    const listed = await sumsIn(path.dirname(folder), `${name}/`);
    return listed.size === 0 ? nothing : { against: 'sums', digests: listed };
  },
  folder: async (spec, verifying) => {
    const locked = await lockedOf(spec, verifying);
    if (locked !== undefined) return locked;
    const sums = await sumsIn(verifying.folder, '');
    return sums.size === 0 ? nothing : { against: 'sums', digests: sums };
  },
  hub: async (spec, verifying) => {
    const { cache, folder, listed } = verifying;
    const commit = path.basename(folder);
    const files = await cache.filesOf(spec.repository, commit);
    const own = await Promise.all(
      files.map(async (file) => [relativeTo(folder, file), await cache.digestOf(spec.repository, file)] as const),
    );
    const named = own.flatMap(([file, digest]) => (digest === undefined ? [] : [[file, digest] as const]));
    if (named.length === own.length) return { against: 'hub', digests: new Map(named) };
    // Without links, only the hub or the lock file know what the files should be.
    const known = await listed(spec, commit);
    if (known === undefined) return (await lockedOf(spec, verifying)) ?? nothing;
    const there = own.map(([file]) => file).filter((file) => known.has(file));
    return { against: 'hub', digests: new Map(there.map((file) => [file, known.get(file) ?? ''])) };
  },
};

const nothing: Expectation = { against: 'nothing', digests: new Map() };

function expectationOf(spec: ModelSpec, verifying: Verifying): Promise<Expectation> {
  const source = sources[spec.kind] as (spec: ModelSpec, verifying: Verifying) => Promise<Expectation>; // Of this kind.
  return source(spec, verifying);
}

async function lockedOf(spec: ModelSpec, { workspace }: Verifying): Promise<Expectation | undefined> {
  const entry: LockEntry | undefined = await lockedEntry(workspace, spec);
  return entry && { against: 'lock', digests: new Map(Object.entries(entry.files)) };
}

/** Of the files below a folder of a list of checksums, by their paths in it. */
async function sumsIn(folder: string, below: string): Promise<ReadonlyMap<string, string>> {
  const listed = [...(await readChecksums(folder))].filter(([name]) => name.startsWith(below) && isSafePath(name));
  return new Map(listed.map(([name, digest]) => [name.slice(below.length), digest]));
}

function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
