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
  /** Of a run. */
  readonly inputs?: Inputs;
}

type Inputs = { readonly [name: string]: { readonly dims: readonly number[] } };

/** Bytes; what is longer is cut. */
const LENGTH = 1024;

const block = Buffer.alloc(LENGTH, ' ');
let file: number | undefined;

/** Milliseconds that may be between a call and the time that its note tells. */
const PRECISION = 1000;

/** What was written last; of the inputs, which may be large, their dims alone. */
interface Note extends Omit<NativeCall, 'inputs'> {
  readonly shapes: readonly (readonly [name: string, dims: readonly number[]])[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

let last: Note | undefined;

/** @param descriptor of a file open for writing; without one nothing is noted */
export function keepNativeNotes(descriptor: number | undefined): void {
  file = descriptor;
  last = undefined;
}

/** Before it begins. Never throws: a note is not worth a run. */
export function noteNativeCall(call: NativeCall): void {
  const at = Date.now();
  if (file === undefined || (last !== undefined && isTold(call, at, last))) return;
  const { inputs = {}, ...rest } = call;
  last = { ...rest, shapes: Object.entries(inputs).map(([name, { dims }]) => [name, dims]), at };
  block.fill(' ', block.write(textOf(last)));
  try {
    writeSync(file, block, 0, LENGTH, 0);
  } catch {
    file = undefined; // A full disk, say: what matters will say so itself.
  }
}

function isTold({ action, graph, provider, inputs = {} }: NativeCall, now: number, note: Note): boolean {
  return (
    Math.abs(now - note.at) < PRECISION &&
    graph === note.graph &&
    action === note.action &&
    provider === note.provider &&
    note.shapes.every(([name, dims]) => isEqual(inputs[name]?.dims ?? [], dims))
  );
}

function isEqual(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((size, i) => size === others[i]);
}

function textOf({ action, graph, provider, shapes, at }: Note): string {
  const told = shapes.map(([name, dims]) => `${name} ${dims.length === 0 ? 'scalar' : dims.join('×')}`);
  return `${action} ${graph} on ${provider}\n${told.join(', ')}\n${new Date(at).toISOString()}\n`;
}
