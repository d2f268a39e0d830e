/** @file Recipes from other tools, and for them, asked of the language server. */
import type { LanguageClient } from 'vscode-languageclient/node';
import { Failure } from '../../protocol/failure.ts';
import {
  type CommandParams,
  type CopyParams,
  commandRequest,
  copyRequest,
  type ImportParams,
  type ImportResult,
  importRequest,
} from '../../protocol/language.ts';

export type ImportedRecipe = Extract<ImportResult, { kind: 'recipe' }>;

export class Exchange {
  readonly #client: LanguageClient;

  constructor(client: LanguageClient) {
    this.#client = client;
  }

  /** @throws Failure `image-corrupt`, `image-without-recipe` */
  async importImage(params: ImportParams): Promise<ImportedRecipe> {
    await this.#client.start();
    const result = await this.#client.sendRequest<ImportResult>(importRequest, params);
    if (result.kind === 'failure') throw new Failure(result.code, result.message);
    return result;
  }

  async copy(params: CopyParams): Promise<string> {
    await this.#client.start();
    return this.#client.sendRequest<string>(copyRequest, params);
  }

  async command(params: CommandParams): Promise<string> {
    await this.#client.start();
    return this.#client.sendRequest<string>(commandRequest, params);
  }
}
