/** @file `vlprompt models where`: the places that models are looked for in. Nothing is started. */
import { homedir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../../engine/client/cache-folder.ts';
import { hubEnvironment } from '../../../engine/hub/network/hub-environment.ts';
import { trustedModelFolders } from '../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import { product } from '../../product.ts';
import type { Shell } from '../../shell.ts';
import { padEnd, printable } from '../../terminal/columns.ts';
import { type ModelOptions, workspaceHere } from './model-session.ts';

export function where(options: ModelOptions, { terminal, workingDirectory, environment }: Shell): ExitCode {
  const workspace = workspaceHere(options, workingDirectory);
  const hub = hubEnvironment(environment);
  const folders = trustedModelFolders(options, workingDirectory);
  const places = {
    starter: product.starterPack,
    workspace,
    folders,
    hub: hub.cache,
    endpoint: hub.endpoint,
    offline: hub.offline,
    lock: path.join(workspace, 'vlprompt.lock'),
    cache: cacheFolder({ platform: process.platform, environment, home: homedir() }),
  };
  if (options.json) terminal.out(documentText('vlprompt.where', { exitCode: exitCodes.passed, ...places }));
  else for (const [name, place] of rowsOf(places)) terminal.out(`${padEnd(name, 16)}  ${printable(place)}`);
  return exitCodes.passed;
}

interface Places {
  readonly starter: string;
  readonly workspace: string;
  readonly folders: readonly string[];
  readonly hub: string;
  readonly endpoint: string;
  readonly offline: boolean;
  readonly lock: string;
  readonly cache: string;
}

function rowsOf({ starter, workspace, folders, hub, endpoint, offline, lock, cache }: Places) {
  return [
    ['starter models', starter],
    ['workspace', workspace],
    ...folders.map((folder) => ['further folder', folder] as const),
    ['downloads', hub],
    ['from', offline ? 'nowhere: HF_HUB_OFFLINE is set' : endpoint],
    ['lock file', lock],
    ['engine cache', cache],
  ] as const;
}
