/** @file A session that is opened when it is first needed: a model's name and digest are asked for more often. */
import { openSession, type Session, type SessionOptions } from '../runtime/session.ts';

export class LazySession {
  /** The graph's file. */
  readonly path: string;
  readonly #options: SessionOptions;
  #session: Promise<Session> | undefined;

  constructor(path: string, options: SessionOptions) {
    this.path = path;
    this.#options = options;
  }

  /**
   * A failed opening is tried again by the next caller.
   * @throws Failure as `openSession`
   */
  open(): Promise<Session> {
    this.#session ??= openSession(this.path, this.#options).catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  /** May be opened again afterwards. */
  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await (await session)?.dispose();
  }
}
