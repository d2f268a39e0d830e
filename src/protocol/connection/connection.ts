/**
 * @file One way to speak over every boundary: a `CallMap` served or called over a `vscode-jsonrpc` connection, with
 * cancellation, typed progress and `Failure`s that arrive as `Failure`s.
 */
import type { MessageConnection } from 'vscode-jsonrpc';
import { Failure, type FailureCode } from '../failure.ts';
import type { Call, Caller, Handlers } from './calls.ts';
import { CancellationTokenSource, LSPErrorCodes, ProgressType, ResponseError } from './jsonrpc.ts';

type AnyCalls = { readonly [method: string]: Call<unknown, unknown, unknown> };

/** Every request's body: the caller's parameters and, when progress is wanted, the token to report it under. */
interface Envelope {
  readonly params: unknown;
  readonly progress?: number;
}

const progressType = new ProgressType<unknown>();
let nextProgressToken = 1;

/** Answers every method of `Map` on `connection`; the caller starts listening. */
export function serve<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }>(
  connection: MessageConnection,
  handlers: Handlers<Map>,
): void {
  for (const [method, handler] of Object.entries(handlers as Handlers<AnyCalls>)) {
    connection.onRequest(method, async (envelope: Envelope, token) => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      const report = (progress: unknown) => {
        if (envelope.progress !== undefined) void connection.sendProgress(progressType, envelope.progress, progress);
      };
      try {
        return await handler(envelope.params, { signal: controller.signal, report });
      } catch (error) {
        throw toResponseError(error);
      } finally {
        subscription.dispose();
      }
    });
  }
}

/** Names every method of a map, so that neither end can forget one. */
export type MethodTable<Map> = { readonly [M in keyof Map]: true };

/** The asking end: one typed function a method. Rejects with a `Failure` where the other end threw one. */
export function caller<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }>(
  connection: MessageConnection,
  methods: MethodTable<Map>,
): Caller<Map> {
  const functions = Object.keys(methods).map((method) => [
    method,
    (params: unknown, options?: CallOptions) => ask(connection, method, params, options),
  ]);
  return Object.fromEntries(functions) as Caller<Map>;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: unknown) => void;
}

async function ask(connection: MessageConnection, method: string, params: unknown, options: CallOptions = {}) {
  const { signal, onProgress } = options;
  if (signal?.aborted) throw new Failure('cancelled', 'Cancelled.');
  const source = new CancellationTokenSource();
  const cancel = () => source.cancel();
  signal?.addEventListener('abort', cancel);
  const token = onProgress && nextProgressToken++;
  const listening = onProgress && token !== undefined && connection.onProgress(progressType, token, onProgress);
  try {
    const envelope: Envelope = token === undefined ? { params } : { params, progress: token };
    return await connection.sendRequest(method, envelope, source.token);
  } catch (error) {
    throw fromResponseError(error);
  } finally {
    if (listening) listening.dispose();
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

function toResponseError(error: unknown): ResponseError<{ code: FailureCode } | undefined> {
  if (Failure.is(error)) return new ResponseError(LSPErrorCodes.RequestFailed, error.message, { code: error.code });
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ResponseError(LSPErrorCodes.RequestFailed, text, undefined);
}

function fromResponseError(error: unknown): unknown {
  if (!(error instanceof ResponseError)) return error;
  const data: unknown = error.data;
  const isCoded = typeof data === 'object' && data !== null && 'code' in data;
  return isCoded ? new Failure(data.code as FailureCode, error.message) : new Error(error.message);
}
