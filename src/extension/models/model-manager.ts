/** @file The model manager of this window: its own engine, which draws nothing, so that a download holds up no drawing. */
import { readFileSync } from 'node:fs';
import { type Disposable, type ExtensionContext, type WorkspaceFolder, workspace } from 'vscode';
import type { EngineCaller } from '../../engine/client/engine.ts';
import { startEngine } from '../../engine/client/start-engine.ts';
import { readCatalogue } from '../../protocol/catalogue.ts';
import { EngineHost } from '../engine/engine-host.ts';
import { engineOptions } from '../engine/engine-options.ts';
import type { Places } from '../workspace/places.ts';
import { HubToken } from './hub-token.ts';
import { ModelActions } from './model-actions.ts';
import { ModelLibrary } from './model-library.ts';
import { modelView } from './model-view.ts';

export interface ModelManager extends Disposable {
  readonly library: ModelLibrary;
  /** Its engine. */
  readonly calls: () => Promise<EngineCaller>;
  readonly actions: ModelActions;
  readonly view: Disposable;
  /** To be called when settings of the engine have changed. */
  readonly restart: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Milliseconds without a question after which its engine is ended. */
const idle = 60_000;

export function modelManager({ secrets }: ExtensionContext, places: Places, log: (line: string) => void): ModelManager {
  const engines = new EngineHost({
    workspaceOf: (folder) => folder,
    optionsOf: (folder) => ({ ...engineOptions(folder, places, log), timing: { idle } }),
    start: startEngine,
    isTrusted: () => workspace.isTrusted,
  });
  const token = new HubToken(secrets);
  const calls = async () => engines.engineOf(await managedFolder(places), 'run');
  const library = new ModelLibrary({
    catalogue: readCatalogue(readFileSync(places.catalogue, 'utf8')),
    calls,
    hasWorkspace: () => firstFolder() !== undefined,
    token: () => token.read(),
  });
  const restart = async () => {
    await engines.restart();
    if (library.state.installed) await library.refresh();
  };
  const view = modelView(library);
  return {
    library,
    calls,
    actions: new ModelActions(library, token),
    view,
    restart,
    end: () => engines.dispose(),
    dispose: () => {
      view.dispose();
      library.dispose();
    },
  };
}

/** The folder whose own models and lock file count: the first that is on disk, else one of ours. */
async function managedFolder({ ownFolder }: Places): Promise<string> {
  const first = firstFolder();
  if (first) return first.uri.fsPath;
  await workspace.fs.createDirectory(ownFolder);
  return ownFolder.fsPath;
}

function firstFolder(): WorkspaceFolder | undefined {
  return workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
}
