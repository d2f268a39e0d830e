/** @file A webview's page in a real browser, with the host's real end of its connection in this process. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { servePages } from '../../src/extension/panels/page-connection.ts';
import { webviewHtml } from '../../src/extension/panels/webview-html.ts';
import type { Call, Handlers } from '../../src/protocol/connection/calls.ts';
import { ensureChromium } from '../workbench/host/chromium.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Never asked of the network: every request to it is answered here. */
const origin = 'https://webview.test';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), headless: true, args: ['--no-sandbox', '--disable-gpu'] });
}

export interface BrowserPage {
  readonly page: Page;
  /** What the page complained of: errors of its own, and what its content policy refused. */
  readonly complaints: readonly string[];
  /** What it last gave VS Code to remember. */
  readonly remembered: () => Promise<unknown>;
}

/**
 * Loads `src/webviews/<name>` as VS Code would, with its content policy.
 * @param state what VS Code gives back to a page that is loaded anew
 */
export async function openPage<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }>(
  browser: Browser,
  name: 'grid' | 'matrix' | 'compare' | 'review',
  handlers: (ended: AbortSignal) => Handlers<Map>,
  state?: unknown,
): Promise<BrowserPage> {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await serveFiles(page, name);
  await connect(page, handlers);
  await page.addInitScript(hostScript(state));
  await page.goto(`${origin}/index.html`);
  return { page, complaints, remembered: () => page.evaluate('window.remembered') };
}

async function serveFiles(page: Page, name: string): Promise<void> {
  const body = await bundle(name);
  const [cspSource, nonce] = [origin, 'n'];
  const html = webviewHtml({ title: name, element: `vlprompt-${name}`, script: `${origin}/page.js`, cspSource, nonce });
  const answers: Readonly<Record<string, { contentType: string; body: string | Buffer }>> = {
    '/index.html': { contentType: 'text/html', body: html },
    '/page.js': { contentType: 'text/javascript', body },
  };
  await page.route(`${origin}/**`, (route) =>
    route.fulfill(answers[new URL(route.request().url()).pathname] ?? { contentType: 'image/png', body: pixel }),
  );
}

async function bundle(name: string): Promise<string> {
  const entryPoints = [path.join(root, `src/webviews/${name}/${name}.ts`)];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, target: 'es2022', format: 'iife' });
  return outputFiles[0]?.text ?? '';
}

async function connect<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }>(
  page: Page,
  handlers: (ended: AbortSignal) => Handlers<Map>,
): Promise<void> {
  let hear: (message: unknown) => void = () => {};
  await page.exposeFunction('postToHost', (message: unknown) => hear(message));
  servePages<Map>(
    {
      // A page that is gone hears nothing, as in VS Code.
      post: (message) => void page.evaluate((data) => window.postMessage(data), message).catch(() => {}),
      listen: (listener) => {
        hear = listener;
        return { dispose: () => {} };
      },
    },
    handlers,
  );
}

/** Runs in the page before its script: what VS Code puts there. As text, for it belongs to another world. */
const hostScript = (state: unknown) => `
  window.remembered = ${JSON.stringify(state)};
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.postToHost(message),
    getState: () => window.remembered,
    setState: (state) => { window.remembered = state; },
  });
`;
