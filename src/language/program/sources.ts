/** @file Where the texts of a program come from: files below the workspace folder, and nothing else. */
import path from 'node:path';
import type { Host } from '../host.ts';
import { isInside } from '../is-inside.ts';

/** Why there is no text. */
export type Unread = 'missing' | 'outside' | 'too-large' | 'unreadable';

/** Reads a file by its path relative to the workspace, with `/`; never rejects. */
export type Sources = (file: string) => Promise<{ readonly text: string } | { readonly unread: Unread }>;

/** @param workspace absolute; links that lead out of it are not followed. */
export function sourcesIn(host: Pick<Host, 'readFile' | 'realPath'>, workspace: string): Sources {
  let root: Promise<string> | undefined;
  return async (file) => {
    try {
      root ??= host.realPath(workspace);
      const real = await host.realPath(path.join(workspace, file));
      if (!isInside(real, await root)) return { unread: 'outside' };
      return { text: await host.readFile(real) };
    } catch (error) {
      return { unread: reasons.get(codeOf(error)) ?? 'unreadable' };
    }
  };
}

const reasons: ReadonlyMap<unknown, Unread> = new Map([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EFBIG', 'too-large'],
]);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
