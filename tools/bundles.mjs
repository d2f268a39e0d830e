/**
 * @file What esbuild makes of the sources: one bundle a process, one a webview. Bundles that load native code leave it
 * outside, beside the bundle (`tools/package.mjs` puts it there) or in the checkout's node_modules.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {object} Bundle
 * @property {string} name of its metafile, `dist/meta/<name>.json`
 * @property {'node' | 'browser'} platform
 * @property {string} entry relative to the checkout
 * @property {string} output relative to the checkout
 * @property {readonly string[]} external packages that are required when the program runs
 */

/** @type {readonly Bundle[]} */
const processes = [
  node('extension', 'src/extension/extension.ts', ['vscode']),
  node('server', 'src/language/server.ts', []),
  node('engine', 'src/engine/main.ts', ['sharp']),
  node('cli', 'src/cli/main.ts', []),
];

/** Every bundle there is. Webviews are found by their folders: `src/webviews/grid/grid.ts` is the webview `grid`. */
export function bundles() {
  return [...processes, ...webviewNames().map(webview)];
}

/** Folder names of the webviews. */
export function webviewNames() {
  const folder = path.join(root, 'src/webviews');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, `${name}.ts`)));
}

/** @param {string} name @param {string} entry @param {readonly string[]} external @returns {Bundle} */
function node(name, entry, external) {
  return { name, platform: 'node', entry, output: `dist/${name}.cjs`, external };
}

/** @param {string} name @returns {Bundle} */
function webview(name) {
  return {
    name: `webview-${name}`,
    platform: 'browser',
    entry: `src/webviews/${name}/${name}.ts`,
    output: `dist/webviews/${name}.js`,
    external: [],
  };
}
