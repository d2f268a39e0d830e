/** @file An engine that is asked about a cache, not to run anything. */
import type { CacheStatus } from '../../../protocol/cache.ts';
import { type EngineSession, withEngine } from '../../engine-session.ts';
import { documentPath } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { workspaceHere } from '../models/model-session.ts';

export interface CacheOptions {
  readonly workspace?: string;
  readonly store?: string;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

export interface CacheSession extends EngineSession {
  /** Absolute path. */
  readonly workspace: string;
}

/** @throws UsageError when there is no such workspace */
export function withCache<T>(
  options: CacheOptions,
  shell: Shell,
  use: (session: CacheSession) => Promise<T>,
): Promise<T> {
  const workspace = workspaceHere(options, shell.workingDirectory);
  // Nothing is run, so what would run it need not be looked for.
  const choices = { ...options, provider: 'cpu', offline: true } as const;
  return withEngine(workspace, choices, shell, (session) => use({ ...session, workspace }));
}

export function statusBody(status: CacheStatus, workspace: string) {
  return { ...status, folder: documentPath(status.folder, workspace) };
}
