/** @file Unpacks zlib data that may be hostile: never more than a limit, and what there is of data that breaks off. */
import { Unzlib } from 'fflate';

export interface Inflated {
  readonly bytes: Uint8Array;
  /** Why it ended before its end. */
  readonly fault?: 'too-long' | 'broken';
}

/** A zlib stream grows at most a thousandfold, so that one such piece makes at most 1 MB before it is looked at. */
const PIECE = 1024;

/** @param limit bytes of the result. */
export function inflate(packed: Uint8Array, limit: number): Inflated {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const stream = new Unzlib((piece, isLast) => {
    pieces.push(piece.slice());
    length += piece.length;
    isWhole = isLast;
  });
  try {
    for (let start = 0; start < packed.length && length <= limit; start += PIECE) {
      stream.push(packed.subarray(start, start + PIECE), start + PIECE >= packed.length);
    }
  } catch {
    isWhole = false;
  }
  const bytes = joined(pieces, Math.min(length, limit));
  if (length > limit) return { bytes, fault: 'too-long' };
  return isWhole ? { bytes } : { bytes, fault: 'broken' };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, length - offset);
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
