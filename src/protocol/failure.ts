/**
 * @file An expected failure: something the user can understand and act on. It has a stable code and one sentence that
 * says what, where and what to do, and it crosses every process boundary unchanged. All other errors are bugs.
 */

/** Every code there is; `docs/failures.md` lists them with their remedies and a test compares the two. */
export type FailureCode =
  | 'model-missing'
  | 'model-corrupt'
  | 'model-unsupported'
  | 'model-untrusted'
  | 'hub-unreachable'
  | 'hub-refused'
  | 'offline'
  | 'lock-invalid'
  | 'workspace-untrusted'
  | 'prompt-too-long'
  | 'data-missing'
  | 'data-empty'
  | 'data-corrupt'
  | 'data-leak'
  | 'image-corrupt'
  | 'image-without-recipe'
  | 'store-read-only'
  | 'disk-full'
  | 'path-outside-workspace'
  | 'plan-invalid'
  | 'plan-version'
  | 'provider-unavailable'
  | 'numbers-overflowed'
  | 'memory-short'
  | 'engine-crashed'
  | 'engine-not-started'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'export-invalid'
  | 'export-blocked'
  | 'export-there'
  | 'export-damaged'
  | 'release-missing'
  | 'release-exists'
  | 'release-version'
  | 'release-damaged'
  | 'run-missing'
  | 'run-at-work'
  | 'set-unknown'
  | 'git-unavailable'
  | 'git-ref-missing'
  | 'cancelled';

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;

  /** @param message one sentence: what, where, what to do. */
  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  static is(error: unknown, code?: FailureCode): error is Failure {
    return error instanceof Failure && (code === undefined || error.code === code);
  }
}
