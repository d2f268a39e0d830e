/**
 * @file The native packages that the engine's bundle requires, trimmed to one platform, in `dist/node_modules` beside
 * it. Their folders keep their shape, for each computes the path of its own binary.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';
import { isHost } from './targets.mjs';

/** Copies them. @param {import('./targets.mjs').Target} target @param {string} destination */
export function copyModules(target, destination) {
  const source = path.join(isHost(target) ? root : installedFor(target), 'node_modules');
  for (const [name, parts] of partsFor(target)) {
    for (const part of ['package.json', ...parts])
      copyPart(path.join(source, name), part, path.join(destination, name));
  }
}

/** Package → what of it is needed when it runs. @param {import('./targets.mjs').Target} target @returns {readonly [string, readonly string[]][]} */
function partsFor({ os, cpu, images }) {
  return [
    ['onnxruntime-node', ['dist', `bin/napi-v6/${os}/${cpu}`]],
    ['onnxruntime-common', ['dist/cjs']],
    ['sharp', ['dist', 'LICENSE']],
    ['@img/colour', ['.']],
    ['detect-libc', ['.']],
    ['semver', ['.']],
    ...images.map((name) => /** @type {const} */ ([name, ['.']])),
  ].map(([name, parts]) => [/** @type {string} */ (name), /** @type {readonly string[]} */ (parts)]);
}

/** @param {string} source @param {string} part @param {string} destination */
function copyPart(source, part, destination) {
  const from = path.join(source, part);
  if (!existsSync(from)) throw new Error(`${from} is missing; the packaged engine would not start without it.`);
  mkdirSync(path.dirname(path.join(destination, part)), { recursive: true });
  cpSync(from, path.join(destination, part), { recursive: true, dereference: true, filter: isNeeded });
}

/** Neither types nor maps nor the other module format run. @param {string} file */
function isNeeded(file) {
  return !/[.](map|d[.][cm]?ts|mjs)$/.test(file);
}

/** A folder in which npm installed the project for another platform, by the same lock file. @param {import('./targets.mjs').Target} target */
function installedFor({ name, os, cpu }) {
  const folder = path.join(root, '.work/platforms', name);
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(path.join(root, file), path.join(folder, file));
  }
  const args = ['ci', '--omit=dev', '--ignore-scripts', `--os=${os}`, `--cpu=${cpu}`, '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm could not install the packages of ${name}; its own words are above.`);
  return folder;
}
