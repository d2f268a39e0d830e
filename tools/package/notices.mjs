/** @file The licences of what is shipped: of every package that went into a bundle or was copied beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';

/**
 * The text of THIRD-PARTY-NOTICES.txt.
 * @param {readonly import('../build.mjs').Bundled[]} built
 * @param {string} modules the folder of the copied packages
 */
export function noticesOf(built, modules) {
  const bundled = built.flatMap(({ metafile }) => Object.keys(metafile.inputs).flatMap(packageFolder));
  const folders = new Map([...bundled, ...copiedFolders(modules)].map((folder) => [nameOf(folder), folder]));
  return [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, folder]) => noticeOf(folder))
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} input relative to the checkout @returns {string[]} the folder of its package, if it is one's */
function packageFolder(input) {
  const found = /^(?:.*[/])?node_modules[/](?:@[^/]+[/])?[^/]+/.exec(input);
  return found ? [path.join(root, found[0])] : [];
}

/** @param {string} modules */
function copiedFolders(modules) {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(path.join(modules, name)).map((part) => path.join(modules, name, part))
      : [path.join(modules, name)],
  );
}

/** @param {string} folder */
function nameOf(folder) {
  return /** @type {string} */ (manifestOf(folder).name);
}

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license, homepage } = manifestOf(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}.` : readFileSync(path.join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}\n\n${text}\n`;
}

/** @param {string} folder */
function manifestOf(folder) {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { name: folder };
}
