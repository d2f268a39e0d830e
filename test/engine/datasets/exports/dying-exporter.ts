/** @file A process that exports and kills itself after so many steps; it ends by itself when there are fewer. */
import { readFileSync } from 'node:fs';
import { writeExport } from '../../../../src/engine/datasets/exports/write-export.ts';

const [requestFile = '', steps = '0'] = process.argv.slice(2);
let left = Number(steps);
const work = writeExport(JSON.parse(readFileSync(requestFile, 'utf8')), new AbortController().signal);
for await (const _ of work) {
  left--;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
