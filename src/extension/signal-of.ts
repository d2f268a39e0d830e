import type { CancellationToken } from 'vscode';

/** Aborts when the token is cancelled. */
export function signalOf(
  token: Pick<CancellationToken, 'isCancellationRequested' | 'onCancellationRequested'>,
): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
