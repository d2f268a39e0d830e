/**
 * @file From a set to a folder that others can read: written beside its place, read back, and then renamed. The same
 * set gives the same bytes, whatever the order, the time and the machine; what was interrupted is gone on with.
 */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { digestOf } from '../../files/digest.ts';
import { documentNames, documentsOf } from './documents/documents.ts';
import { type ExportRecord, exportRecord, readExportRecord } from './documents/export-record.ts';
import { blocked, exportFailure } from './export-failure.ts';
import { type ExportEntry, type FormatLimits, textFile } from './export-format.ts';
import { type ExportSet, inOrder } from './export-set.ts';
import type { FinishedFile } from './finished-files.ts';
import { type ExportFormatName, exportFormats } from './formats/export-formats.ts';
import { PartialExport, removeLeftOver, requireGoingOn } from './partial-export.ts';
import { type PreparedSet, prepareSet } from './prepared-set.ts';
import { compareWithSet } from './read-back.ts';
import { isRealFolder, makeRealFolders } from './real-folders.ts';
import { verifyChecksums } from './verify-checksums.ts';

export interface ExportRequest {
  readonly set: ExportSet;
  readonly format: ExportFormatName;
  /** Absolute: the workspace, or a folder that the user named. Nothing is written outside of it. */
  readonly root: string;
  /** Of the export, relative to the root, with `/`; missing folders are made. */
  readonly folder: string;
  /** Version of the product, such as `1.2.3`. */
  readonly tool: string;
  /** An earlier export of anything else in its place goes, once this one is whole. */
  readonly replaces?: boolean;
  /** For tests and for hosts with other limits. */
  readonly limits?: FormatLimits;
}

/** How many files are written so far. */
export interface ExportProgress {
  readonly kind: 'preparing' | 'writing' | 'verifying';
  readonly files: number;
  /** 0 while it is not known. */
  readonly total: number;
}

export interface ExportResult {
  /** Absolute. */
  readonly folder: string;
  readonly images: number;
  readonly files: number;
  readonly bytes: number;
  /** Hex SHA-256 of `checksums.txt`: two exports with the same are the same. */
  readonly digest: string;
  /** Whether it was there already, whole. */
  readonly wasThere: boolean;
}

/** What the Hub asks for: at most 10 000 files in a folder, archives of about 1 GB. */
export const usualLimits: FormatLimits = { shardBytes: 1e9, folderFiles: 10_000 };

/** Raised when the same set gives other bytes. */
const LAYOUT = 1;

/**
 * @throws Failure `export-invalid` when a format cannot hold the set, `export-there` when an earlier export is in the
 * way, `export-blocked` when something else is, `export-damaged` when a source has changed or what was read back is not what was written, `disk-full`,
 * `file-unwritable`, `file-unreadable`, `image-corrupt`, `path-outside-workspace`, `cancelled`
 */
