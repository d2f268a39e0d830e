/**
 * @file Follows the queue of every engine that has a process, and looks at the runs that were when it has started and
 * whenever one has ended.
 */
import type { Disposable } from 'vscode-jsonrpc';
import type { EngineHost } from '../engine/engine-host.ts';
import type { RunLibrary } from './run-library.ts';

/** What is needed of the engines of this window. */
export type FollowedEngines = Pick<EngineHost, 'statesByFolder' | 'onDidChangeState'>;

export function followRuns(engines: FollowedEngines, library: RunLibrary): Disposable {
  const entries = new Map<string, ReadonlySet<number>>();
  const greet = (folder: string) => {
    if (!library.isKnown(folder)) void library.refresh(folder);
    library.watch(folder);
  };
  const lookAfterRuns = (folder: string) => {
    const now = new Set(library.of(folder).queue.entries.map(({ entry }) => entry));
    const hasEnded = [...(entries.get(folder) ?? [])].some((entry) => !now.has(entry));
    entries.set(folder, now);
    if (hasEnded && isAwake(engines, folder)) void library.refresh(folder);
  };
  const subscriptions = [
    engines.onDidChangeState(() => {
      for (const folder of engines.statesByFolder.keys()) if (isAwake(engines, folder)) greet(folder);
    }),
    library.onDidChange(({ folder, what }) => what === 'queue' && lookAfterRuns(folder)),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

/** Whether a folder's engine has a process, so that asking it starts none. */
export function isAwake({ statesByFolder }: Pick<FollowedEngines, 'statesByFolder'>, folder: string): boolean {
  const kind = statesByFolder.get(folder)?.kind;
  return kind === 'ready' || kind === 'busy';
}
