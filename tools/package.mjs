/**
 * @file `node tools/package.mjs [target… | all]`: one VSIX a platform, for this machine unless told otherwise, into
 * .work/vsix.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './bundles.mjs';
import { stage } from './package/stage.mjs';
import { hostTarget, targets } from './package/targets.mjs';

for (const target of chosenTargets(process.argv.slice(2))) {
  const file = path.join(root, '.work/vsix', `vlprompt-${target.name}.vsix`);
  mkdirSync(path.dirname(file), { recursive: true });
  const cwd = await stage(target);
  await createVSIX({
    cwd,
    packagePath: file,
    target: target.name,
    dependencies: false,
    allowMissingRepository: true,
    // What the README links to is in the package.
    rewriteRelativeLinks: false,
  });
  console.log(`${path.relative(root, file)}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
}

/** @param {readonly string[]} names */
function chosenTargets(names) {
  if (names.includes('all')) return targets;
  if (names.length > 0) return names.map(targetNamed);
  const host = hostTarget();
  if (host === undefined)
    throw new Error(`Nothing is packaged for ${process.platform}-${process.arch}; name a target.`);
  return [host];
}

/** @param {string} name */
function targetNamed(name) {
  const found = targets.find((target) => target.name === name);
  if (found === undefined)
    throw new Error(`No target is called ${name}; there are ${targets.map((t) => t.name).join(', ')}.`);
  return found;
}
