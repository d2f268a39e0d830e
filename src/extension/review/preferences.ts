/** @file What people have set for reviews. */
import { ConfigurationTarget, workspace } from 'vscode';
import type { Subscribe } from '../panels/watch-snapshots.ts';
import { setting } from '../settings/settings.ts';
import { readKeys, readReasons } from './read-preferences.ts';
import type { ReviewPreferences } from './review-session.ts';

export function readPreferences(): ReviewPreferences {
  return {
    isBlind: setting('vlprompt.review.blind'),
    reasons: readReasons(setting('vlprompt.review.reasons')),
    keys: readKeys(setting('vlprompt.review.keys')),
  };
}

export const watchPreferences: Subscribe = (listener) =>
  workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('vlprompt.review') && listener());

/** For this workspace, where there is one. */
export async function setBlind(isBlind: boolean): Promise<void> {
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration().update('vlprompt.review.blind', isBlind, target);
}
