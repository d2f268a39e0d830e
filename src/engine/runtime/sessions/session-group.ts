import type { Session, SessionOptions } from './session.ts';
import type { SessionPool } from './session-pool.ts';

/** How the parts of a model come by their sessions. */
export interface SessionSource {
  /** Says beforehand that a graph belongs to the model. */
  expect(path: string, options: SessionOptions): void;
  /** @throws Failure as `openSession` */
  open(path: string, options: SessionOptions): Promise<Session>;
}

/**
 * The graphs of one model. Where all of them fit into memory each is opened when it is asked for, so that the largest
 * comes first and a model that cannot be opened says so at once. Otherwise each is opened by its first run, when what
 * was needed before may go.
 */
export class SessionGroup implements SessionSource {
  readonly #pool: SessionPool;
  readonly #graphs: { readonly path: string; readonly options: SessionOptions }[] = [];

  constructor(pool: SessionPool) {
    this.#pool = pool;
  }

  expect(path: string, options: SessionOptions): void {
    this.#graphs.push({ path, options });
  }

  async open(path: string, options: SessionOptions): Promise<Session> {
    const handle = await this.#pool.handle(path, options);
    try {
      if (await this.#pool.fit(this.#graphs)) await handle.prepare();
      return handle;
    } catch (error) {
      await handle.dispose();
      throw error;
    }
  }
}
