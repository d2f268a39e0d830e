#!/usr/bin/env node
/**
 * @file Stands in for the desktop's `code`, for tools that start it with `--extensionDevelopmentPath` and
 * `--extensionTestsPath`: runs the same tests in the workbench host.
 */
import path from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { runInHost } = await import('./in-host.ts');
const { screenshotFile } = await import('../folders.ts');

/** @param {string} name */
function argument(name) {
  const found = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  if (found === undefined) throw new Error(`--${name}=… is missing`);
  return path.resolve(found.slice(name.length + 3));
}

process.exitCode = await runInHost({
  workspace: process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '.',
  extension: argument('extensionDevelopmentPath'),
  tests: argument('extensionTestsPath'),
  log: console.log,
  timeoutMilliseconds: 600_000,
  screenshot: screenshotFile('desktop-failed'),
});
