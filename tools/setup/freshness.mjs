/**
 * @file Whether dist/ was built from the sources as they are now: a fingerprint of every source file's path, size and
 * time stands beside the bundles. An interrupted build has none, so it is never taken for a finished one.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';

const stamp = path.join(root, 'dist/.sources');
const inputs = ['src', 'tools/build.mjs', 'tools/bundles.mjs', 'package-lock.json', 'tsconfig.base.json'];

/** To be called before the first bundle is written. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

/** To be called when every bundle was written. */
export function rememberBuild() {
  writeFileSync(stamp, fingerprint());
}

export function isBuildFresh() {
  try {
    return readFileSync(stamp, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesIn(path.join(root, input)))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} place @returns {string[]} */
function filesIn(place) {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesIn(path.join(place, name)));
}
