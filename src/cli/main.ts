#!/usr/bin/env node
/** @file The process's entry: arguments in, exit code out. */
import { createInterface } from 'node:readline/promises';
import { startEngine } from '../engine/client/start-engine.ts';
import { Failure } from '../protocol/failure.ts';
import { runCommandLine } from './command-line.ts';
import { exitCodes } from './exit-code.ts';
import type { Shell } from './shell.ts';
import { createTerminal } from './terminal/terminal.ts';

const cancellation = new AbortController();

const shell: Shell = {
  terminal: createTerminal(process.stdout, process.stderr, process.env),
  workingDirectory: process.cwd(),
  environment: process.env,
  signal: cancellation.signal,
  now: () => performance.now(),
  readInput,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
  startEngine,
};

/** The first Ctrl-C asks; the second does not wait. Without a command at work there is nothing to ask. */
function onInterrupt(): void {
  if (cancellation.signal.aborted) process.exit(exitCodes.cancelled);
  shell.terminal.note(`${shell.terminal.interactive ? '\n' : ''}Cancelling; press Ctrl-C again to stop at once.`);
  cancellation.abort();
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function ask(question: string): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  asking.once('SIGINT', onInterrupt);
  try {
    return await asking.question(question, { signal: cancellation.signal });
  } catch {
    throw new Failure('cancelled', 'Cancelled.');
  } finally {
    asking.close();
  }
}

/** A reader that went away, such as `head`, is no error. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.passed);
  throw error;
}

process.on('SIGINT', onInterrupt);
process.on('SIGTERM', onInterrupt);
process.stdout.on('error', onOutputError);
process.stderr.on('error', onOutputError);

void runCommandLine(process.argv.slice(2), shell).then((exitCode) => {
  process.exitCode = exitCode;
});
