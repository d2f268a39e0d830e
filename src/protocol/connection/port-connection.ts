/** @file A `vscode-jsonrpc` connection over anything that posts whole messages, such as a webview's `postMessage`. */
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc';

/** One end of a channel that keeps message boundaries and order. */
export interface Port {
  post(message: unknown): void;
  /** At most one listener is asked for. */
  listen(listener: (message: unknown) => void): Disposable;
}

/** The caller adds handlers and then calls `listen` on the connection. */
export function connectPort(port: Port): MessageConnection {
  return createMessageConnection(new PortReader(port), new PortWriter(port));
}

class PortReader extends AbstractMessageReader {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    return this.#port.listen((message) => {
      if (isMessage(message)) callback(message);
    });
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  async write(message: Message): Promise<void> {
    this.#port.post(message);
  }

  end(): void {}
}

/** Browser extensions and developer tools post into webviews too; theirs are not ours. */
function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'jsonrpc' in message;
}
