/** @file Downloads a model in a process that may be killed: `node download-child.ts <repository> <workspace>`. */
import path from 'node:path';
import { ModelManager } from '../../../../src/engine/hub/model-manager.ts';
import { impatient } from './impatient.ts';

const [repository = '', workspace = ''] = process.argv.slice(2);
const store = path.join(workspace, '.vlprompt');
const settings = { workspace, store, starterPack: workspace, trustedModelFolders: [], offline: false };
const manager = new ModelManager({ settings, provider: 'cpu', timing: { ...impatient, stall: 5000 } });
const spec = { kind: 'hub', repository, revision: 'main' } as const;
await manager.download({ spec }, new AbortController().signal, () => {});
