/** @file Chosen files of a zip archive → files, without either being in memory as a whole. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { Failure } from '../../protocol/failure.ts';

/**
 * @param wanted name in the archive → absolute path to write; overwritten when there
 * @throws Failure `provider-unavailable` when the archive lacks one, `cancelled`; what the file system throws
 */
export async function extractFiles(
  archive: string,
  wanted: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const chunks: { readonly path: string; readonly data: Uint8Array }[] = [];
  const finished = new Set<string>();
  const failures: Error[] = [];
  const unzip = new Unzip((file) => take(file));
  unzip.register(UnzipInflate);

  function take(file: UnzipFile): void {
    const path = wanted.get(file.name);
    if (path === undefined) return;
    file.ondata = (error, data, isLast) => {
      if (error) failures.push(error);
      else chunks.push({ path, data });
      if (isLast) finished.add(file.name);
    };
    file.start();
  }

  const files = new Map(
    await Promise.all([...wanted.values()].map(async (path) => [path, await open(path, 'w')] as const)),
  );
  try {
    for await (const chunk of createReadStream(archive, { highWaterMark: 1 << 20, signal })) {
      unzip.push(chunk);
      for (const { path, data } of chunks.splice(0)) await files.get(path)!.write(data);
      if (failures.length > 0) break;
    }
    for (const file of files.values()) await file.sync();
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    throw error;
  } finally {
    await Promise.all([...files.values()].map((file) => file.close()));
  }
  const missing = [...wanted.keys()].filter((name) => !finished.has(name));
  if (failures.length === 0 && missing.length === 0) return;
  const what = failures[0]?.message ?? `it lacks ${missing.join(', ')}`;
  throw new Failure('provider-unavailable', `The package of the CUDA provider cannot be unpacked: ${what}; try again.`);
}
