import type { Message, MessageWriter } from 'vscode-jsonrpc/node.js';

/** Knows when everything has been written, so that a last answer leaves before the process does. */
export class CountingWriter implements MessageWriter {
  readonly #writer: MessageWriter;
  #pending = 0;
  #onEmpty: (() => void) | undefined;

  constructor(writer: MessageWriter) {
    this.#writer = writer;
  }

  get onError(): MessageWriter['onError'] {
    return this.#writer.onError;
  }

  get onClose(): MessageWriter['onClose'] {
    return this.#writer.onClose;
  }

  /** Calls back after the next message, or those under way, have been written. */
  afterLastMessage(callback: () => void): void {
    this.#onEmpty = callback;
  }

  async write(message: Message): Promise<void> {
    this.#pending += 1;
    try {
      await this.#writer.write(message);
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0 && this.#onEmpty !== undefined) setImmediate(this.#onEmpty);
    }
  }

  end(): void {
    this.#writer.end();
  }

  dispose(): void {
    this.#writer.dispose();
  }
}
