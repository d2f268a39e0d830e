/**
 * @file `npm run test:desktop`: the in-host tests in a desktop VS Code, which `@vscode/test-electron` downloads. With
 * VLPROMPT_CODE another executable is used; `test/workbench/host/code.mjs` is one without Electron.
 */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { exampleFolder } from '../test/workbench/folders.ts';
import { bundleInHostTests } from '../test/workbench/in-host/bundle.ts';
import { root } from './bundles.mjs';

/** A copy, for the tests draw and edit in it. */
const workspace = path.join(root, '.work/desktop-workspace');
rmSync(workspace, { recursive: true, force: true });
cpSync(exampleFolder, workspace, { recursive: true });

const executable = process.env.VLPROMPT_CODE;

await runTests({
  ...(executable !== undefined && { vscodeExecutablePath: executable }),
  extensionDevelopmentPath: root,
  extensionTestsPath: await bundleInHostTests(),
  launchArgs: [workspace, '--disable-extensions'],
});
