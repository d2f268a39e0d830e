/** @file What passes between the engine and the process that reads a packed data set for it. */
import type { FailureCode } from '../../../protocol/failure.ts';
import type { FoundImage } from './found-image.ts';
import type { Reading } from './reading.ts';

/** The first argument of such a process. */
export const readerArgument = 'read-data';

export interface ReaderRequest {
  readonly reading: Reading;
  /** Absolute. */
  readonly store: string;
  /** Absolute. */
  readonly workspace: string;
}

export type ReaderMessage =
  | { readonly kind: 'images'; readonly images: readonly FoundImage[] }
  /** An image that could not be read, in one sentence. */
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly message: string };
