/** @file Langium's document builder, which answers also those who wait for a phase in which nothing was to be done. */
import { DefaultDocumentBuilder, Deferred, type DocumentState, type LangiumDocument } from 'langium';

type CancelToken = NonNullable<Parameters<DefaultDocumentBuilder['build']>[2]>;

/**
 * A request that comes between an update and its phases waits for one of them; of phases without documents, as in a
 * workspace where no file is open, Langium tells nobody, and the request would wait for ever.
 */
export class PromptDocumentBuilder extends DefaultDocumentBuilder {
  private readonly passing = new Map<DocumentState, Deferred<void>>();

  protected override awaitBuilderState(state: DocumentState, cancelToken: CancelToken): Promise<void> {
    if (this.currentState >= state) return Promise.resolve();
    const passing = this.passing.get(state) ?? new Deferred<void>();
    this.passing.set(state, passing);
    return Promise.race([passing.promise, super.awaitBuilderState(state, cancelToken)]);
  }

  protected override async runCancelable(
    documents: LangiumDocument[],
    state: DocumentState,
    cancelToken: CancelToken,
    callback: (document: LangiumDocument) => Promise<unknown>,
  ): Promise<void> {
    await super.runCancelable(documents, state, cancelToken, callback);
    this.passing.get(state)?.resolve();
    this.passing.delete(state);
  }
}
