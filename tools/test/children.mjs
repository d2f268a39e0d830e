/** @file Child processes of the test run. */
import { spawn } from 'node:child_process';
import { root } from '../bundles.mjs';

/**
 * Runs Node on a script with what it prints going straight to the terminal; resolves to the exit code.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] on top of ours
 * @returns {Promise<number>}
 */
export function stream(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/**
 * Runs Node on a script and keeps what it prints.
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, output })));
}
