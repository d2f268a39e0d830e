/** @file What people read when something went wrong. */
import { Failure, type FailureCode } from '../protocol/failure.ts';

/** One sentence. A failure brings its own; anything else is a bug, whose stack is in the log. */
export function sentenceOf(error: unknown): string {
  if (Failure.is(error)) return error.message;
  const [reason] = String(error instanceof Error ? error.message : error).split('\n');
  return `Something went wrong inside VLPrompt (${reason}); the log has the details.`;
}

export type Remedy = 'download' | 'retry' | 'log' | 'crash' | 'doctor' | 'settings' | 'token' | 'trust';

const doctored: readonly Remedy[] = ['doctor', 'log'];
const mended: readonly Remedy[] = ['retry'];

/** What to offer beside the sentence. */
const remedies: { readonly [Code in FailureCode]: readonly Remedy[] } = {
  'model-missing': ['download', 'doctor', 'log'],
  'model-corrupt': doctored,
  'model-unsupported': doctored,
  'model-untrusted': ['settings', 'log'],
  'hub-unreachable': ['retry', 'settings', 'log'],
  'hub-refused': ['token', 'retry', 'log'],
  offline: ['settings', 'log'],
  'lock-invalid': ['log'],
  'workspace-untrusted': ['trust'],
  'prompt-too-long': [],
  'data-missing': mended,
  'data-empty': mended,
  'data-corrupt': mended,
  'export-invalid': mended,
  'export-blocked': mended,
  'export-there': mended,
  'export-damaged': mended,
  'image-corrupt': mended,
  'image-without-recipe': [],
  'store-read-only': doctored,
  'disk-full': mended,
  'path-outside-workspace': [],
  'plan-invalid': ['log'],
  'plan-version': ['log'],
  'provider-unavailable': ['settings', 'doctor'],
  'numbers-overflowed': ['log'],
  'memory-short': ['settings', 'log'],
  'engine-crashed': ['retry', 'crash', 'log'],
  'engine-not-started': ['doctor', 'log'],
  'file-unreadable': mended,
  'file-unwritable': mended,
  'git-unavailable': mended,
  'git-ref-missing': [],
  'run-missing': [],
  'run-at-work': [],
  'set-unknown': mended,
  'release-damaged': mended,
  'release-version': [],
  'release-exists': [],
  'release-missing': [],
  'data-leak': mended,
  cancelled: [],
};

export function remediesOf(error: unknown): readonly Remedy[] {
  return Failure.is(error) ? remedies[error.code] : ['log'];
}
