/** @file `vlprompt expand`: the prompts of recipes and evaluations, spelled out. */

import { expandedPrompts, type PromptSource } from '../../language/plan/expanded-prompts.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { documentPath, documentText } from '../json/document.ts';
import { chosen, notePromptFile } from '../prompt-file.ts';
import type { Shell } from '../shell.ts';
import { printable } from '../terminal/columns.ts';
import { leftOut } from './plan.ts';

export interface ExpandOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Prompts go to standard output, one a line, each once a class; whose they are is noted beside them. */
export async function expand(
  file: string,
  names: readonly string[],
  options: ExpandOptions,
  shell: Shell,
): Promise<ExitCode> {
  const promptFile = await notePromptFile(file, options, shell);
  const sources = chosen(expandedPrompts(promptFile.plan), names, 'either', promptFile);
  const exitCode = promptFile.errors > 0 ? exitCodes.failed : exitCodes.passed;
  const { workspace } = promptFile;
  const place = { file: documentPath(promptFile.file, workspace), workspace };
  if (options.json) shell.terminal.out(documentText('vlprompt.expand', { ...place, exitCode, sources }));
  else for (const source of sources) print(source, shell);
  if (promptFile.errors > 0) shell.terminal.note(leftOut(promptFile));
  return exitCode;
}

function print({ kind, name, classes }: PromptSource, { terminal }: Shell): void {
  for (const { class: className, prompts } of classes) {
    const whose = className === undefined ? name : `${name}, ${className}`;
    terminal.note(`${kind} ${printable(whose)}: ${counted(prompts.length, 'prompt')}`);
    for (const { prompt } of prompts) terminal.out(printable(prompt));
  }
}
