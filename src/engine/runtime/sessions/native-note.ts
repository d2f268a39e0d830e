/**
 * @file What native code was asked for last, in a file that outlives this process: a crash in there takes everything
 * else along. A write of one block into an open file survives the process, though not the machine, which is all that a
 * crash report needs. It may take as long as the rest of what is done for a small run, so that what repeats, such as the
 * steps of an image, is noted once a second.
 */
import { writeSync } from 'node:fs';

export interface NativeCall {
  readonly action: 'opening' | 'running';
  /** The graph's file. */
  readonly graph: string;
  readonly provider: string;
  /** Of a run: each input's name and dims. */
  readonly inputs?: readonly (readonly [name: string, dims: readonly number[]])[];
}

/** Bytes; what is longer is cut. */
const LENGTH = 1024;

const block = Buffer.alloc(LENGTH, ' ');
let file: number | undefined;

/** Milliseconds that may be between a call and the time that its note tells. */
const PRECISION = 1000;

let last = { call: '', at: 0 };

/** @param descriptor of a file open for writing; without one nothing is noted */
export function keepNativeNotes(descriptor: number | undefined): void {
  file = descriptor;
  last = { call: '', at: 0 };
}

/** Before it begins. Never throws: a note is not worth a run. */
export function noteNativeCall({ action, graph, provider, inputs = [] }: NativeCall): void {
  if (file === undefined) return;
  const shapes = inputs.map(([name, dims]) => `${name} ${dims.length === 0 ? 'scalar' : dims.join('×')}`).join(', ');
  const [call, at] = [`${action} ${graph} on ${provider}\n${shapes}\n`, Date.now()];
  if (call === last.call && Math.abs(at - last.at) < PRECISION) return;
  last = { call, at };
  block.fill(' ', block.write(`${call}${new Date(at).toISOString()}\n`));
  try {
    writeSync(file, block, 0, LENGTH, 0);
  } catch {
    file = undefined; // A full disk, say: what matters will say so itself.
  }
}
