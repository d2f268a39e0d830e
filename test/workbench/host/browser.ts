/** @file A real browser that shows the workbench, and that reaches nothing but this machine. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from './chromium.ts';
import type { WorkbenchServer } from './server.ts';

export interface WorkbenchOptions {
  /** Folder of an extension to run from its sources. */
  readonly extension?: string;
  /** Module whose `run` is called inside the extension host. */
  readonly tests?: string;
  /** Absolute path of a file to open. */
  readonly file?: string;
  /** Called before the page loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface Workbench {
  readonly browser: Browser;
  readonly page: Page;
}

const offline = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Resolves when the page is loaded; the workbench builds itself after that. */
export async function openWorkbench(server: WorkbenchServer, options: WorkbenchOptions): Promise<Workbench> {
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    args: offline,
    // The server has handlers of its own, which end the process, and with it this browser.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await options.prepare?.(page);
  await page.goto(workbenchUrl(server, options));
  return { browser, page };
}

/** The address of the workbench with its extension, for this browser or for a person's. */
export function workbenchUrl(server: WorkbenchServer, { extension, tests, file }: WorkbenchOptions): string {
  const payload = Object.entries({ extensionDevelopmentPath: extension, extensionTestsPath: tests, openFile: file })
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => [name, server.remoteUri(value)]);
  const url = new URL(server.url);
  url.searchParams.set('folder', server.workspace);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
