/** @file Downloads in a notification: how far they are, and a button that cancels them. */
import { ProgressLocation, window } from 'vscode';
import type { DownloadProgress } from '../../protocol/models.ts';
import { duration } from '../../protocol/texts/times.ts';
import { signalOf } from '../signal-of.ts';
import { withoutLinks } from '../without-links.ts';
import { progressText } from './model-item.ts';

export interface Following {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

export function withDownloadProgress<T>(title: string, work: (following: Following) => Promise<T>): Thenable<T> {
  const options = { location: ProgressLocation.Notification, title: withoutLinks(title), cancellable: true };
  return window.withProgress(options, (view, token) => {
    let shown = 0;
    const onProgress = (progress: DownloadProgress) => {
      const share = progress.totalBytes === 0 ? 0 : (progress.bytes / progress.totalBytes) * 100;
      const left = progress.secondsLeft === undefined ? '' : ` · ${duration(progress.secondsLeft)} left`;
      view.report({ message: withoutLinks(`${progressText(progress)}${left}`), increment: Math.max(0, share - shown) });
      shown = Math.max(shown, share);
    };
    return work({ signal: signalOf(token), onProgress });
  });
}
