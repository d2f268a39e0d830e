/**
 * @file What native code was asked for last, in a file that outlives this process: a crash in there takes everything
 * else along. A write of one block into an open file takes half a microsecond and survives the process, though not the
 * machine, which is all that a crash report needs.
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

/** @param descriptor of a file open for writing; without one nothing is noted */
export function keepNativeNotes(descriptor: number | undefined): void {
  file = descriptor;
}

/** Before it begins. Never throws: a note is not worth a run. */
export function noteNativeCall({ action, graph, provider, inputs = [] }: NativeCall): void {
  if (file === undefined) return;
  const shapes = inputs.map(([name, dims]) => `${name} ${dims.length === 0 ? 'scalar' : dims.join('×')}`).join(', ');
  const text = `${action} ${graph} on ${provider}\n${shapes}\n${new Date().toISOString()}\n`;
  block.fill(' ', block.write(text));
  try {
    writeSync(file, block, 0, LENGTH, 0);
  } catch {
    file = undefined; // A full disk, say: what matters will say so itself.
  }
}
