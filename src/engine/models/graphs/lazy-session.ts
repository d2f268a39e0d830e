/** @file A session that is opened when it is first needed: a model's name and digest are asked for more often. */
import { Failure } from '../../../protocol/failure.ts';
import { openSession, type Session, type SessionOptions } from '../../runtime/sessions/session.ts';

export class LazySession {
  /** The graph's file. */
  readonly path: string;
  readonly #options: SessionOptions;
  #session: Promise<Session> | undefined;
  #disposed = false;

  constructor(path: string, options: SessionOptions) {
    this.path = path;
    this.#options = options;
    options.sessions?.expect(path, options);
  }

  /**
   * A failed opening is tried again by the next caller.
   * @throws Failure as `openSession`; `cancelled` after `dispose`
   */
  async open(): Promise<Session> {
    if (this.#disposed) throw new Failure('cancelled', `${this.path} was closed.`);
    this.#session ??= this.#openAnew().catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  #openAnew(): Promise<Session> {
    const { sessions } = this.#options;
    return sessions === undefined ? openSession(this.path, this.#options) : sessions.open(this.path, this.#options);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const opened = await this.#session?.catch(() => undefined);
    await opened?.dispose();
  }
}
