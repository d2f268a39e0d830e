/** @file Files from the disk. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Host } from './host.ts';
import { hubCache, isInHubCache } from './hub-cache.ts';

export const nodeHost: Host = {
  readFile: readText,
  realPath: (file) => realpath(file),
  promptFilesIn,
  folderExists: async (folder) => (await statusOf(folder))?.isDirectory() ?? false,
  fileExists: async (file) => (await statusOf(file))?.isFile() ?? false,
  isDownloaded: (spec) => isInHubCache(hubCache(process.env, homedir()), spec),
};

/** Undefined where nothing stands: whatever keeps it from being looked at keeps it from being read. */
function statusOf(path: string) {
  return stat(path).catch(() => undefined);
}

/** Bytes: a list of all words of a language has a few million. */
const LARGEST_FILE = 16 << 20;

/** Ordinary files alone: a pipe would keep a thread of the process waiting for a writer, a device may never end. */
async function readText(file: string): Promise<string> {
  const found = await stat(file);
  if (found.isDirectory()) throw new UnreadableFile('EISDIR', 'it is a folder');
  if (!found.isFile()) throw new UnreadableFile('ENOTSUP', 'it is no ordinary file');
  if (found.size > LARGEST_FILE) throw new UnreadableFile('EFBIG', `it is larger than ${LARGEST_FILE >> 20} MB`);
  return readFile(file, 'utf8');
}

/** With a code as the system's own errors have it. */
class UnreadableFile extends Error {
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Enough for any workspace of prompts, and no endless walk where somebody opened a whole disk. */
const MOST_FILES = 2000;
const MOST_FOLDERS = 20_000;

/** Links are not followed; nor are hidden folders, such as the store of images, and installed packages looked into. */
async function promptFilesIn(root: string): Promise<string[]> {
  const files: string[] = [];
  const folders = [''];
  for (let seen = 0; seen < folders.length && seen < MOST_FOLDERS && files.length < MOST_FILES; seen++) {
    const folder = folders[seen] ?? '';
    for (const entry of await entriesOf(path.join(root, folder))) {
      const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !isSkipped(entry.name)) folders.push(inside);
      else if (entry.isFile() && entry.name.endsWith('.vlprompt')) files.push(inside);
    }
  }
  return files.slice(0, MOST_FILES);
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return []; // What cannot be looked into holds nothing for us.
  }
}
