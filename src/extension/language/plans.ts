/**
 * @file The plan of every open prompt file as it stands in the editor, asked of the language server once a version, and
 * again when the server says that a file it builds on has changed.
 */
import { type Disposable, EventEmitter, type TextDocument, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { Failure } from '../../protocol/failure.ts';
import {
  type PlanAtParams,
  type PlanAtResult,
  type PlanParams,
  type PlanResult,
  type PlansChangedParams,
  planAtRequest,
  planRequest,
  plansChangedNotification,
} from '../../protocol/language.ts';

interface Asked {
  readonly version: number;
  readonly cause: NewPlan['cause'];
  readonly result: Promise<PlanResult>;
}

export interface NewPlan {
  readonly uri: string;
  readonly result: PlanResult;
  /** Why it was asked for: somebody wants it, or the one before is outdated because of other files. */
  readonly cause: 'wanted' | 'outdated';
}

export class Plans implements Disposable {
  readonly #client: LanguageClient;
  readonly #asked = new Map<string, Asked>();
  readonly #latest = new Map<string, PlanResult>();
  readonly #changed = new EventEmitter<NewPlan>();
  /** Fires with every plan that was not known before. */
  readonly onDidChange = this.#changed.event;

  readonly #subscriptions: readonly Disposable[];

  constructor(client: LanguageClient) {
    this.#client = client;
    this.#subscriptions = [
      client.onNotification(plansChangedNotification, ({ uris }: PlansChangedParams) => this.#renew(uris)),
      // Versions begin anew when it is opened again.
      workspace.onDidCloseTextDocument(({ uri }) => this.#asked.delete(uri.toString())),
    ];
  }

  /** The plan that was answered last; its places may be those of an older text. */
  latest(uri: string): PlanResult | undefined {
    return this.#latest.get(uri);
  }

  /** The plan of the text as it is now. */
  of(document: TextDocument): Promise<PlanResult> {
    return this.#of(document, 'wanted');
  }

  async #of(document: TextDocument, cause: NewPlan['cause']): Promise<PlanResult> {
    const uri = document.uri.toString();
    const known = this.#asked.get(uri);
    if (known?.version === document.version) return known.result;
    const asked: Asked = { version: document.version, cause, result: this.#ask(uri) };
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

  /**
   * The plan of a file as a commit has it. Git may run what the repository configures: ask in trusted workspaces.
   * @throws Failure `git-unavailable`, `git-ref-missing`
   */
  async at(uri: string, ref: string): Promise<PlanResult> {
    await this.#client.start();
    const found = await this.#client.sendRequest<PlanAtResult>(planAtRequest, { uri, ref } satisfies PlanAtParams);
    if (found.kind === 'failure') throw new Failure(found.code, found.message);
    return found;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  async #ask(uri: string): Promise<PlanResult> {
    await this.#client.start();
    return this.#client.sendRequest<PlanResult>(planRequest, { uri } satisfies PlanParams);
  }

  /** Whoever shows something of these files has it from a plan that does not hold any more. */
  #renew(uris: readonly string[]): void {
    for (const uri of uris.filter((each) => this.#asked.delete(each))) {
      // A file that is gone has no plan, and what is said of it stays as it was.
      void this.#reask(uri).catch(() => {});
    }
  }

  async #reask(uri: string): Promise<void> {
    await this.#of(await workspace.openTextDocument(Uri.parse(uri, true)), 'outdated');
  }

  #keep(uri: string, asked: Asked, result: PlanResult): void {
    if (this.#asked.get(uri) !== asked) return;
    this.#latest.set(uri, result);
    this.#changed.fire({ uri, result, cause: asked.cause });
  }

  /** A request that failed is asked again the next time. */
  #forget(uri: string, asked: Asked): void {
    if (this.#asked.get(uri) === asked) this.#asked.delete(uri);
  }
}
