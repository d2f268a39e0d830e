/** @file `npm run bench`: installs what is compared with, if it is not there, and runs the benchmarks. Node alone. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

if (!existsSync(path.join(here, 'node_modules/@huggingface/transformers'))) {
  console.log('Installing what is compared with (about 470 MB, once)');
  run(npm, ['ci', '--no-audit', '--no-fund'], here);
}
const tsx = pathToFileURL(path.join(here, '../node_modules/tsx/dist/loader.mjs')).href;
run(process.execPath, ['--import', tsx, path.join(here, 'main.ts'), ...process.argv.slice(2)], process.cwd());

/** @param {string} program @param {readonly string[]} args @param {string} folder */
function run(program, args, folder) {
  const { status } = spawnSync(program, args, { cwd: folder, stdio: 'inherit', shell: program.endsWith('.cmd') });
  if (status !== 0) process.exit(status ?? 1);
}
