/** @file `vlprompt explain`: what a diagnostic's code means, with a wrong and a right example. */
import { diagnosticCodes } from '../../language/diagnostics/codes.ts';
import { explain as explanation, isDiagnosticCode } from '../../language/diagnostics/explain.ts';
import { guess } from '../../language/diagnostics/guess.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

export function explain(code: string | undefined, { terminal }: Shell): ExitCode {
  if (code === undefined) for (const known of Object.keys(diagnosticCodes)) terminal.out(known);
  else terminal.write(explanation(known(code)));
  return exitCodes.passed;
}

/** @throws UsageError */
function known(code: string) {
  if (isDiagnosticCode(code)) return code;
  const guessed = guess(code, Object.keys(diagnosticCodes));
  const hint = guessed === undefined ? 'run `vlprompt explain` for all of them' : `did you mean ${guessed}?`;
  throw new UsageError(`No diagnostic has the code ${code}; ${hint}`);
}
