/** @file Doing what was asked for, and saying one sentence when it fails, with what can be done about it. */
import { commands, type LogOutputChannel, window } from 'vscode';
import { Failure } from '../protocol/failure.ts';
import { type Remedy, remediesOf, sentenceOf } from './failures.ts';

/** Never rejects. Cancelling is no failure. */
export type Telling = (act: () => Promise<void> | void, options?: { readonly canRetry: boolean }) => Promise<void>;

export function tellingTo(log: LogOutputChannel): Telling {
  const telling: Telling = async (act, { canRetry } = { canRetry: false }) => {
    try {
      await act();
    } catch (error) {
      if (Failure.is(error, 'cancelled')) return;
      log.error(error instanceof Error ? error : String(error));
      // Not waited for: the message may stay on the screen for hours.
      void offerRemedies(error, canRetry ? () => telling(act, { canRetry }) : undefined);
    }
  };
  return telling;
}

const labels: { readonly [R in Remedy]: string } = {
  retry: 'Try Again',
  log: 'Show Log',
  doctor: 'Run Doctor',
  settings: 'Open Settings',
  trust: 'Manage Trust',
};

const remedyCommands: { readonly [R in Exclude<Remedy, 'retry'>]: readonly [string, ...unknown[]] } = {
  log: ['vlprompt.showLog'],
  doctor: ['vlprompt.doctor'],
  settings: ['workbench.action.openSettings', '@ext:vlprompt.vlprompt'],
  trust: ['workbench.trust.manage'],
};

async function offerRemedies(error: unknown, retry: (() => Promise<void>) | undefined): Promise<void> {
  const remedies = remediesOf(error).filter((remedy) => remedy !== 'retry' || retry !== undefined);
  const chosen = await window.showErrorMessage(sentenceOf(error), ...remedies.map((remedy) => labels[remedy]));
  const remedy = remedies.find((candidate) => labels[candidate] === chosen);
  if (remedy === 'retry') await retry?.();
  else if (remedy) await commands.executeCommand(...remedyCommands[remedy]);
}
