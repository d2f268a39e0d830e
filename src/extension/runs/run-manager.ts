/** @file Runs in the editor: what is known of them, the two views, what is done with them, and the offer to go on. */
import path from 'node:path';
import { type Disposable, type ExtensionContext, Uri, workspace } from 'vscode';
import type { EngineCaller } from '../../engine/client/engine.ts';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import { DifferenceBoard } from './differences/difference-board.ts';
import { testDifferences } from './differences/test-differences.ts';
import { RunDocuments } from './documents/run-documents.ts';
import { followRuns, isAwake } from './follow-runs.ts';
import { HistoryView } from './history/history-view.ts';
import { offerToResume } from './history/resume-offer.ts';
import { queueView } from './queue/queue-view.ts';
import { type RunActionParts, RunActions } from './run-actions.ts';
import { RunLibrary } from './run-library.ts';

/** @param onError a question that failed is nobody's request: it is written down, and not shown */
export function runLibrary(engines: EngineHost, onError: (error: unknown) => void): RunLibrary {
  return new RunLibrary({
    engineOf: (folder) => engineOfFolder(engines, folder),
    isAwake: (folder) => isAwake(engines, folder),
    onError,
  });
}

/** @param onError as above */
export function differenceBoard(engines: EngineHost, onError: (error: unknown) => void): DifferenceBoard {
  return new DifferenceBoard({ engineOf: (folder) => engineOfFolder(engines, folder), onError });
}

/** Any file of the folder will do. */
function engineOfFolder(engines: EngineHost, folder: string): Promise<EngineCaller> {
  return engines.engineOf(Uri.file(path.join(folder, 'any.vlprompt')).toString(), 'question');
}

export interface RunManagerParts extends Omit<RunActionParts, 'history' | 'documents'> {
  readonly context: ExtensionContext;
  readonly engines: EngineHost;
  readonly evaluations: EvaluationBoard;
  readonly differences: DifferenceBoard;
}

export interface RunManager extends Disposable {
  readonly actions: RunActions;
  /** Once a start, as soon as the workspace is trusted. */
  readonly offerToResume: () => void;
}

export function runManager({ context, engines, evaluations, differences, ...parts }: RunManagerParts): RunManager {
  const { library, places } = parts;
  const memory = context.workspaceState;
  const folders = () => [...new Set([...workspaceFolders(), ...library.folders.map(({ folder }) => folder)])];
  const history = new HistoryView({ library, folders, memory });
  const documents = new RunDocuments(library);
  const actions = new RunActions({ ...parts, history, documents });
  const folderOf = (uri: string) => (Uri.parse(uri).scheme === 'file' ? places.workspaceOf(uri) : undefined);
  const testing = testDifferences({ evaluations, library, differences, folderOf });
  const subscriptions = [library, history, documents, queueView(library), followRuns(engines, library), testing];
  let wasOffered = false;
  return {
    actions,
    offerToResume: () => {
      if (wasOffered || !workspace.isTrusted) return;
      wasOffered = true;
      const resume: RunActions['resume'] = (row) => actions.resume(row);
      void offerToResume({ library, folders: workspaceFolders(), memory, resume });
    },
    dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()),
  };
}

function workspaceFolders(): readonly string[] {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}
