/**
 * @file A thread of its own that ends the run when one case never does: the thread that runs it cannot notice. It is
 * told what runs, and sees in shared memory how many cases have begun.
 */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** Longer than any machine is busy with something else. */
const PATIENCE = 60_000;

/** @type {Int32Array} */
const begun = workerData;
let last = -1;
let since = Date.now();
let running = 'the start';

parentPort?.on('message', (what) => (running = what));
setInterval(() => {
  const now = Atomics.load(begun, 0);
  if (now !== last) [last, since] = [now, Date.now()];
  if (Date.now() - since < PATIENCE) return;
  // A stream would be written by the thread that is busy.
  writeSync(2, `✗ no end in sight: ${running}, case ${now}\n`);
  process.kill(process.pid, 'SIGKILL');
}, 1000);
