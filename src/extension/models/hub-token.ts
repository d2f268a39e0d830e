/** @file The user's token of the hub, in the editor's secret storage and nowhere else. */
import { type SecretStorage, window } from 'vscode';

const key = 'vlprompt.huggingFaceToken';

export class HubToken {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async read(): Promise<string | undefined> {
    return this.#secrets.get(key);
  }

  async set(): Promise<void> {
    const token = await window.showInputBox({
      title: 'Hugging Face Token',
      prompt:
        'For models whose licence you have accepted on their page. It is kept in secret storage, never in settings.',
      placeHolder: 'hf_…',
      password: true,
      ignoreFocusOut: true,
      // What could not stand in a header of a request is no token.
      validateInput: (text) => (/^[\x21-\x7e]*$/.test(text.trim()) ? undefined : 'A token has no spaces or accents.'),
    });
    if (token === undefined || token.trim() === '') return;
    await this.#secrets.store(key, token.trim());
    window.setStatusBarMessage('Hugging Face token kept in secret storage', 5000);
  }

  async clear(): Promise<void> {
    await this.#secrets.delete(key);
    window.setStatusBarMessage('Hugging Face token forgotten', 5000);
  }
}
