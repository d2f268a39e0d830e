/** @file Fails when src/language/generated is not what langium makes of the grammar as it stands. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';

const work = path.join(root, '.work/grammar');
const config = JSON.parse(readFileSync(path.join(root, 'langium-config.json'), 'utf8'));

generateAgain();
const committed = filesOf(path.join(root, config.out));
const fresh = filesOf(path.join(work, 'generated'));
const names = [...new Set([...committed.keys(), ...fresh.keys()])];
const different = names.filter((name) => committed.get(name) !== fresh.get(name));
if (different.length > 0) {
  console.error(
    `${config.out} is not up to date (${different.join(', ')}): run \`npm run generate\` and commit the result.`,
  );
  process.exitCode = 1;
}

/** With the project's configuration, but into a folder of its own. */
function generateAgain() {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const languages = config.languages.map((/** @type {{ grammar: string }} */ language) => ({
    ...language,
    grammar: path.relative(work, path.join(root, language.grammar)),
  }));
  const file = path.join(work, 'langium-config.json');
  writeFileSync(file, JSON.stringify({ ...config, languages, out: 'generated' }));
  const langium = path.join(root, 'node_modules/langium-cli/bin/langium.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [langium, 'generate', '--file', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`langium failed:\n${stdout}${stderr}`);
}

/** Name → text. @param {string} folder */
function filesOf(folder) {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}
