/**
 * @file Installs the packages of package-lock.json when node_modules differs from it. What is installed is read from
 * the lock file that npm itself leaves in node_modules as its very last act, so that an interrupted install is seen.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Makes `folder`/node_modules match `folder`/package-lock.json. @param {string} folder absolute path */
export async function ensureDependencies(folder) {
  if (areInstalled(folder)) return;
  rmSync(installedLock(folder), { force: true });
  const total = Object.keys(packagesIn(path.join(folder, 'package-lock.json'))).length;
  console.log(`Installing ${total} packages; this is needed once and takes about a minute …`);
  const stopReporting = reportProgress();
  const { code, output } = await npmCi(folder).finally(stopReporting);
  if (code !== 0) throw new Error(explain(output));
}

/** Whether every package that is not optional is installed in the version of the lock file. @param {string} folder */
export function areInstalled(folder) {
  if (!existsSync(installedLock(folder))) return false;
  const installed = packagesIn(installedLock(folder));
  const wanted = Object.entries(packagesIn(path.join(folder, 'package-lock.json')));
  return wanted.every(([place, { version, optional }]) => {
    const found = installed[place];
    return found === undefined ? optional === true : found.version === version;
  });
}

/** @param {string} folder */
function installedLock(folder) {
  return path.join(folder, 'node_modules/.package-lock.json');
}

/** @param {string} lockFile @returns {Record<string, { version?: string, optional?: boolean }>} without the project itself */
function packagesIn(lockFile) {
  const { '': _project, ...packages } = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return packages;
}

/** @param {string} folder @returns {Promise<{ code: number, output: string }>} */
function npmCi(folder) {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve) => {
    const child = spawnNpm(args, folder);
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Under `npm run` the very npm that runs us, else the one on the PATH. @param {string[]} args @param {string} cwd */
function spawnNpm(args, cwd) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return spawn(process.execPath, [script, ...args], { cwd });
  return spawn('npm', args, { cwd, shell: process.platform === 'win32' });
}

/** Says that time passes, for npm says nothing; one line that renews itself on a terminal. Returns what ends it. */
function reportProgress() {
  const terminal = process.stdout.isTTY;
  const started = Date.now();
  const say = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(terminal ? `\r  ${seconds} s` : `  still installing after ${seconds} s\n`);
  };
  const timer = setInterval(say, terminal ? 1000 : 10_000);
  return () => {
    clearInterval(timer);
    if (terminal) process.stdout.write('\n');
  };
}

/** npm's error code → one sentence. */
const explanations = [
  {
    codes: /code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)/,
    sentence:
      'The packages could not be downloaded: npm does not reach its registry. Check the network and the proxy settings, then run the same command again.',
  },
  {
    codes: /code EUSAGE/,
    sentence: 'package.json and package-lock.json do not fit together: run `npm install`, then the same command again.',
  },
  {
    codes: /code ENOSPC/,
    sentence: 'The packages do not fit on the disk: free about 1 GB, then run the same command again.',
  },
  {
    codes: /code (EACCES|EPERM|EROFS)/,
    sentence: 'The packages could not be written: make this folder writable, then run the same command again.',
  },
  {
    codes: /spawn npm ENOENT|npm: not found/,
    sentence: 'npm was not found: install Node together with npm, then run the same command again.',
  },
];

/** @param {string} output of npm */
export function explain(output) {
  const known = explanations.find(({ codes }) => codes.test(output));
  if (known) return known.sentence;
  return `npm could not install the packages:\n${output.trim()}`;
}
