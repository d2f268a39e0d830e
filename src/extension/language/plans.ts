/** @file The plan of every open prompt file as it stands in the editor, asked of the language server once a version. */
import { type Disposable, EventEmitter, type TextDocument, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type PlanParams, type PlanResult, planRequest } from '../../protocol/language.ts';

interface Asked {
  readonly version: number;
  readonly result: Promise<PlanResult>;
}

export interface NewPlan {
  readonly uri: string;
  readonly result: PlanResult;
}

export class Plans implements Disposable {
  readonly #client: LanguageClient;
  readonly #asked = new Map<string, Asked>();
  readonly #latest = new Map<string, PlanResult>();
  readonly #changed = new EventEmitter<NewPlan>();
  /** Fires with every plan that was not known before. */
  readonly onDidChange = this.#changed.event;

  constructor(client: LanguageClient) {
    this.#client = client;
  }

  /** The plan that was answered last; its places may be those of an older text. */
  latest(uri: string): PlanResult | undefined {
    return this.#latest.get(uri);
  }

  /** The plan of the text as it is now. */
  async of(document: TextDocument): Promise<PlanResult> {
    const uri = document.uri.toString();
    const known = this.#asked.get(uri);
    if (known?.version === document.version) return known.result;
    const asked = { version: document.version, result: this.#ask(uri) };
    this.#asked.set(uri, asked);
    void asked.result.then(
      (result) => this.#keep(uri, asked, result),
      () => this.#forget(uri, asked),
    );
    return asked.result;
  }

  /** The plan of a file that need not be open in an editor. */
  async ofFile(uri: string): Promise<PlanResult> {
    return this.of(await workspace.openTextDocument(Uri.parse(uri, true)));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #ask(uri: string): Promise<PlanResult> {
    await this.#client.start();
    return this.#client.sendRequest<PlanResult>(planRequest, { uri } satisfies PlanParams);
  }

  #keep(uri: string, asked: Asked, result: PlanResult): void {
    if (this.#asked.get(uri) !== asked) return;
    this.#latest.set(uri, result);
    this.#changed.fire({ uri, result });
  }

  /** A request that failed is asked again the next time. */
  #forget(uri: string, asked: Asked): void {
    if (this.#asked.get(uri) === asked) this.#asked.delete(uri);
  }
}
