/** @file What lies in the cache that all tools of the Hugging Face hub share; looked at by names alone. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { HubSpec } from './host.ts';

/** Where the cache is, as Python's `huggingface_hub` finds it. */
export function hubCache(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  const { HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME } = environment;
  const caches = given(XDG_CACHE_HOME) ?? path.join(home, '.cache');
  const base = given(HF_HOME) ?? path.join(caches, 'huggingface');
  return given(HF_HUB_CACHE) ?? given(HUGGINGFACE_HUB_CACHE) ?? path.join(base, 'hub');
}

/** A variable that is empty counts as none. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** Whether any file of that revision is there; of `main`, of any revision, for a lock file may pin another one. */
export async function isInHubCache(cache: string, { repository, revision }: HubSpec): Promise<boolean> {
  const folder = path.join(cache, `models--${repository.replace('/', '--')}`);
  const commits = await namesIn(path.join(folder, 'snapshots'));
  if (revision === 'main' || commits.includes(revision)) return commits.length > 0;
  const isPlain = revision.split('/').every((part) => part !== '' && !/^\.+$/.test(part));
  return isPlain && (await isFile(path.join(folder, 'refs', revision)));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []); // What cannot be looked into holds nothing for us.
}

async function isFile(file: string): Promise<boolean> {
  const status = await stat(file).catch(() => undefined);
  return status?.isFile() ?? false;
}
