/** @file A webview tab: its page, its rights, its connection. */
import { randomBytes } from 'node:crypto';
import { Uri, type Webview, type WebviewPanel } from 'vscode';
import type { Disposable } from 'vscode-jsonrpc';
import type { Port } from '../../protocol/connection/port-connection.ts';
import type { AddressOf } from './addresses.ts';
import { webviewHtml } from './webview-html.ts';

export interface WebPage {
  readonly extensionUri: Uri;
  /** The bundle is `dist/webviews/<name>.js`, its element `vlprompt-<name>`. */
  readonly name: 'grid' | 'matrix' | 'compare' | 'review';
  readonly title: string;
  /** Absolute paths of the folders whose pictures it may show. */
  readonly pictureFolders: readonly string[];
}

/** Loads the page into the panel. */
export function showPage({ webview }: WebviewPanel, { extensionUri, name, title, pictureFolders }: WebPage): void {
  const bundles = Uri.joinPath(extensionUri, 'dist', 'webviews');
  webview.options = {
    enableScripts: true,
    localResourceRoots: [bundles, ...pictureFolders.map((folder) => Uri.file(folder))],
  };
  webview.html = webviewHtml({
    title,
    element: `vlprompt-${name}`,
    script: webview.asWebviewUri(Uri.joinPath(bundles, `${name}.js`)).toString(),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
  });
}

export function portOf(webview: Webview): Port {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (listener): Disposable => webview.onDidReceiveMessage(listener),
  };
}

export function addressesOf(webview: Webview): AddressOf {
  return (file) => webview.asWebviewUri(Uri.file(file)).toString();
}
