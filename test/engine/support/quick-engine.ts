/** @file Engine processes that start in a quarter of a second, for tests that start many: bundled, without supervision. */
import path from 'node:path';
import { build } from 'esbuild';
import { type EngineProcess, spawnEngineProcess } from '../../../src/engine/client/engine-process.ts';
import { PLAN_VERSION } from '../../../src/language/plan/plan.ts';
import type { EngineSettings } from '../../../src/protocol/engine.ts';
import { repository } from './workspace.ts';

/** Bundles the engine below the checkout's node_modules, where it finds its native parts. @returns absolute path */
export async function bundleEngine(): Promise<string> {
  const outfile = path.join(repository, `node_modules/.cache/vlprompt-tests/engine-${process.pid}.cjs`);
  await build({
    absWorkingDir: repository,
    entryPoints: ['src/engine/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['sharp'],
    banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: {
      'import.meta.url': '__importMetaUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    logLevel: 'warning',
  });
  return outfile;
}

/** Initialized. @param entry a bundle */
export async function spawnQuickEngine(entry: string, settings: EngineSettings): Promise<EngineProcess> {
  const node = { path: process.execPath, electron: false };
  const spawned = spawnEngineProcess({ entry, node, nodeOptions: [], variables: {}, log: () => {} });
  await spawned.calls.initialize({ ...settings, planVersion: PLAN_VERSION });
  return spawned;
}
