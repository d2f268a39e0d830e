/**
 * @file `npm start [folder]`: opens the example with the extension as it was built, in the desktop's VS Code if its
 * `code` is on the PATH, else in a browser that talks to a VS Code server of the project's own on loopback.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { workbenchUrl } from '../test/workbench/host/browser.ts';
import { startServer } from '../test/workbench/host/server.ts';
import { root } from './bundles.mjs';

const workspace = path.resolve(process.argv[2] ?? path.join(root, 'examples/fashion'));

if (hasDesktop()) openDesktop();
else await openBrowserWorkbench();

function hasDesktop(): boolean {
  return spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
}

function openDesktop(): void {
  const args = [`--extensionDevelopmentPath=${root}`, workspace];
  spawn('code', args, { stdio: 'ignore', detached: true, shell: process.platform === 'win32' }).unref();
  console.log(`VS Code opens ${workspace} with VLPrompt.`);
}

async function openBrowserWorkbench(): Promise<void> {
  const token = randomBytes(16).toString('hex');
  console.log('There is no `code` on the PATH: starting VS Code as a server on this machine …');
  const server = await startServer({ workspace, copy: false, token });
  const url = new URL(workbenchUrl(server, { extension: root }));
  url.searchParams.set('tkn', token);
  console.log(`\nOpen this address in a browser on this machine:\n\n  ${url.href}\n\nCtrl-C ends it.`);
}
