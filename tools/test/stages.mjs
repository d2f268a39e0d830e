/** @file The stages of `npm test`, in the order in which they run: what is cheap and tells most comes first. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.mjs';
import { checks } from './checks.mjs';
import { capture, stream } from './children.mjs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} [failures] title and reason of each failed test
 * @property {readonly string[]} [retried] the same of each try that failed before another one
 * @typedef {object} Stage
 * @property {string} name
 * @property {() => Promise<Counts>} run never rejects
 */

/** @type {readonly Stage[]} */
export const stages = [
  { name: 'setup', run: () => asOneTest(['tools/setup.mjs']) },
  { name: 'checks', run: runChecks },
  // Before the unit tests: those of pages and of the software GPU need the Chromium that it installs.
  { name: 'workbench-setup', run: () => asOneTest(['--import', 'tsx', 'test/workbench/host/ready.ts']) },
  { name: 'unit', run: () => mocha(['test/**/*.test.ts'], { VLPROMPT_REPORTER: 'dot' }) },
  { name: 'in-host', run: () => counted(['--import', 'tsx', 'test/workbench/in-host/launch.ts']) },
  {
    name: 'browser',
    run: () => mocha(['--config', 'test/workbench/.mocharc.json', 'test/workbench/browser/*.test.ts']),
  },
  { name: 'package', run: () => asOneTest(['tools/package.mjs']) },
  {
    name: 'packaged',
    run: () => mocha(['--config', 'test/workbench/.mocharc.json', 'test/workbench/packaged/*.test.ts']),
  },
];

/** @param {readonly string[]} args @returns {Promise<Counts>} */
async function asOneTest(args) {
  const code = await stream(args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** Two at a time: they share nothing and the compiler uses one core. @returns {Promise<Counts>} */
async function runChecks() {
  const waiting = [...checks];
  const results = await Promise.all([runUntilEmpty(waiting), runUntilEmpty(waiting)]);
  const failures = results.flat().flatMap(({ name, passed }) => (passed ? [] : [name]));
  return { passed: checks.length - failures.length, failed: failures.length, failures };
}

/** @param {import('./checks.mjs').Check[]} waiting */
async function runUntilEmpty(waiting) {
  const results = [];
  for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runCheck(check));
  return results;
}

/** @param {import('./checks.mjs').Check} check */
async function runCheck({ name, command }) {
  const { code, output } = await capture(command);
  console.log(code === 0 ? `  ✓ ${name}` : `  ✗ ${name}\n${output.trimEnd()}`);
  return { name, passed: code === 0 };
}

/**
 * A test that fails is tried once more: those of processes and pages wait for a machine that others use too. What needed
 * it is told at the end, for it is a race to be mended.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env]
 */
function mocha(args, env) {
  const options = ['--retries', '1', '--reporter', 'tools/test/counts-reporter.cjs'];
  return counted(['node_modules/mocha/bin/mocha.js', ...args, ...options], env);
}

/**
 * Runs a script that leaves its counts in a file; one that leaves none, or fails without a failed test, counts as one
 * failed test.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {Promise<Counts>}
 */
async function counted(args, env = {}) {
  const file = path.join(root, '.work/counts.json');
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const code = await stream(args, { ...env, VLPROMPT_COUNTS: file });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  return { ...counts, failed: code === 0 ? counts.failed : Math.max(counts.failed, 1) };
}
