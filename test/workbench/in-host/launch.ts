/** @file Runs the in-host tests in one launch of the workbench host. */
import path from 'node:path';
import { checkout, exampleFolder, screenshotFile } from '../folders.ts';
import { runInHost } from '../host/in-host.ts';
import { bundleInHostTests } from './bundle.ts';

const env: Record<string, string> = { VLPROMPT_REPORTER_FILE: path.join(checkout, 'tools/test/counts-reporter.cjs') };
if (process.env.VLPROMPT_COUNTS !== undefined) env.VLPROMPT_COUNTS = process.env.VLPROMPT_COUNTS;

process.exitCode = await runInHost({
  workspace: exampleFolder,
  extension: checkout,
  tests: await bundleInHostTests(),
  env,
  log: console.log,
  timeoutMilliseconds: 600_000,
  screenshot: screenshotFile('in-host-failed'),
});
