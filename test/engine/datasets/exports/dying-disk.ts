/**
 * @file A file system that stops for good at its n-th change, as it looks to a process that is killed there: the change
 * is made by half or not at all, and nothing after it.
 */
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const changes = ['mkdir', 'rename', 'rm', 'open'] as const;
const handleChanges = ['write', 'writeFile', 'chmod', 'datasync'] as const;

/** @returns whether the work came to its end before the disk died */
export async function withDyingDisk(changesLeft: number, work: () => Promise<unknown>): Promise<boolean> {
  const death = new Death(changesLeft);
  const restore = await patch(death);
  try {
    await work();
    return true;
  } catch (error) {
    if (death.isDead) return false;
    throw error;
  } finally {
    restore();
  }
}

class Death {
  #left: number;

  constructor(changesLeft: number) {
    this.#left = changesLeft;
  }

  get isDead(): boolean {
    return this.#left < 0;
  }

  /** True at the very change at which it dies. */
  count(): boolean {
    this.#left--;
    if (this.#left < -1) throw new Error('dead');
    return this.#left === -1;
  }
}

type AnyFunction = (...args: never[]) => Promise<unknown>;

async function patch(death: Death): Promise<() => void> {
  const handle = await fsPromises.open(process.execPath, 'r');
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const undone = [
    ...changes.map((name) => replace(fsPromises as never, name, death)),
    ...handleChanges.map((name) => replace(prototype as never, name, death)),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const undo of undone) undo();
    syncBuiltinESMExports();
  };
}

function replace(owner: Record<string, AnyFunction>, name: string, death: Death): () => void {
  const original = owner[name];
  if (original === undefined) throw new Error(`there is no ${name}`);
  owner[name] = async function dying(this: unknown, ...args: never[]) {
    if (!death.count()) return original.apply(this, args);
    const content: unknown = args[0];
    // Half of what was to be written may have come to the disk.
    const isBytes = typeof content === 'string' || content instanceof Uint8Array;
    if (name.startsWith('write') && isBytes) await original.call(this, content.slice(0, content.length / 2) as never);
    throw new Error('dies');
  };
  return () => {
    owner[name] = original;
  };
}
