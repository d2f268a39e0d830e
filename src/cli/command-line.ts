/** @file One command, from its arguments to its exit code; every error ends here as one sentence. */
import { CommanderError } from 'commander';
import { Failure } from '../protocol/failure.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { documentText } from './json/document.ts';
import { createProgram } from './program.ts';
import type { Shell } from './shell.ts';
import { printable } from './terminal/columns.ts';
import { UsageError } from './usage-error.ts';

/** @param args without the program's name. */
export async function runCommandLine(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.passed;
  const program = createProgram(shell, (code) => {
    exitCode = code;
  });
  if (args.length === 0) {
    program.outputHelp();
    return exitCodes.usage;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, args.includes('--json'), shell);
  }
}

function report(error: unknown, json: boolean, { terminal }: Shell): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.passed;
  const { code, message, exitCode } = described(error);
  if (json) terminal.out(documentText('vlprompt.failure', { code, message, exitCode }));
  terminal.note(`vlprompt: ${printable(message)}`);
  if (exitCode !== exitCodes.bug || !(error instanceof Error)) return exitCode;
  // It begins with the message, which may quote a file.
  for (const line of (error.stack ?? '').split('\n')) terminal.note(terminal.noteStyle.dim(printable(line)));
  return exitCode;
}

interface Described {
  /** A `FailureCode`, `usage` or `bug`. */
  readonly code: string;
  readonly message: string;
  readonly exitCode: ExitCode;
}

function described(error: unknown): Described {
  if (error instanceof CommanderError) return { code: 'usage', message: sentenceOf(error), exitCode: exitCodes.usage };
  if (error instanceof UsageError) return { code: 'usage', message: error.message, exitCode: exitCodes.usage };
  if (Failure.is(error, 'cancelled'))
    return { code: error.code, message: error.message, exitCode: exitCodes.cancelled };
  if (Failure.is(error)) return { code: error.code, message: error.message, exitCode: exitCodes.failed };
  const [reason] = String(error instanceof Error ? error.message : error).split('\n');
  return {
    code: 'bug',
    message: `Something went wrong inside vlprompt (${reason}); please report it with what follows.`,
    exitCode: exitCodes.bug,
  };
}

/** Commander writes `error: unknown command 'rnu'` and, on a line of its own, `(Did you mean run?)`. */
function sentenceOf({ code, message }: CommanderError): string {
  // A command that only holds others.
  if (code === 'commander.help') return 'Name one of its commands; `--help` lists them.';
  const sentence = message
    .replace(/^error: /u, '')
    .replace(/\n\((Did you mean .*)\)$/u, (_, hint: string) => `; d${hint.slice(1)}`);
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}${/[.?]$/u.test(sentence) ? '' : '.'}`;
}
