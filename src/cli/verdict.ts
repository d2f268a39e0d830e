/** @file How a process ends whose statements were judged. */
import type { Verdict } from '../protocol/evaluation.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

export const verdictExitCodes: { readonly [V in Verdict]: ExitCode } = {
  passed: exitCodes.passed,
  failed: exitCodes.failed,
  'needs-review': exitCodes.needsReview,
};
