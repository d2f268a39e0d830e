/**
 * @file The native packages that the engine's bundle requires, trimmed to one platform, in `dist/node_modules` beside
 * it. Their folders keep their shape, for each computes the path of its own binary.
 */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';
import { foreignModules } from './foreign-modules.mjs';
import { isHost } from './targets.mjs';

/** Copies them. @param {import('./targets.mjs').Platform} target @param {string} destination */
export function copyModules(target, destination) {
  const own = path.join(root, 'node_modules');
  const native = isHost(target) ? own : foreignModules();
  for (const [name, parts] of commonParts(target)) copyParts(own, name, parts, destination);
  for (const name of target.images) copyParts(native, name, ['.'], destination);
}

/** Package → what of it is needed when it runs; these are installed for every platform. @param {import('./targets.mjs').Platform} target @returns {readonly (readonly [string, readonly string[]])[]} */
function commonParts({ os, cpu }) {
  return [
    // What it would install after its own installation is how the engine knows which package has the CUDA provider.
    [
      'onnxruntime-node',
      ['dist', `bin/napi-v6/${os}/${cpu}`, 'script/install-metadata.js', 'script/install-metadata-versions.js'],
    ],
    ['onnxruntime-common', ['dist/cjs']],
    ['sharp', ['dist', 'LICENSE']],
    ['@img/colour', ['.']],
    ['detect-libc', ['.']],
    ['semver', ['.']],
  ];
}

/** @param {string} source @param {string} name @param {readonly string[]} parts @param {string} destination */
function copyParts(source, name, parts, destination) {
  for (const part of ['package.json', ...parts]) {
    const [from, to] = [path.join(source, name, part), path.join(destination, name, part)];
    if (!existsSync(from)) throw new Error(`${from} is missing; the packaged engine would not start without it.`);
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, dereference: true, filter: isNeeded });
  }
}

/**
 * Neither types nor maps nor the other module format run, and on macOS the runtime lies there twice: its binding asks
 * for the shorter name.
 * @param {string} file
 */
function isNeeded(file) {
  return !/[.](map|d[.][cm]?ts|mjs)$|[/\\]libonnxruntime[.]\d+[.]\d+[.]\d+[.]dylib$/.test(file);
}
