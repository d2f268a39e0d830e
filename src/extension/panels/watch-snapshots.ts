/** @file The answer to every webview's `watch`: whole snapshots, now and after each change, at a pace. */
import type { Disposable } from 'vscode-jsonrpc';
import { paced, systemTimer, type Timer } from '../paced.ts';

/** A picture is drawn in several steps a second; more often than this no eye can follow. */
const pace = 80;

/** Events of VS Code and of `vscode-jsonrpc` alike. */
export type Subscribe = (listener: () => void) => Disposable;

export interface Watched<Snapshot> {
  readonly snapshot: () => Snapshot;
  readonly onDidChange: Subscribe;
  readonly timer?: Timer;
}

/** Resolves when the signal aborts; a signal is the only end there is. */
export function watchSnapshots<Snapshot>(
  { snapshot, onDidChange, timer = systemTimer }: Watched<Snapshot>,
  { signal, report }: { readonly signal: AbortSignal; readonly report: (snapshot: Snapshot) => void },
): Promise<null> {
  const tell = paced(() => report(snapshot()), pace, timer);
  const subscription = onDidChange(tell);
  tell();
  return new Promise((resolve) => {
    const end = () => {
      subscription.dispose();
      tell.dispose();
      resolve(null);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** Tells of any of several changes. */
export function anyOf(...events: readonly Subscribe[]): Subscribe {
  return (listener) => {
    const subscriptions = events.map((subscribe) => subscribe(listener));
    return {
      dispose: () => {
        for (const subscription of subscriptions) subscription.dispose();
      },
    };
  };
}
