/** @file Crash reports on the disk: in the store, for that is where its owner looks, and the last few only. */
import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const kept = 10;

/** Begins with the time, so that the order of names is the order of crashes. */
const reportName = /^\d{8}T\d{9}Z-\d+\.txt$/;

/**
 * @param store absolute path
 * @returns the report's absolute path
 * @throws of the file system; Error where the folder is a link, which could lead anywhere
 */
export async function writeCrashReport(store: string, at: Date, engine: number, text: string): Promise<string> {
  const folder = await reportFolder(store);
  const file = path.join(folder, `${at.toISOString().replaceAll(/[-:.]/g, '')}-${engine}.txt`);
  await writeFile(file, text, { flag: 'wx' });
  for (const old of (await reportsIn(folder)).slice(kept)) await rm(path.join(folder, old), { force: true });
  return file;
}

/** Absolute path; undefined when there is none. */
export async function newestCrashReport(store: string): Promise<string | undefined> {
  const folder = path.join(store, 'crashes');
  const [newest] = await reportsIn(folder).catch(() => []);
  return newest === undefined ? undefined : path.join(folder, newest);
}

/** Bytes. */
const LONGEST_NOTE = 4096;

/** What an engine process noted of its last native call (`runtime/native-note.ts`), which is then forgotten. */
export async function takeLastCall(store: string, engine: number): Promise<string | undefined> {
  const file = path.join(store, 'crashes', `last-call-${engine}.txt`);
  try {
    const status = await lstat(file);
    // A workspace may come with links of such names, to what should not be in a report.
    const isNote = status.isFile() && status.size <= LONGEST_NOTE;
    const text = isNote ? await readFile(file, 'utf8') : undefined;
    await rm(file, { force: true });
    return text?.trim();
  } catch {
    return undefined;
  }
}

/** Newest first. */
async function reportsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder))
    .filter((name) => reportName.test(name))
    .sort()
    .reverse();
}

async function reportFolder(store: string): Promise<string> {
  const folder = path.join(store, 'crashes');
  for (const one of [store, folder]) {
    const status = await lstat(one).catch(() => undefined);
    if (status?.isSymbolicLink()) throw new Error(`${one} is a link, and reports are written through none.`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {}); // It is there already.
  return folder;
}
