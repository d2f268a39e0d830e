/**
 * @file A process that exports and kills itself at a change of the file system, before it or in the midst of it; told no
 * change, it comes to its end and says how many there were.
 */
import { readFileSync, writeSync } from 'node:fs';
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { writeExport } from '../../../../src/engine/datasets/exports/write-export.ts';

const [requestFile = '', at = ''] = process.argv.slice(2);
const request = JSON.parse(readFileSync(requestFile, 'utf8'));
let changes = 0;

type AnyFunction = (...args: never[]) => Promise<unknown>;

function count(owner: Record<string, AnyFunction>, name: string): void {
  const original = owner[name];
  if (original === undefined) throw new Error(`there is no ${name}`);
  owner[name] = function counted(this: unknown, ...args: never[]) {
    if (String(changes++) !== at) return original.apply(this, args);
    const content: unknown = args[0];
    const isWrite = name.startsWith('write') && content instanceof Uint8Array;
    if (isWrite && 'fd' in (this as FileHandle)) writeSync((this as FileHandle).fd, content, 0, content.length >> 1);
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => {});
  };
}

const handle = await fsPromises.open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ['mkdir', 'rename', 'rm', 'open']) count(fsPromises as never, name);
for (const name of ['write', 'writeFile', 'datasync']) count(prototype, name);
syncBuiltinESMExports();

for await (const _ of writeExport(request, new AbortController().signal)) {
  // It goes on.
}
process.stdout.write(String(changes));
