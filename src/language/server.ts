/**
 * @file The language server's entry: any editor starts it, over stdio (`--stdio`) or over Node's own channel
 * (`--node-ipc`, as `vscode-languageclient` does).
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { tokenCounter } from '../engine/text/token-counter.ts';
import { serveLanguage } from './server/serve.ts';

const here = fileURLToPath(import.meta.url);

/** Beside `dist/` and beside `src/` alike. */
const ownStarterPack = path.resolve(path.dirname(here), here.endsWith('.ts') ? '../..' : '..', 'models/starter');

serveLanguage(createConnection(ProposedFeatures.all), (options, workspace) =>
  tokenCounter({
    workspace,
    starterPack: options.starterPack ?? ownStarterPack,
    trustedModelFolders: options.trustedModelFolders ?? [],
  }),
);
