import { ProgressLocation, window } from 'vscode';
import { signalOf } from './signal-of.ts';
import { withoutLinks } from './without-links.ts';

export interface WorkOptions<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Shows how far work is; it can be cancelled. @param messageOf what is said of how far it is */
export function withWork<Progress, Result>(
  title: string,
  messageOf: (progress: Progress) => string,
  work: (options: WorkOptions<Progress>) => Promise<Result>,
): Thenable<Result> {
  const options = { location: ProgressLocation.Notification, title: withoutLinks(title), cancellable: true };
  return window.withProgress(options, (view, token) =>
    work({
      signal: signalOf(token),
      onProgress: (progress) => view.report({ message: withoutLinks(messageOf(progress)) }),
    }),
  );
}
