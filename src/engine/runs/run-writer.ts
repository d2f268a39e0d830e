/**
 * @file Who writes a journal, so that a run that is at work, here or in another window, is told from one that was
 * killed. A process number alone would not do: systems give them away again, and a store may lie on a disk that other
 * machines and containers write to.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive } from '../files/temporary-file.ts';

export interface RunWriter {
  readonly host: string;
  /** Of the running system: another one after each start of the machine; empty where the system does not say. */
  readonly boot: string;
  /** In which process numbers mean the same: a container has its own; empty where there is one for all. */
  readonly space: string;
  readonly process: number;
  /** When the process began, as its system counts; empty where it does not say. */
  readonly began: string;
}

/** Milliseconds between two signs of life of a journal. */
export const HEARTBEAT = 20_000;

/** Milliseconds without one after which a run is over: a single native run, which lets no sign through, takes less. */
const SILENCE = 10 * 60_000;

let own: RunWriter | undefined;

/** This process. */
export function thisWriter(): RunWriter {
  own ??= {
    host: hostname(),
    boot: textOf('/proc/sys/kernel/random/boot_id'),
    space: linkOf('/proc/self/ns/pid'),
    process: process.pid,
    began: beginOf(process.pid),
  };
  return own;
}

export function isThisProcess(writer: RunWriter): boolean {
  const { host, boot, process: id, began, space } = thisWriter();
  const isSame = writer.process === id && writer.began === began && writer.space === space;
  return isSame && (boot === '' ? writer.host === host : writer.boot === boot);
}

/**
 * Whether the process that wrote a journal still lives.
 * @param seen when it gave its last sign of life; milliseconds since 1970
 */
export function isWriterAlive(writer: RunWriter, seen: number, now = Date.now()): boolean {
  const here = thisWriter();
  const isFresh = Math.abs(now - seen) < SILENCE;
  const isSameSystem = here.boot === '' ? writer.boot === '' && writer.host === here.host : writer.boot === here.boot;
  if (isSameSystem && writer.space === here.space) {
    if (!isAlive(writer.process)) return false;
    return writer.began === '' ? isFresh : beginOf(writer.process) === writer.began;
  }
  const wasStartedAnew = !isSameSystem && writer.host === here.host && writer.space === here.space;
  return isFresh && !wasStartedAnew;
}

/** Field 22 of Linux' `/proc/<id>/stat`, counted behind the name, which may hold anything (proc_pid_stat(5)). */
function beginOf(id: number): string {
  const text = textOf(`/proc/${id}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
