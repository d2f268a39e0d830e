/**
 * @file The sessions that are open, shared by everyone who uses the same graph and kept within a budget of memory.
 * A handle outlives its session: one that nobody runs is closed when another needs the room, and opened again by its
 * next run.
 */
import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { sized } from '../../../protocol/texts/figures.ts';
import { log } from '../../log.ts';
import type { Output } from '../onnx-runtime.ts';
import { electronWarning } from '../providers/electron-host.ts';
import type { Feeds } from '../tensor-binder.ts';
import { letMessagesIn } from './cancellation.ts';
import { GraphHandle } from './graph-handle.ts';
import { weightBytes } from './model-memory.ts';
import type { RunScopes } from './run-scope.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { estimatedBytes, requireUnchanged, type SharedGraph, sharedGraph } from './shared-graph.ts';

/** Times that what is closed may be larger than what is opened, while a run uses both. */
const DEAREST = 4;

export class SessionPool {
  readonly #scopes: RunScopes;
  readonly #budget: number;
  readonly #open: typeof openSession;
  readonly #shared = new Map<string, SharedGraph>();
  #uses = 0;
  /** The last opening; never rejects. One at a time, so that two do not take the same room. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param budget bytes that open sessions may take; a graph that is larger alone is opened all the same */
  constructor(scopes: RunScopes, budget: number, open: typeof openSession = openSession) {
    this.#scopes = scopes;
    this.#budget = budget;
    this.#open = open;
  }

