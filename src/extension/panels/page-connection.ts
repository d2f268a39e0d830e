/** @file The host's end of a webview: one connection for each load of its page. */
import { type Disposable, Emitter } from 'vscode-jsonrpc';
import type { Call, Handlers } from '../../protocol/connection/calls.ts';
import { serve } from '../../protocol/connection/connection.ts';
import { connectPort, type Port } from '../../protocol/connection/port-connection.ts';
import { isGreeting } from '../../protocol/connection/webview-greeting.ts';

/**
 * Serves every page that greets on the port.
 * @param handlersOf makes the handlers of one load; `ended` aborts when that page is gone
 */
export function servePages<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }>(
  port: Port,
  handlersOf: (ended: AbortSignal) => Handlers<Map>,
): Disposable {
  const messages = new Emitter<unknown>();
  let end = () => {};
  const begin = () => {
    end();
    end = serveOnePage(port, messages, handlersOf);
  };
  const listening = port.listen((message) => {
    if (isGreeting(message)) begin();
    else messages.fire(message);
  });
  return {
    dispose: () => {
      listening.dispose();
      end();
    },
  };
}

function serveOnePage<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }>(
  port: Port,
  messages: Emitter<unknown>,
  handlersOf: (ended: AbortSignal) => Handlers<Map>,
): () => void {
  const lifetime = new AbortController();
  const connection = connectPort({
    post: (message) => {
      if (!lifetime.signal.aborted) port.post(message);
    },
    listen: (listener) => messages.event(listener),
  });
  serve<Map>(connection, handlersOf(lifetime.signal));
  connection.listen();
  return () => {
    lifetime.abort();
    connection.dispose();
  };
}