export async function* writeExport(
  request: ExportRequest,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress, ExportResult> {
  yield { kind: 'preparing', files: 0, total: 0 };
  const prepared = await prepareSet(request.set, signal);
  const record = exportRecord(prepared, { ...request, token: tokenOf(request) });
  try {
    const target = await targetOf(request);
    return (
      (await foundExport(target, record, request.replaces ?? false)) ??
      (yield* writeAnew(request, prepared, record, target, signal))
    );
  } catch (error) {
    throw exportFailure(error, path.join(request.root, request.folder));
  }
}

async function* writeAnew(
  request: ExportRequest,
  prepared: PreparedSet,
  record: ExportRecord,
  target: string,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress, ExportResult> {
  const partial = await PartialExport.open(target, record.token);
  try {
    const entries = entriesOf(request, prepared, record, partial);
    const total =
      documentNames.length + 1 + [...exportFormats[request.format].entries(prepared, limitsOf(request))].length;
    yield* writeAll(entries, partial, total, signal);
    yield* verify(entries, partial, total, signal);
    yield { kind: 'verifying', files: total, total };
    await compareWithSet(prepared, exportFormats[request.format], partial.data, signal);
    const files = partial.finished.all();
    if (await isRealFolder(target)) await replace(partial, target, request.replaces ?? false);
    else await partial.publish();
    return resultOf(target, record, files, false);
  } finally {
    await partial.close();
  }
}

/** What is in the way by now may have come while this was written. */
async function replace(partial: PartialExport, target: string, replaces: boolean): Promise<void> {
  if (!(await isWholeExport(target))) throw inTheWay(target);
  if (!replaces) throw earlier(target);
  await partial.publishOver();
}

/** Only what is all ours is replaced: somebody may have put files of their own into it. */
async function isWholeExport(target: string): Promise<boolean> {
  return (await readExportRecord(target)) !== undefined && (await checkedFiles(target)) !== undefined;
}

function limitsOf({ limits }: ExportRequest): FormatLimits {
  return limits ?? usualLimits;
}

/** Documents come last: they name what was written before them. */
type Entries = () => Iterable<ExportEntry>;

function entriesOf(
  request: ExportRequest,
  prepared: PreparedSet,
  record: ExportRecord,
  partial: PartialExport,
): Entries {
  const format = exportFormats[request.format];
  return function* entries() {
    const paths: string[] = [];
    for (const entry of format.entries(prepared, limitsOf(request))) {
      paths.push(entry.path);
      yield entry;
    }
    const written = () => paths.map((name) => finishedOf(partial, name)).sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const document of documentsOf(prepared, format, record, written)) {
      paths.push(document.path);
      yield document;
    }
    yield textFile('checksums.txt', checksums(written()));
  };
}

function finishedOf(partial: PartialExport, name: string): FinishedFile {
  const file = partial.finished.get(name);
  if (file === undefined) throw new Error(`${name} is not written yet`);
  return file;
}

/** As `sha256sum --check` reads it. */
function checksums(files: readonly FinishedFile[]): string {
  return files.map(({ sha256, path: name }) => `${sha256}  ${name}\n`).join('');
}

async function* writeAll(
  entries: Entries,
  partial: PartialExport,
  total: number,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress> {
  let files = 0;
  for (const entry of entries()) {
    requireGoingOn(signal);
    await partial.write(entry, signal);
    files++;
    yield { kind: 'writing', files, total };
  }
}

/** What does not read as it was written, as after a crash of the machine, is written once more. */
async function* verify(
  entries: Entries,
  partial: PartialExport,
  total: number,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress> {
  yield { kind: 'verifying', files: 0, total };
  const damaged = await partial.damaged(signal);
  if (damaged.length === 0) return;
  for (const name of damaged) partial.finished.forget(name);
  yield* writeAll(entries, partial, total, signal);
  const [still] = await partial.damaged(signal);
  if (still === undefined) return;
  const text = `The file ${path.join(partial.data, still)} does not read as it was written; check the disk.`;
  throw new Failure('export-damaged', text);
}

/** A set with another order is the same set, and where its files lie is nobody's business. */
function tokenOf({ set, format, tool, limits }: ExportRequest): string {
  const samples = inOrder(set.samples).map(({ id, hash, split, label, columns }) => {
    return [id, hash, split, label, Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1))];
  });
  const { name, version, licence, classes, about } = set;
  const all = [LAYOUT, format, tool, limits ?? usualLimits, name, version, licence, classes, about, samples];
  return digestOf(JSON.stringify(all));
}

/** Absolute, with all folders above it. */
async function targetOf({ root, folder }: ExportRequest): Promise<string> {
  const real = await realpath(root);
  const target = path.resolve(real, folder);
  if (target === real) throw blocked(`${folder} is the folder ${root} itself; name a folder inside.`);
  await makeRealFolders(real, path.dirname(target));
  return target;
}

/** What an earlier time has finished, if it still is what it was. */
async function foundExport(target: string, record: ExportRecord, replaces: boolean): Promise<ExportResult | undefined> {
  if (!(await isRealFolder(target))) return undefined;
  const found = await readExportRecord(target);
  if (found?.token !== record.token) {
    if (!(await isWholeExport(target))) throw inTheWay(target);
    if (replaces) return undefined;
    throw earlier(target);
  }
  const files = await checkedFiles(target);
  if (files === undefined) throw inTheWay(target);
  await removeLeftOver(target);
  return resultOf(target, record, files, true);
}

async function checkedFiles(target: string): Promise<readonly FinishedFile[] | undefined> {
  const { files, problems } = await verifyChecksums(target);
  return problems.length === 0 ? files : undefined;
}

function earlier(target: string): Failure {
  const text = `An earlier export of another set is in ${target}; replace it (\`--replace\`), or name another folder.`;
  return new Failure('export-there', text);
}

function inTheWay(target: string): Failure {
  return blocked(`The folder ${target} is there and holds something else; move it away, or name another folder.`);
}

async function resultOf(
  folder: string,
  { images }: ExportRecord,
  files: readonly FinishedFile[],
  wasThere: boolean,
): Promise<ExportResult> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const digest = digestOf(await readFile(path.join(folder, 'checksums.txt')));
  return { folder, images, files: files.length, bytes, digest, wasThere };
}
