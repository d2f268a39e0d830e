/** @file Native packages of the platforms that this machine is not. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';
import { isHost, platforms } from './targets.mjs';

/** @type {string | undefined} */
let installed;

/**
 * A folder with those packages, in the versions and with the digests that the project's own lock file has for them.
 * Installed once a process.
 */
export function foreignModules() {
  installed ??= install(platforms.filter((target) => !isHost(target)).flatMap(({ images }) => images));
  return installed;
}

/** @param {readonly string[]} names */
function install(names) {
  const folder = path.join(root, '.work/platforms');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), text(projectOf(names)));
  writeFileSync(path.join(folder, 'package-lock.json'), text(lockOf(names)));
  copyFileSync(path.join(root, '.npmrc'), path.join(folder, '.npmrc'));
  // Forced, as npm refuses what does not run on this machine.
  const args = ['ci', '--force', '--omit=optional', '--ignore-scripts', '--no-audit', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('npm could not install the packages of other platforms; its own words are above.');
  return path.join(folder, 'node_modules');
}

/** @param {readonly string[]} names */
function projectOf(names) {
  const versions = names.map((name) => [name, entryOf(name).version]);
  return { name: 'platforms', private: true, dependencies: Object.fromEntries(versions) };
}

/** @param {readonly string[]} names */
function lockOf(names) {
  const entries = names.map((name) => {
    const { version, integrity } = entryOf(name);
    return [`node_modules/${name}`, { version, integrity }];
  });
  const packages = { '': projectOf(names), ...Object.fromEntries(entries) };
  return { name: 'platforms', lockfileVersion: 3, requires: true, packages };
}

/** @param {string} name @returns {{ readonly version: string, readonly integrity: string }} */
function entryOf(name) {
  const entry = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages[`node_modules/${name}`];
  if (entry?.integrity === undefined) throw new Error(`package-lock.json has no ${name}; run npm install.`);
  return entry;
}

/** @param {unknown} value */
function text(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
