/** @file The calls of the protocol, as a supervisor makes them: wait for a process, ask, send cut-off work again. */
import { type EngineCalls, engineMethods } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { EngineCaller } from './engine.ts';
import type { RunningEngine } from './running-engine.ts';

export interface Supervision {
  /** A process that is ready; waits for one. */
  readonly running: () => Promise<RunningEngine>;
  readonly runStarted: () => void;
  readonly runEnded: () => void;
  /** A call began or ended. */
  readonly used: () => void;
}

type Method = keyof EngineCaller;
type Options<M extends Method> = Parameters<EngineCaller[M]>[1];

/** What is worth sending again after a crash: what was finished is on disk, so it goes on where it stopped. */
const runs: ReadonlySet<keyof EngineCalls> = new Set(['draw', 'evaluate', 'downloadModel'] as const);

/** What only watches: it keeps no process awake, and its going on is no work. */
const watches: ReadonlySet<keyof EngineCalls> = new Set(['watchQueue', 'watchSet'] as const);

export function engineCalls(supervision: Supervision): EngineCaller {
  const methods = (Object.keys(engineMethods) as (keyof EngineCalls)[]).filter(isOffered);
  const functions = methods.map((method) => [method, offer(method, supervision)]);
  return Object.fromEntries(functions) as EngineCaller; // One function a method, each of that method's type.
}

function isOffered(method: keyof EngineCalls): method is Method {
  return method !== 'initialize' && method !== 'shutdown';
}

function offer<M extends Method>(method: M, supervision: Supervision) {
  const ask = (params: EngineCalls[M]['params'], options: Options<M>) =>
    askWithRetry(method, params, options, supervision);
  if (!runs.has(method)) return ask;
  return async (params: EngineCalls[M]['params'], options: Options<M>) => {
    supervision.runStarted();
    try {
      return await ask(params, options);
    } finally {
      supervision.runEnded();
    }
  };
}

async function askWithRetry<M extends Method>(
  method: M,
  params: EngineCalls[M]['params'],
  options: Options<M>,
  supervision: Supervision,
): Promise<EngineCalls[M]['result']> {
  try {
    return await askOnce(method, params, options, supervision);
  } catch (error) {
    const again = runs.has(method) && Failure.is(error, 'engine-crashed') && !options?.signal?.aborted;
    if (!again) throw error;
    return askOnce(method, params, options, supervision);
  }
}

async function askOnce<M extends Method>(
  method: M,
  params: EngineCalls[M]['params'],
  options: Options<M>,
  supervision: Supervision,
): Promise<EngineCalls[M]['result']> {
  const running = await untilAborted(supervision.running(), options?.signal);
  // `never`: the compiler does not see that `params` and `options` are those of this very method.
  const call: Parameters<typeof running.ask<EngineCalls[M]['result']>>[0] = (calls) =>
    calls[method](params as never, options as never);
  if (watches.has(method)) return running.watch(call);
  supervision.used();
  try {
    return await running.ask(call, options?.signal);
  } finally {
    supervision.used();
  }
}

/** A caller that cancels while the process starts need not wait for it. */
function untilAborted<Value>(waiting: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return waiting;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Failure('cancelled', 'Cancelled.'));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    const settled = () => signal.removeEventListener('abort', onAbort);
    waiting.then(resolve, reject).finally(settled);
  });
}
