/** @file Names of events that sort in the order of time: ULIDs, as their specification says (Crockford's base 32). */
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const form = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text is a ULID in its usual, upper-case form. */
export function isUlid(text: unknown): text is string {
  return typeof text === 'string' && form.test(text);
}

/** In the year 6429; as much time again is left behind it. */
const beyondClocks = 1n << 127n;

/** Makes ULIDs that rise strictly, also within a millisecond and when the clock goes back: the last one is counted on. */
export class UlidSource {
  readonly #now: () => number;
  readonly #random: () => Uint8Array;
  #last = -1n;

  /** @param random ten bytes */
  constructor(now: () => number = Date.now, random: () => Uint8Array = () => randomBytes(10)) {
    this.#now = now;
    this.#random = random;
  }

  next(): string {
    const fresh = (BigInt(this.#now()) << 80n) | bigOf(this.#random());
    this.#last = fresh > this.#last ? fresh : this.#last + 1n;
    return written(this.#last);
  }

  /**
   * From now on all are greater than this one, which somebody else made; unless it is of a time that no clock says, after
   * which there might be none left.
   */
  riseAbove(ulid: string): void {
    const value = [...ulid].reduce((sum, digit) => (sum << 5n) | BigInt(alphabet.indexOf(digit)), 0n);
    if (value > this.#last && value < beyondClocks) this.#last = value;
  }
}

function bigOf(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function written(value: bigint): string {
  return Array.from({ length: 26 }, (_, place) => alphabet[Number((value >> BigInt(5 * (25 - place))) & 31n)]).join('');
}
