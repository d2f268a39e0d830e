/** @file How patient downloads are. */
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../../protocol/failure.ts';

/** Milliseconds, but for `tries`. */
export interface HubTiming {
  /** Without an answer, or a byte of it, for this long a connection is given up. */
  readonly stall: number;
  /** Requests in a row that gain nothing before a download is given up. */
  readonly tries: number;
  /** Before the second try; each further one waits twice as long … */
  readonly pause: number;
  /** … up to this, whatever the server asks for. */
  readonly longestPause: number;
  /** Between looks at a file that another process downloads. */
  readonly look: number;
}

export const defaultHubTiming: HubTiming = {
  stall: 30_000,
  tries: 6,
  pause: 500,
  longestPause: 60_000,
  look: 500,
};

/** Something went wrong on the way that may not go wrong again. Never leaves this folder. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** Milliseconds that the server asks to wait. */
  readonly after: number | undefined;

  /** @param message a part of a sentence, without addresses: they may hold secrets */
  constructor(message: string, options: ErrorOptions & { readonly after?: number } = {}) {
    super(message, options);
    this.after = options.after;
  }
}

/**
 * Tries again whenever a try was interrupted; tries that gained something are not counted.
 * @param attempt what to do; `gained` says that it came further than tries before
 * @throws Failure `hub-unreachable` after so many tries in vain, `cancelled`, and what the attempt throws
 */
export async function persistently<Result>(
  attempt: (gained: () => void) => Promise<Result>,
  what: string,
  timing: HubTiming,
  signal: AbortSignal,
): Promise<Result> {
  for (let inVain = 0; ; ) {
    requireWanted(signal);
    try {
      return await attempt(() => {
        inVain = 0;
      });
    } catch (error) {
      requireWanted(signal);
      if (!(error instanceof Interrupted)) throw error;
      inVain += 1;
      if (inVain >= timing.tries) throw unreachable(what, error);
      await pause(Math.min(error.after ?? timing.pause * 2 ** (inVain - 1), timing.longestPause), signal);
    }
  }
}

/** @throws Failure `cancelled` */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
  requireWanted(signal);
}

/** @throws Failure `cancelled` */
export function requireWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
}

function unreachable(what: string, cause: Interrupted): Failure {
  return new Failure(
    'hub-unreachable',
    `${what} could not be fetched (${cause.message}); check the network and try again: it goes on where it stopped.`,
    { cause },
  );
}
