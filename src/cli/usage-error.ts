/** @file The command line itself was wrong: exit code 64. */

export class UsageError extends Error {
  override readonly name = 'UsageError';
}
