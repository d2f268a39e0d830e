/**
 * @file `node tools/build.mjs`: bundles every process and webview into dist/, with source maps and with esbuild's
 * metafiles in dist/meta/, which the architecture tests read.
 */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundles, root } from './bundles.mjs';
import { forgetBuild, rememberBuild } from './setup/freshness.mjs';

/**
 * @typedef {object} Bundled
 * @property {string} name
 * @property {import('esbuild').Metafile} metafile
 */

/** Builds for work in the checkout; resolves to the number of bundles. */
export async function buildCheckout() {
  forgetBuild();
  const built = await bundleAll({ shipped: false, into: root });
  const folder = path.join(root, 'dist/meta');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { name, metafile } of built) await writeFile(path.join(folder, `${name}.json`), JSON.stringify(metafile));
  rememberBuild();
  return built.length;
}

/**
 * Bundles everything into `into`/dist. What is shipped has no source maps and is minified, but for the names in processes.
 * A bundle that fails, whose reasons esbuild prints, stops no other.
 * @param {{ shipped: boolean, into: string }} options
 */
export async function bundleAll({ shipped, into }) {
  const wanted = bundles();
  const results = await Promise.allSettled(wanted.map((bundle) => bundleOne(bundle, shipped, into)));
  const failed = wanted.filter((_, index) => results[index]?.status === 'rejected');
  if (failed.length > 0) throw new Error(`Building failed: ${failed.map(({ output }) => output).join(', ')}.`);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** @param {import('./bundles.mjs').Bundle} bundle @param {boolean} shipped @param {string} into @returns {Promise<Bundled>} */
async function bundleOne(bundle, shipped, into) {
  const outfile = path.join(into, bundle.output);
  const { metafile } = await build({
    ...worlds[bundle.platform],
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile,
    external: [...bundle.external],
    bundle: true,
    minifyWhitespace: shipped,
    minifySyntax: shipped,
    minifyIdentifiers: shipped,
    // Of functions and classes of processes, for the stack traces in bug reports.
    keepNames: shipped && bundle.platform === 'node',
    sourcemap: shipped ? false : 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  if (bundle.name === 'cli') await chmod(outfile, 0o755);
  return { name: bundle.name, metafile };
}

/** CommonJS has no `import.meta`; sources may use its URL and folder all the same. */
const importMetaUrl = "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

/** @type {Record<'node' | 'browser', import('esbuild').BuildOptions>} */
const worlds = {
  node: {
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The CommonJS form of vscode-languageserver-types hides its requires from bundlers.
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
  try {
    const count = await buildCheckout();
    console.log(`Built ${count} bundles in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
