/**
 * @file Runs inside the extension host: mocha over the test bundles beside this one. Works in the workbench host and
 * under `@vscode/test-electron` alike, for both call `run`.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 120_000,
    retries: 1,
    reporter: process.env.VLPROMPT_REPORTER_FILE ?? 'spec',
    ...(process.env.VLPROMPT_GREP !== undefined && { grep: process.env.VLPROMPT_GREP }),
  });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'))) {
    mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} in-host tests failed`);
}
