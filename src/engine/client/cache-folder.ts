/** @file The user's own folder for what is dear to compute: optimised graphs, what works on this machine. */
import { homedir } from 'node:os';
import path from 'node:path';

export interface CacheHost {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** Absolute path. */
  readonly home: string;
}

const own = (): CacheHost => ({ platform: process.platform, environment: process.env, home: homedir() });

/**
 * Absolute. `VLPROMPT_CACHE` names it; otherwise where the platform keeps caches: `$XDG_CACHE_HOME` or `~/.cache`,
 * `~/Library/Caches`, `%LOCALAPPDATA%`. Relative paths in the environment do not count, as XDG demands.
 */
export function cacheFolder({ platform, environment, home }: CacheHost = own()): string {
  const chosen = absolute(environment.VLPROMPT_CACHE);
  if (chosen !== undefined) return chosen;
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'vlprompt');
  if (platform === 'win32') {
    return path.join(absolute(environment.LOCALAPPDATA) ?? path.join(home, 'AppData', 'Local'), 'vlprompt', 'Cache');
  }
  return path.join(absolute(environment.XDG_CACHE_HOME) ?? path.join(home, '.cache'), 'vlprompt');
}

function absolute(folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
}
