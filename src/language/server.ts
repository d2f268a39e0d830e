/**
 * @file The language server's entry: any editor starts it, over stdio (`--stdio`) or over Node's own channel
 * (`--node-ipc`, as `vscode-languageclient` does).
 */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { serveLanguage } from './server/serve.ts';

serveLanguage(createConnection(ProposedFeatures.all));
