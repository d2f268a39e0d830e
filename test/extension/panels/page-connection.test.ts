import assert from 'node:assert/strict';
import { Emitter } from 'vscode-jsonrpc';
import { servePages } from '../../../src/extension/panels/page-connection.ts';
import type { Call } from '../../../src/protocol/connection/calls.ts';
import { caller } from '../../../src/protocol/connection/connection.ts';
import { connectPort, type Port } from '../../../src/protocol/connection/port-connection.ts';
import { greeting } from '../../../src/protocol/connection/webview-greeting.ts';
import { Failure } from '../../../src/protocol/failure.ts';

type Calls = {
  readonly load: Call<string, never, string>;
  readonly watch: Call<string, string, null>;
};

/** A webview without VS Code: whoever loads a page in it hears what the host posts from then on. */
class FakeWebview {
  readonly #toHost = new Emitter<unknown>();
  #page: ((message: unknown) => void) | undefined;

  readonly host: Port = {
    post: (message) => this.#page?.(structuredClone(message)),
    listen: (listener) => this.#toHost.event(listener),
  };

  /** Loads a page, which greets; the page before is gone without a word. */
  loadPage() {
    const port: Port = {
      post: (message) => this.#toHost.fire(structuredClone(message)),
      listen: (listener) => {
        this.#page = listener;
        return { dispose: () => {} };
      },
    };
    const connection = connectPort(port);
    this.#toHost.fire(greeting);
    connection.listen();
    return caller<Calls>(connection, { load: true, watch: true });
  }
}

describe('the connection to a webview', () => {
  it('answers, and passes failures on as they are', async () => {
    const webview = new FakeWebview();
    servePages<Calls>(webview.host, () => ({
      load: async (name) => {
        if (name === '') throw new Failure('file-unreadable', 'No name was given.');
        return `loaded ${name}`;
      },
      watch: async () => null,
    }));
    const page = webview.loadPage();
    assert.equal(await page.load('a'), 'loaded a');
    await assert.rejects(page.load(''), (error) => Failure.is(error, 'file-unreadable'));
  });

  it('ends what a page watched when the next page greets, and tells only that one', async () => {
    const webview = new FakeWebview();
    const endings: string[] = [];
    const begun = new Emitter<string>();
    servePages<Calls>(webview.host, (ended) => ({
      load: async (name) => name,
      watch: (name, { report }) =>
        new Promise((resolve) => {
          report(`to ${name}`);
          ended.addEventListener('abort', () => {
            endings.push(name);
            resolve(null);
          });
          begun.fire(name);
        }),
    }));
    const heard: string[] = [];
    const watching = (name: string) =>
      new Promise<void>((resolve) => {
        const page = webview.loadPage();
        void page.watch(name, {
          onProgress: (progress) => {
            heard.push(progress);
            resolve();
          },
        });
      });
    await watching('first');
    await watching('second');
    assert.deepEqual(heard, ['to first', 'to second']);
    assert.deepEqual(endings, ['first']);
  });

  it('does not stumble over the messages of others', async () => {
    const webview = new FakeWebview();
    servePages<Calls>(webview.host, () => ({ load: async (name) => name, watch: async () => null }));
    const page = webview.loadPage();
    for (const message of [undefined, null, 7, 'text', { type: 'webpack' }, []]) webview.host.post(message);
    assert.equal(await page.load('a'), 'a');
  });
});
