/** @file The queue in the side bar. */
import { commands, type Disposable, EventEmitter, TreeItemCollapsibleState, window } from 'vscode';
import { paced } from '../../paced.ts';
import { rowItem } from '../row-item.ts';
import type { RunLibrary } from '../run-library.ts';
import { orderOf, type QueueRow, queueBadge, queueRows, queueTexts } from './queue-tree.ts';

const queueViewId = 'vlprompt.queue';

/** Milliseconds. Rows that are made anew lose a click that is under way, so progress is shown at leisure. */
const pace = { order: 200, progress: 2000 } as const;

/** Set while the queue is paused, and while anything is in it; menus and the welcome text read them. */
const contextKeys = { isPaused: 'vlprompt.queue.isPaused', isEmpty: 'vlprompt.queue.isEmpty' } as const;

export function queueView(library: RunLibrary): Disposable {
  const changed = new EventEmitter<void>();
  const view = window.createTreeView<QueueRow>(queueViewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => (row ? [] : [...queueRows(library.folders)]),
      getTreeItem: (row) => rowItem(queueTexts(row), TreeItemCollapsibleState.None),
    },
  });
  const show = () => {
    const { badge, message, isPaused, isEmpty } = queueBadge(library.folders);
    view.badge = badge;
    // Empty, never deleted: that would take the setter away, and no message would be shown from then on.
    view.message = message ?? '';
    void commands.executeCommand('setContext', contextKeys.isPaused, isPaused);
    void commands.executeCommand('setContext', contextKeys.isEmpty, isEmpty);
    changed.fire();
  };
  const [renew, renewProgress] = [paced(show, pace.order), paced(show, pace.progress)];
  let order: string | undefined;
  const follow = () => {
    const before = order;
    order = orderOf(library.folders);
    if (order === before) renewProgress();
    else renew();
  };
  follow();
  const subscriptions = [
    view,
    changed,
    renew,
    renewProgress,
    library.onDidChange(({ what }) => what === 'queue' && follow()),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}
