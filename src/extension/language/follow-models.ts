import type { Disposable } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { modelsChangedNotification } from '../../protocol/language.ts';
import type { ModelLibrary } from '../models/model-library.ts';

/** Has prompt files checked anew whenever other models are here than before: a model that was missing may not be. */
export function followModels(
  client: Pick<LanguageClient, 'sendNotification'>,
  library: Pick<ModelLibrary, 'state' | 'onDidChange'>,
): Disposable {
  let known = library.state.installed;
  return library.onDidChange(() => {
    const { installed } = library.state;
    if (installed === known) return;
    known = installed;
    void client.sendNotification(modelsChangedNotification);
  });
}
