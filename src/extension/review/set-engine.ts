/** @file What a review asks of the engine, and when it has to be asked anew. */
import type { Caller } from '../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { SetCalls } from '../../protocol/set-calls.ts';

export type SetEngine = Pick<Caller<EngineCalls>, 'score'> & Caller<SetCalls>;

/** Whether the engine ended, or knows the set or the list no more: what was open is to be opened again. */
export function isLost(error: unknown): boolean {
  return Failure.is(error, 'set-unknown') || Failure.is(error, 'engine-crashed');
}
