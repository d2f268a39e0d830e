/** @file Runs the in-host tests in one launch of the workbench host. */
import path from 'node:path';
import { checkout, exampleFolder, screenshotFile } from '../folders.ts';
import { runInHost } from '../host/in-host.ts';
import { bundleInHostTests } from './bundle.ts';

const env: Record<string, string> = { VLPROMPT_REPORTER_FILE: path.join(checkout, 'tools/test/counts-reporter.cjs') };
for (const name of ['VLPROMPT_COUNTS', 'VLPROMPT_GREP']) {
  const value = process.env[name];
  if (value !== undefined) env[name] = value;
}

process.exitCode = await runInHost({
  workspace: exampleFolder,
  extension: checkout,
  tests: await bundleInHostTests(),
  env,
  log: console.log,
  timeoutMilliseconds: 600_000,
  screenshot: screenshotFile('in-host-failed'),
});
