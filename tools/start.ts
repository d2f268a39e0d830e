/**
 * @file `npm start [folder]`: opens the example with the extension as it was built, in the desktop's VS Code if its
 * `code` is on the PATH, else in a browser that talks to a VS Code server of the project's own on loopback.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { workbenchUrl } from '../test/workbench/host/browser.ts';
import { startServer } from '../test/workbench/host/server.ts';
import { root } from './bundles.mjs';

/** Absolute path of the folder to open, and of its first prompt file. */
const workspace = path.resolve(process.argv[2] ?? path.join(root, 'examples/fashion'));
const promptFile = readdirSync(workspace).find((name) => /.[.]vlprompt$/.test(name));
const file = promptFile === undefined ? undefined : path.join(workspace, promptFile);

if (hasDesktop()) openDesktop();
else await openBrowserWorkbench();

function hasDesktop(): boolean {
  return spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
}

function openDesktop(): void {
  const args = [`--extensionDevelopmentPath=${root}`, workspace, ...(file === undefined ? [] : [file])];
  spawn('code', args, { stdio: 'ignore', detached: true, shell: process.platform === 'win32' }).unref();
  console.log(`VS Code opens ${workspace} with VLPrompt.`);
}

async function openBrowserWorkbench(): Promise<void> {
  const token = randomBytes(16).toString('hex');
  console.log('There is no `code` on the PATH: starting VS Code as a server on this machine …');
  const server = await startServer({ workspace, copy: false, token });
  const url = new URL(workbenchUrl(server, { extension: root, ...(file !== undefined && { file }) }));
  url.searchParams.set('tkn', token);
  console.log(`\nOpen this address in a browser on this machine:\n\n  ${url.href}\n\nCtrl-C ends it.`);
}
