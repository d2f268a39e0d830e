/** @file Where the parts of the product lie, seen from the bundle in `dist/` and from the sources alike. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(import.meta.url);
const isSource = here.endsWith('.ts');

/** Absolute path of the folder with the manifest: `dist/cli.cjs` and `src/cli/product.ts` are both found from here. */
const root = path.resolve(path.dirname(here), isSource ? '../..' : '..');

/** From sources only: TypeScript is read with tsx, wherever the process is started. */
const sourceOptions = () => ['--import', pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href];

export const product = {
  root,
  starterPack: path.join(root, 'models/starter'),
  catalogue: path.join(root, 'models/catalogue.json'),
  examples: path.join(root, 'examples'),
  /** The engine process's script, and what Node needs to run it. */
  engine: isSource
    ? { entry: path.join(root, 'src/engine/main.ts'), nodeOptions: sourceOptions() }
    : { entry: path.join(root, 'dist/engine.cjs'), nodeOptions: [] },
  languageServer: isSource
    ? { entry: path.join(root, 'src/language/server.ts'), nodeOptions: sourceOptions() }
    : { entry: path.join(root, 'dist/server.cjs'), nodeOptions: [] },
} as const;

export function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
