/**
 * @file `node tools/build.mjs [--production]`: bundles every process and webview into dist/, with source maps and with
 * esbuild's metafiles in dist/meta/, which the architecture tests read.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundles, root } from './bundles.mjs';
import { forgetBuild, rememberBuild } from './setup/freshness.mjs';

/** CommonJS has no `import.meta`; sources may use its URL and folder all the same. */
const importMetaUrl = "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

/** Bundles everything; resolves to the number of bundles. @param {{ production: boolean }} options */
export async function buildAll({ production }) {
  forgetBuild();
  await rm(path.join(root, 'dist/meta'), { recursive: true, force: true });
  await mkdir(path.join(root, 'dist/meta'), { recursive: true });
  const present = bundles().filter(isPresent);
  await Promise.all(present.map((bundle) => buildOne(bundle, production)));
  rememberBuild();
  return present.length;
}

/** @param {import('./bundles.mjs').Bundle} bundle */
function isPresent(bundle) {
  const present = existsSync(path.join(root, bundle.entry));
  if (!present) console.log(`  ${bundle.entry} is not there yet: skipped`);
  return present;
}

/** @param {import('./bundles.mjs').Bundle} bundle @param {boolean} production */
async function buildOne(bundle, production) {
  const outfile = path.join(root, bundle.output);
  const { metafile } = await build({
    ...worlds[bundle.platform],
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile,
    external: [...bundle.external],
    bundle: true,
    minify: production,
    keepNames: production,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(path.join(root, `dist/meta/${bundle.name}.json`), JSON.stringify(metafile));
  if (bundle.name === 'cli') await chmod(outfile, 0o755);
}

/** @type {Record<'node' | 'browser', import('esbuild').BuildOptions>} */
const worlds = {
  node: {
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    banner: { js: importMetaUrl },
    define: {
      'import.meta.url': '__importMetaUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
  },
  browser: { platform: 'browser', target: 'es2022', format: 'iife' },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const started = performance.now();
  const count = await buildAll({ production: process.argv.includes('--production') });
  console.log(`Built ${count} bundles in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
