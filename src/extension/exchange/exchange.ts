/** @file Recipes from other tools, and for them, asked of the language server. */
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ImagePlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import {
  type ChoicesParams,
  type CommandParams,
  type CopyParams,
  choicesRequest,
  commandRequest,
  copyRequest,
  type FindImageParams,
  type FoundImage,
  findImageRequest,
  type ImportParams,
  type ImportResult,
  importRequest,
  type RecipeChoices,
  type ReseedParams,
  reseedRequest,
  type TracedWords,
  type TraceParams,
  traceRequest,
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

  /** The recipe of the workspace that draws an image; null when none does. */
  async findImage(params: FindImageParams): Promise<FoundImage | null> {
    await this.#client.start();
    return this.#client.sendRequest<FoundImage | null>(findImageRequest, params);
  }

  /** Where the words of an image were written; null when its recipe does not draw it any more. */
  async trace(params: TraceParams): Promise<TracedWords | null> {
    await this.#client.start();
    return this.#client.sendRequest<TracedWords | null>(traceRequest, params);
  }

  /** Which lines, variants and values of wildcards the images of a recipe took; null when it is not in the plan. */
  async choices(params: ChoicesParams): Promise<RecipeChoices | null> {
    await this.#client.start();
    return this.#client.sendRequest<RecipeChoices | null>(choicesRequest, params);
  }

  /** The same image with another seed. */
  async reseed(params: ReseedParams): Promise<ImagePlan> {
    await this.#client.start();
    return this.#client.sendRequest<ImagePlan>(reseedRequest, params);
  }

  async command(params: CommandParams): Promise<string> {
    await this.#client.start();
    return this.#client.sendRequest<string>(commandRequest, params);
  }
}
