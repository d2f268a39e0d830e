/** @file What the process says when it ends; `docs/cli.md` lists the same table. */

export const exitCodes = {
  /** Everything asked for was done, and every statement held. */
  passed: 0,
  /** An `expect` did not hold, a file has errors, or something expected went wrong. */
  failed: 1,
  /** Every `expect` held, but a `check` asks for a human. */
  needsReview: 2,
  /** `vlprompt test` was cancelled; what it had found is reported. */
  testsCancelled: 3,
  /** `vlprompt test` was told to run nothing. */
  nothingSelected: 4,
  /** The command line itself was wrong; `EX_USAGE` of sysexits.h. */
  usage: 64,
  /** A bug of ours; `EX_SOFTWARE` of sysexits.h. */
  bug: 70,
  /** Ctrl-C: 128 + SIGINT, as shells count. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
