import type { DataCallback, Disposable, MessageReader } from 'vscode-jsonrpc/node.js';

/**
 * Keeps a message that the connection cannot even file, such as one with `id: {}`, from ending the process: the
 * connection throws then, and nobody above it would catch.
 */
export class GuardedReader implements MessageReader {
  readonly #reader: MessageReader;
  readonly #onRefused: (error: unknown) => void;

  constructor(reader: MessageReader, onRefused: (error: unknown) => void) {
    this.#reader = reader;
    this.#onRefused = onRefused;
  }

  get onError(): MessageReader['onError'] {
    return this.#reader.onError;
  }

  get onClose(): MessageReader['onClose'] {
    return this.#reader.onClose;
  }

  get onPartialMessage(): MessageReader['onPartialMessage'] {
    return this.#reader.onPartialMessage;
  }

  listen(callback: DataCallback): Disposable {
    return this.#reader.listen((message) => {
      try {
        callback(message);
      } catch (error) {
        this.#onRefused(error);
      }
    });
  }

  dispose(): void {
    this.#reader.dispose();
  }
}
