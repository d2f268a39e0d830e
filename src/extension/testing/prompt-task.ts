/** @file A task of `tasks.json` and the command line that it means. */

export type TaskAction = 'check' | 'run' | 'evaluate' | 'test';

export interface PromptTask {
  readonly action: TaskAction;
  /** Relative to the workspace folder; absent: `test` takes all files, the others need one. */
  readonly file?: string;
  readonly options: readonly string[];
}

/** What finds problems in what the action prints. */
export const problemMatcherOf: { readonly [A in TaskAction]: string } = {
  check: '$vlprompt-check',
  run: '$vlprompt-check',
  evaluate: '$vlprompt-check',
  test: '$vlprompt-test',
};

/** Undefined for a definition that says nothing that could be run: people write these by hand. */
export function promptTask(definition: Readonly<Record<string, unknown>>): PromptTask | undefined {
  const { action, file, options = [] } = definition;
  if (typeof action !== 'string' || !Object.hasOwn(problemMatcherOf, action)) return undefined;
  if (file !== undefined && typeof file !== 'string') return undefined;
  if (file === undefined && action !== 'test') return undefined;
  if (!Array.isArray(options) || !options.every((option) => typeof option === 'string')) return undefined;
  // The table's own keys are the actions.
  return { action: action as TaskAction, ...(file !== undefined && { file }), options };
}

/** Behind the name of the program; a file never stands where an option is looked for. */
export function taskArguments({ action, file, options }: PromptTask): readonly string[] {
  return [action, ...options, ...(file === undefined ? [] : ['--', file])];
}

export function taskName({ action, file }: PromptTask): string {
  return file === undefined ? `${action} all prompts` : `${action} ${file}`;
}
