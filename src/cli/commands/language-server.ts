/** @file `vlprompt lsp`: the language server on standard input and output, for any editor. */
import { spawn } from 'node:child_process';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { product } from '../product.ts';

/** A process of its own, so that nothing but messages is ever written to standard output. */
export function languageServer(): Promise<ExitCode> {
  const { entry, nodeOptions } = product.languageServer;
  const server = spawn(process.execPath, [...nodeOptions, entry, '--stdio'], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => resolve(code === 0 ? exitCodes.passed : exitCodes.failed));
  });
}
