/**
 * @file Lays out what a package holds in a folder of its own. It is a list of what goes in, not of what stays out, so
 * that nothing is shipped by accident.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleAll } from '../build.mjs';
import { root } from '../bundles.mjs';
import { copyModules } from './modules.mjs';
import { noticesOf } from './notices.mjs';
import { isPlatform, platforms } from './targets.mjs';

/** Beside the bundles. */
const shipped = ['README.md', 'CHANGELOG.md', 'LICENSE', 'docs', 'syntaxes', 'media', 'models', 'examples'];

/** What a package's manifest has no use for: who installs it installs nothing else and runs no script. */
const droppedKeys = ['private', 'scripts', 'dependencies', 'devDependencies'];

/** Fills an emptied folder; resolves to its path. @param {import('./targets.mjs').Target} target */
export async function stage(target) {
  const folder = path.join(root, '.work/package', target.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const built = await bundleAll({ shipped: true, into: folder });
  const modules = path.join(folder, 'dist/node_modules');
  if (isPlatform(target)) copyModules(target, modules);
  else leaveEngineOut(folder);
  for (const name of shipped) copy(name, folder);
  writeFileSync(path.join(folder, 'package.json'), manifest());
  writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(built, modules));
  return folder;
}

/** In its place is the sentence with which it refuses to start. @param {string} folder */
function leaveEngineOut(folder) {
  rmSync(path.join(folder, 'dist/engine.cjs'));
  const names = platforms.map(({ name }) => name).join(', ');
  const sentence = `This is VLPrompt's universal package, which has no model runtime: it checks and plans prompts and draws nothing; to draw, install VLPrompt on one of ${names}, or open the folder on such a machine by Remote Development.`;
  writeFileSync(path.join(folder, 'dist/engine-left-out.txt'), `${sentence}\n`);
}

/** @param {string} name @param {string} folder */
function copy(name, folder) {
  const source = path.join(root, name);
  if (!existsSync(source)) throw new Error(`${name} is missing; it belongs into the package.`);
  cpSync(source, path.join(folder, name), { recursive: true, filter: isShipped });
}

/**
 * What a run of an example has left in the checkout is not part of the example. Of the documents' pictures those are
 * shipped that the README shows: the others would cost every install what the bound on its size leaves for code.
 * @param {string} file
 */
function isShipped(file) {
  if (/[/\\][.]vlprompt$/.test(file)) return false;
  const picture = /docs[/\\]images[/\\]([^/\\]+)$/.exec(file)?.[1];
  return picture === undefined || readFileSync(path.join(root, 'README.md'), 'utf8').includes(`docs/images/${picture}`);
}

function manifest() {
  const entries = Object.entries(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  return JSON.stringify(Object.fromEntries(entries.filter(([key]) => !droppedKeys.includes(key))), null, 2);
}
