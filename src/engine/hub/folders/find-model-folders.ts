/** @file Folders below another one that may hold a model, told by the names in them. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const DEEPEST = 5;
const MOST_FOLDERS = 3000;
const skipped = new Set(['node_modules', '__pycache__', 'venv', 'site-packages']);

/**
 * Absolute paths, the folder itself included; links are not followed, and folders inside of a model not looked at.
 * @param except absolute paths that are not looked at either
 */
export async function findModelFolders(
  root: string,
  except: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found: string[] = [];
  let level = [root];
  for (let [depth, seen] = [0, 0]; depth <= DEEPEST && level.length > 0 && seen < MOST_FOLDERS; depth++) {
    const next: string[] = [];
    for (const folder of level.slice(0, MOST_FOLDERS - seen)) {
      if (signal.aborted) return found;
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      if (looksLikeModel(entries)) found.push(folder);
      else next.push(...subfolders(folder, entries).filter((one) => !except.includes(one)));
      seen += 1;
    }
    level = next;
  }
  return found;
}

/** Sets of names, any of which tells. */
const signs: readonly (readonly string[])[] = [
  ['model_index.json'],
  ['unet', 'vae_decoder'],
  ['config.json', 'onnx'],
  ['config.json', 'preprocessor_config.json'],
  ['textual', 'visual'],
];

function looksLikeModel(entries: readonly Dirent[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return signs.some((sign) => sign.every((name) => names.has(name)));
}

function subfolders(folder: string, entries: readonly Dirent[]): readonly string[] {
  const kept = entries.filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name),
  );
  return kept.map(({ name }) => path.join(folder, name)).sort();
}
