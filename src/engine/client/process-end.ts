/** @file Why a process ended, in words for the user. */

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines it wrote to stderr. */
  readonly lastWords: readonly string[];
  /** Why it could not be started at all. */
  readonly error?: Error;
}

const hints: { readonly [signal: string]: string } = {
  SIGKILL: 'the system may have run out of memory, or someone ended it',
  SIGABRT: 'the model runtime gave up, often for want of memory',
  SIGSEGV: 'the model runtime crashed; a driver may be at fault',
  SIGBUS: 'the model runtime crashed; a model file may have been cut short while it was in use',
  SIGILL: 'this processor lacks an instruction that the model runtime needs',
};

/** One sentence, such as `The engine process was ended by signal SIGKILL; the system may have run out of memory …`. */
export function describeEnd(end: ProcessEnd): string {
  if (end.error) return `The engine process could not be started: ${end.error.message}.`;
  return `The engine process ${manner(end)}${lastWord(end)}.`;
}

function manner({ code, signal }: ProcessEnd): string {
  if (signal === null) return `ended by itself with exit code ${code ?? 'unknown'}`;
  const hint = hints[signal];
  return hint === undefined ? `was ended by signal ${signal}` : `was ended by signal ${signal}; ${hint}`;
}

function lastWord({ lastWords, signal }: ProcessEnd): string {
  const last = lastWords.findLast((line) => /error|failed|exception/i.test(line)) ?? lastWords.at(-1);
  return last === undefined || signal === 'SIGKILL' ? '' : `; its last words: ${last.trim().replace(/\.$/, '')}`;
}
