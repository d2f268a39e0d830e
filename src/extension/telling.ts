/** @file Doing what was asked for, and saying one sentence when it fails, with what can be done about it. */
import { commands, type LogOutputChannel, window } from 'vscode';
import { Failure } from '../protocol/failure.ts';
import type { HubRequest } from '../protocol/models.ts';
import { type Remedy, remediesOf, sentenceOf } from './failures.ts';
import { withoutLinks } from './without-links.ts';

export interface TellingOptions {
  readonly canRetry?: boolean;
  /** What would have to be downloaded first; asked when a model is missing. */
  readonly missingModels?: () => Promise<readonly HubRequest[]>;
}

/** Never rejects. Cancelling is no failure. */
export type Telling = (act: () => Promise<void> | void, options?: TellingOptions) => Promise<void>;

/** @param download resolves to whether all of them are here now */
export function tellingTo(
  log: LogOutputChannel,
  download: (models: readonly HubRequest[]) => Promise<boolean>,
): Telling {
  const telling: Telling = async (act, options = {}) => {
    try {
      await act();
    } catch (error) {
      if (Failure.is(error, 'cancelled')) return;
      log.error(error instanceof Error ? error : String(error));
      // Not waited for: the message may stay on the screen for hours.
      void offerRemedies(error, {
        retry: options.canRetry ? () => telling(act, options) : undefined,
        models: Failure.is(error, 'model-missing') ? await missing(options) : [],
        download: (models) => telling(async () => void ((await download(models)) && (await telling(act, options)))),
      });
    }
  };
  return telling;
}

/** That it cannot be told is no second failure. */
async function missing({ missingModels }: TellingOptions): Promise<readonly HubRequest[]> {
  return missingModels === undefined ? [] : missingModels().catch(() => []);
}

const labels: { readonly [R in Remedy]: string } = {
  download: 'Download',
  retry: 'Try Again',
  log: 'Show Log',
  crash: 'Open Crash Report',
  doctor: 'Run Doctor',
  settings: 'Open Settings',
  token: 'Set Token…',
  trust: 'Manage Trust',
};

const remedyCommands: { readonly [R in Exclude<Remedy, 'retry' | 'download'>]: readonly [string, ...unknown[]] } = {
  log: ['vlprompt.showLog'],
  crash: ['vlprompt.openCrashReport'],
  doctor: ['vlprompt.doctor'],
  settings: ['workbench.action.openSettings', '@ext:vlprompt.vlprompt'],
  token: ['vlprompt.models.setToken'],
  trust: ['workbench.trust.manage'],
};

interface Ways {
  readonly retry: (() => Promise<void>) | undefined;
  readonly models: readonly HubRequest[];
  readonly download: (models: readonly HubRequest[]) => Promise<void>;
}

async function offerRemedies(error: unknown, { retry, models, download }: Ways): Promise<void> {
  const isPossible: { readonly [R in Remedy]?: boolean } = { retry: retry !== undefined, download: models.length > 0 };
  const remedies = remediesOf(error).filter((remedy) => isPossible[remedy] ?? true);
  const chosen = await window.showErrorMessage(
    withoutLinks(sentenceOf(error)),
    ...remedies.map((remedy) => labels[remedy]),
  );
  const remedy = remedies.find((candidate) => labels[candidate] === chosen);
  if (remedy === 'retry') await retry?.();
  else if (remedy === 'download') await download(models);
  else if (remedy) await commands.executeCommand(...remedyCommands[remedy]);
}
