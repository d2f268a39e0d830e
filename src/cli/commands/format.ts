/** @file `vlprompt format`: the canonical form of prompt files. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { createLanguageService } from '../../language/service.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { shownPath } from '../diagnostics.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { documentText } from '../json/document.ts';
import { readPromptText } from '../read-prompt-file.ts';
import type { Shell } from '../shell.ts';
import { printable } from '../terminal/columns.ts';
import { UsageError } from '../usage-error.ts';
import { writeOutput } from '../write-output.ts';

export interface FormatOptions {
  readonly check?: boolean;
  readonly stdin?: boolean;
  readonly json?: boolean;
}

export async function format(files: readonly string[], options: FormatOptions, shell: Shell): Promise<ExitCode> {
  if (options.stdin) return formatInput(files, options, shell);
  if (files.length === 0) throw new UsageError('Name the files to format, or use --stdin.');
  const results: FormattedFile[] = [];
  for (const file of files) results.push(await formatFile(file, options, shell));
  const isFailed = results.some(({ changed, unread }) => unread || (options.check && changed));
  const exitCode = isFailed ? exitCodes.failed : exitCodes.passed;
  if (options.json) shell.terminal.out(documentText('vlprompt.format', { exitCode, files: results }));
  else print(results, options, shell);
  return exitCode;
}

interface FormattedFile {
  readonly file: string;
  /** Whether its text was, or would be, another. */
  readonly changed: boolean;
  /** It has a syntax error and stays as it is. */
  readonly unread?: true;
}

async function formatFile(argument: string, { check }: FormatOptions, shell: Shell): Promise<FormattedFile> {
  const file = path.resolve(shell.workingDirectory, argument);
  const name = shownPath(file, shell.workingDirectory);
  const text = await readPromptText(file, name);
  const service = createLanguageService();
  if (!service.canFormat(text)) return { file: name, changed: false, unread: true };
  const formatted = service.format(text);
  const changed = formatted !== text;
  if (changed && !check) await writeOutput(await realpath(file), formatted); // A link is the user's way to name the file.
  return { file: name, changed };
}

async function formatInput(files: readonly string[], { check }: FormatOptions, shell: Shell): Promise<ExitCode> {
  if (files.length > 0) throw new UsageError('--stdin reads standard input: name no files with it.');
  const text = await shell.readInput();
  const service = createLanguageService();
  const formatted = service.format(text);
  if (!service.canFormat(text)) {
    shell.terminal.note(notRead('standard input'));
    if (!check) shell.terminal.write(text);
    return exitCodes.failed;
  }
  if (check) return formatted === text ? exitCodes.passed : exitCodes.failed;
  shell.terminal.write(formatted);
  return exitCodes.passed;
}

function print(results: readonly FormattedFile[], { check }: FormatOptions, { terminal }: Shell): void {
  const changed = results.filter((result) => result.changed);
  for (const { file } of changed) terminal.out(printable(file));
  for (const { file, unread } of results) if (unread) terminal.note(notRead(printable(file)));
  const verb = check ? 'would be formatted' : 'formatted';
  const unchanged = results.length - changed.length;
  terminal.note(`${counted(changed.length, 'file')} ${verb}, ${unchanged} ${check ? 'in form' : 'left alone'}.`);
}

function notRead(file: string): string {
  return `${file} has a syntax error and was left as it is: run \`vlprompt check\` on it.`;
}
