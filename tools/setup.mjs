/**
 * @file `node tools/setup.mjs`: the first step of every script of the project. Makes a fresh clone ready to run and has
 * nothing to do otherwise. Built on Node alone, for no package may be there yet.
 */
import { root } from './bundles.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { isBuildFresh } from './setup/freshness.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';

try {
  checkNodeVersion();
  await ensureDependencies(root);
  if (!isBuildFresh()) await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Loaded only now that esbuild is there. */
async function build() {
  const { buildCheckout } = await import('./build.mjs');
  console.log(`Built ${await buildCheckout()} bundles`);
}