  /** Bytes that the open sessions take, as estimated. */
  get bytes(): number {
    return [...this.#shared.values()].reduce((sum, { session, bytes }) => sum + (session ? bytes : 0), 0);
  }

  /**
   * A graph to run; opens no session yet.
   * @throws Failure `model-missing`, `model-corrupt`, `file-unreadable`, `provider-unavailable`
   */
  async handle(path: string, options: SessionOptions): Promise<GraphHandle> {
    const found = await sharedGraph(path, options);
    const shared = this.#shared.get(found.key) ?? found;
    this.#shared.set(shared.key, shared);
    shared.handles += 1;
    // The same content, and looked at just now: whoever had it first may have been taken away or touched since.
    [shared.path, shared.stamp] = [found.path, found.stamp];
    return new GraphHandle(path, shared, this);
  }

  /** Whether graphs that are not open yet would fit beside nothing but each other. */
  async fit(graphs: readonly { readonly path: string; readonly options: SessionOptions }[]): Promise<boolean> {
    const sizes = await Promise.all(graphs.map(({ path, options }) => estimatedBytes(path, options)));
    return sizes.reduce((sum, bytes) => sum + bytes, 0) <= this.#budget;
  }

  async ready(shared: SharedGraph): Promise<Session> {
    if (shared.session !== undefined) return shared.session;
    shared.opening ??= this.#inTurn(() => this.#openShared(shared)).finally(() => {
      delete shared.opening;
    });
    return shared.opening;
  }

  async run(
    shared: SharedGraph,
    feeds: Feeds,
    outputs: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly Output[]> {
    shared.busy += 1;
    try {
      const session = await this.ready(shared);
      await this.#tellOfWarmUp(shared, feeds, signal);
      return await this.#orShrink(() => session.run(feeds, outputs, signal));
    } catch (error) {
      if (isSpoilt(error, shared.options.provider)) await this.#close(shared, 'its run failed');
      throw error;
    } finally {
      shared.busy -= 1;
      this.#use(shared);
    }
  }

  #use(shared: SharedGraph): void {
    shared.lastRun = this.#scopes.count;
    shared.lastUse = ++this.#uses;
  }

  async release(shared: SharedGraph): Promise<void> {
    shared.handles -= 1;
    if (shared.handles > 0) return;
    if (this.#shared.get(shared.key) === shared) this.#shared.delete(shared.key);
    await shared.opening?.catch(() => undefined);
    await this.#close(shared, 'nobody uses it');
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #openShared(shared: SharedGraph): Promise<Session> {
    const { part, bytes, options } = shared;
    await requireUnchanged(shared);
    await this.#makeRoom(shared);
    const warning = electronWarning(part, bytes);
    if (warning !== undefined) this.#scopes.current.tell({ kind: 'note', note: warning });
    this.#scopes.current.tell({ kind: 'loading', part: `${part} (${sized(weightBytes(shared.file))})` });
    await letMessagesIn(this.#scopes.current.signal);
    const started = performance.now();
    shared.session = await this.#orShrink(() => this.#open(shared.path, shared.options));
    shared.warm.clear();
    this.#use(shared);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    log.info(`Opened ${part} (${sized(bytes)}) on ${options.provider} in ${seconds} s.`);
    return shared.session;
  }

  /** Where memory is short all the same, what is idle goes, and it is tried once more. */
  async #orShrink<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      const idle = this.#idle();
      if (!Failure.is(error, 'memory-short') || idle.length === 0) throw error;
      for (const one of idle) await this.#close(one, 'memory is short');
      return work();
    }
  }

  async #makeRoom({ part, bytes }: SharedGraph): Promise<void> {
    for (;;) {
      const excess = this.bytes + bytes - this.#budget;
      if (excess <= 0) return;
      const idle = this.#leastMissed(excess, bytes);
      if (idle === undefined) break;
      await this.#close(idle, `${part} needs the room`);
    }
    log.warn(`With ${part}, models take more memory than they may (${sized(this.#budget)}).`);
  }

  /**
   * What earlier runs used goes first, the longest unused of it. Of what this run uses, the smallest that is enough: it
   * is opened again most quickly. A network is not closed for a decoder, which would have it read again for each image.
   * @param excess bytes that are too many
   * @param wanted bytes of what is to be opened
   */
  #leastMissed(excess: number, wanted: number): SharedGraph | undefined {
    const idle = this.#idle();
    const ofEarlierRuns = idle.filter(({ lastRun }) => lastRun < this.#scopes.count);
    if (ofEarlierRuns.length > 0) return ofEarlierRuns.sort((a, b) => a.lastUse - b.lastUse)[0];
    const bySize = idle
      .filter(({ bytes }) => bytes <= DEAREST * wanted)
      .sort((a, b) => a.bytes - b.bytes || a.lastUse - b.lastUse);
    return bySize.find(({ bytes }) => bytes >= excess) ?? bySize.at(-1);
  }

  #idle(): SharedGraph[] {
    return [...this.#shared.values()].filter(({ session, busy }) => session !== undefined && busy === 0);
  }

  async #close(shared: SharedGraph, reason: string): Promise<void> {
    const { session, part } = shared;
    delete shared.session;
    if (session === undefined) return;
    await session.dispose();
    log.info(`Closed ${part}: ${reason}.`);
  }

  /** A processor is as quick in the first run as in any other. */
  async #tellOfWarmUp({ options, warm }: SharedGraph, feeds: Feeds, signal: AbortSignal | undefined): Promise<void> {
    if (options.provider === 'cpu') return;
    const size = sizeOf(feeds);
    if (warm.has(size)) return;
    warm.add(size);
    this.#scopes.current.tell({ kind: 'warming-up' });
    await letMessagesIn(signal);
  }
}

function sizeOf(feeds: Feeds): string {
  return Object.entries(feeds)
    .map(([name, { dims }]) => `${name} ${dims.join('×')}`)
    .join();
}

/**
 * What failed in native code may fail for ever. A processor's session that only lacked memory runs smaller work at once,
 * without gigabytes being read again; graphics memory is given back by closing alone.
 */
function isSpoilt(error: unknown, provider: ProviderName): boolean {
  if (provider === 'cpu' && Failure.is(error, 'memory-short')) return false;
  return !Failure.is(error, 'cancelled');
}
