/** @file A packed data set, read by a process of its own: what keeps its reader busy for ever is killed. */
import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../../../protocol/failure.ts';
import { damagedData } from '../imports/damaged-data.ts';
import type { ReaderMessage, ReaderRequest } from './reader-messages.ts';
import { readerArgument } from './reader-messages.ts';

/** Milliseconds without a word after which a reader is given up. */
const PATIENCE = 60_000;

export interface ReaderOptions {
  readonly signal: AbortSignal;
  readonly patience?: number;
}

export type ReadApart = Extract<ReaderMessage, { readonly kind: 'images' | 'skipped' }>;

/**
 * @throws Failure `data-corrupt` of what ends its reader or keeps it silent; of the format and of the store; `cancelled`
 */
export async function* readApart(
  request: ReaderRequest,
  { signal, patience = PATIENCE }: ReaderOptions,
): AsyncGenerator<ReadApart, void> {
  if (signal.aborted) throw cancelled();
  const child = fork(entry.script, [readerArgument], {
    execArgv: [...entry.nodeOptions, '--max-old-space-size=2048'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const watch = new Watch(child, signal, patience);
  try {
    child.send(request, () => {}); // A child that is gone already is told of by its end.
    for await (const [message] of on(child, 'message', { close: ['disconnect'] })) {
      watch.rest();
      const said = message as ReaderMessage; // The child is this program.
      if (said.kind === 'end') return;
      if (said.kind === 'failure') throw new Failure(said.code, said.message);
      yield said;
      watch.rest();
    }
    throw watch.failure(request);
  } catch (error) {
    throw Failure.is(error) ? error : watch.failure(request, error);
  } finally {
    watch.end();
    child.kill('SIGKILL');
  }
}

class Watch {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #patience: number;
  #timer: NodeJS.Timeout | undefined;
  #isLate = false;
  readonly #onAbort = () => void this.#child.kill('SIGKILL');

  constructor(child: ChildProcess, signal: AbortSignal, patience: number) {
    this.#child = child;
    this.#signal = signal;
    this.#patience = patience;
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.rest();
  }

  /** It was heard of. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isLate = true;
      this.#child.kill('SIGKILL');
    }, this.#patience);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  failure({ reading }: ReaderRequest, cause?: unknown): Failure {
    if (this.#signal.aborted) return cancelled();
    const place = reading.kind === 'table' ? reading.file : reading.root;
    const seconds = Math.round(this.#patience / 1000);
    return this.#isLate
      ? damagedData(place, `kept its reader busy for ${seconds} seconds without an image, as damaged files do`, cause)
      : damagedData(place, 'ended its reader, as damaged files do', cause);
  }
}

function cancelled(): Failure {
  return new Failure('cancelled', 'Cancelled.');
}

/** The engine's own script, and what Node needs to run it: TypeScript is read with tsx. */
const entry = entryAt(fileURLToPath(import.meta.url));

function entryAt(here: string): { readonly script: string; readonly nodeOptions: readonly string[] } {
  if (!here.endsWith('.ts')) return { script: here, nodeOptions: [] };
  const engine = path.resolve(path.dirname(here), '../..');
  const loader = path.resolve(engine, '../../node_modules/tsx/dist/loader.mjs');
  return { script: path.join(engine, 'main.ts'), nodeOptions: ['--import', pathToFileURL(loader).href] };
}
