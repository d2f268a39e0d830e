/** @file Names of files that are being written, and which of them a dead process left behind. */

const pattern = /^(?:\.vlprompt-|last-call-)(\d+)(?:-\d+\.tmp|\.txt)$/;
const processStart = Date.now() - process.uptime() * 1000;
let count = 0;

/** Unique among the living processes of this machine. */
export function temporaryName(): string {
  count += 1;
  return `.vlprompt-${process.pid}-${count}.tmp`;
}

/**
 * Whether a file is ours, older than this process, and its writer is gone; one that a second engine is writing now is
 * neither.
 * @param modified milliseconds since 1970
 */
export function isLeftOver(name: string, modified: number): boolean {
  const writer = pattern.exec(name)?.[1];
  if (writer === undefined || modified >= processStart) return false;
  const id = Number(writer);
  return id === process.pid || !isAlive(id);
}

/** Whether a file was last written before this process began. */
export function isOlderThanProcess(modified: number): boolean {
  return modified < processStart;
}

/** Of this machine. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
