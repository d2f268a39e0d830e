import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineOptions } from '../../../src/engine/client/engine.ts';
import type { EngineSettings } from '../../../src/protocol/engine.ts';
import { starterPack } from './fixture.ts';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs the engine's TypeScript as it is. */
export const engineEntry: Pick<EngineOptions, 'entry' | 'nodeOptions'> = {
  entry: path.join(repository, 'src/engine/main.ts'),
  nodeOptions: ['--import', import.meta.resolve('tsx')],
};

export interface TemporaryWorkspace {
  /** Absolute. */
  readonly folder: string;
  readonly settings: EngineSettings;
  remove(): Promise<void>;
}

/** An empty workspace, on the real starter pack and the CPU. */
export async function temporaryWorkspace(): Promise<TemporaryWorkspace> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-test-')));
  const settings: EngineSettings = {
    workspace: folder,
    store: path.join(folder, '.vlprompt'),
    starterPack,
    trustedModelFolders: [],
    provider: 'cpu',
    threads: 1,
    cache: path.join(folder, '.user-cache'),
    memory: 0,
    storeSize: 0,
    offline: true,
    logLevel: 'info',
  };
  return { folder, settings, remove: () => rm(folder, { recursive: true, force: true }) };
}
