/**
 * @file `node tools/package.mjs [target…]`: one VSIX a platform and one without native code for all others, into
 * .work/vsix; those that are named, or all.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './bundles.mjs';
import { repack } from './package/repack.mjs';
import { stage } from './package/stage.mjs';
import { isPlatform, largestPackage, targets } from './package/targets.mjs';

for (const target of chosenTargets(process.argv.slice(2))) {
  const file = path.join(root, '.work/vsix', `vlprompt-${target.name}.vsix`);
  mkdirSync(path.dirname(file), { recursive: true });
  const cwd = await stage(target);
  await createVSIX({
    cwd,
    packagePath: file,
    ...(isPlatform(target) && { target: target.name }),
    dependencies: false,
    allowMissingRepository: true,
    // What the README links to is in the package.
    rewriteRelativeLinks: false,
  });
  repack(file);
  const { size } = statSync(file);
  console.log(`${path.relative(root, file)}: ${(size / 2 ** 20).toFixed(1)} MB`);
  if (size > largestPackage)
    throw new Error(`The package is larger than ${largestPackage / 2 ** 20} MB; ship less, or say why not.`);
}

/** @param {readonly string[]} names */
function chosenTargets(names) {
  return names.length === 0 ? targets : names.map(targetNamed);
}

/** @param {string} name */
function targetNamed(name) {
  const found = targets.find((target) => target.name === name);
  if (found === undefined)
    throw new Error(`No target is called ${name}; there are ${targets.map((t) => t.name).join(', ')}.`);
  return found;
}
