/** @file Bundles the in-host tests as the CommonJS that every version of VS Code loads. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { checkout, inHostFolder } from '../folders.ts';

/** Resolves to the module to give as `extensionTestsPath`. */
export async function bundleInHostTests(): Promise<string> {
  await rm(inHostFolder, { recursive: true, force: true });
  await build({
    entryPoints: [
      path.join(checkout, 'test/workbench/in-host/*.test.ts'),
      path.join(checkout, 'test/workbench/in-host/index.ts'),
    ],
    outdir: inHostFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // As the product is bundled: the CommonJS form of jsonc-parser hides its requires.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(inHostFolder, 'index.cjs');
}
