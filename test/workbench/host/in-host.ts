/** @file Runs a module inside the extension host of a workbench that is started for it and ended after it. */
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { openWorkbench } from './browser.ts';
import { type ServerOptions, startServer, type WorkbenchServer } from './server.ts';

export interface InHostOptions extends ServerOptions {
  readonly extension: string;
  /** CommonJS module with `run(): Promise<void>`; the run fails when it rejects. */
  readonly tests: string;
  /** What the extension host prints, line by line. */
  readonly log: (line: string) => void;
  readonly timeoutMilliseconds: number;
  /** Where a picture of the workbench goes when the run failed. */
  readonly screenshot: string;
}

/** What the workbench says to itself while it starts. */
const chatter =
  /^(Ignoring fetching|Creating a socket|Resolv(ing|ed) connection|Updating additional|\[[A-Z][A-Za-z: ]+\]|\[reconnection|\[onWill-handler\]|Webview[.]loadLocalResource .*previews)/;

/** Resolves to the exit code: 0 when `run` resolved, 1 when it rejected, 124 when it took too long. */
export async function runInHost(options: InHostOptions): Promise<number> {
  const server = await startServer(options);
  try {
    return await runIn(server, options);
  } finally {
    await server.stop();
  }
}

async function runIn(server: WorkbenchServer, options: InHostOptions): Promise<number> {
  let exit: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  // What is printed after the end is the noise of a host that is being torn down.
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  const log = (line: string) => {
    if (!ended && !chatter.test(line)) options.log(line);
  };
  const timer = setTimeout(() => exit(124), options.timeoutMilliseconds);
  const { browser, page } = await openWorkbench(server, {
    extension: options.extension,
    tests: options.tests,
    prepare: (page) => listen(page, log, exit),
  });
  try {
    const code = await exited;
    // Best effort: a page that has died shows nothing, and the exit code says enough.
    if (code !== 0) await page.screenshot({ path: options.screenshot }).catch(() => {});
    return code;
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** The names that VS Code's own test driver calls. */
async function listen(page: Page, log: (line: string) => void, exit: (code: number) => void): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => log(format(...args)));
  await page.exposeFunction('codeAutomationExit', exit);
}
