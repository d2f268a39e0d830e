/** @file The command line as a process, with the real engine. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../../../tools/setup/freshness.mjs';

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What ships, where it was built from these sources (it starts ten times as fast); else the sources themselves. */
export const entry: readonly string[] = isBuildFresh()
  ? [process.execPath, path.join(root, 'dist/cli.cjs')]
  : [process.execPath, '--import', import.meta.resolve('tsx'), path.join(root, 'src/cli/main.ts')];

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly notes: string;
}

/** Without colours. @param cwd absolute path @param extra further variables of the environment */
export function startIn(
  cwd: string,
  command: readonly string[],
  extra: NodeJS.ProcessEnv = {},
): ChildProcessWithoutNullStreams {
  const [program = '', ...args] = command;
  const { FORCE_COLOR: _, ...env } = process.env;
  return spawn(program, args, { cwd, env: { ...env, NO_COLOR: '1', ...extra } });
}

export async function ended(running: ChildProcessWithoutNullStreams): Promise<Ended> {
  const texts = { out: '', notes: '' };
  running.stdout.on('data', (chunk) => (texts.out += String(chunk)));
  running.stderr.on('data', (chunk) => (texts.notes += String(chunk)));
  const [exitCode] = await once(running, 'close');
  return { exitCode, ...texts };
}

/** Resolves when the process says something on standard error that matches. */
export function saying(running: ChildProcessWithoutNullStreams, pattern: RegExp): Promise<RegExpExecArray> {
  let said = '';
  return new Promise((resolve, reject) => {
    running.stderr.on('data', (chunk) => {
      said += String(chunk);
      const match = pattern.exec(said);
      if (match) resolve(match);
    });
    running.once('close', () => reject(new Error(`It ended, and never said ${pattern}:\n${said}`)));
  });
}
