/** @file `vlprompt check`: what is wrong with prompt files and wildcard files. */
import path from 'node:path';
import { createLanguageService, type Diagnostic } from '../../language/service.ts';
import { wildcardExtensions } from '../../language/wildcard/wildcard-file.ts';
import { Failure } from '../../protocol/failure.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { type CheckedFile, countOf, diagnosticLines, diagnosticSummary, shownPath } from '../diagnostics.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { documentText } from '../json/document.ts';
import { chosenWorkspace } from '../prompt-file.ts';
import { openPromptText, readPromptText } from '../read-prompt-file.ts';
import type { Shell } from '../shell.ts';

export interface CheckOptions {
  readonly json?: boolean;
  readonly workspace?: string;
}

export async function check(files: readonly string[], options: CheckOptions, shell: Shell): Promise<ExitCode> {
  const checked = await Promise.all(files.map((file) => checkFile(file, options, shell)));
  const exitCode = checked.some(({ diagnostics }) => countOf(diagnostics, 'error') > 0)
    ? exitCodes.failed
    : exitCodes.passed;
  if (options.json) shell.terminal.out(checkDocument(checked, exitCode));
  else print(checked, shell);
  return exitCode;
}

async function checkFile(argument: string, options: CheckOptions, shell: Shell): Promise<CheckedFile> {
  const file = path.resolve(shell.workingDirectory, argument);
  const name = shownPath(file, shell.workingDirectory);
  const workspace = chosenWorkspace(file, options.workspace, shell.workingDirectory);
  try {
    return { name, ...(await opened(file, name, workspace)) };
  } catch (error) {
    if (Failure.is(error, 'file-unreadable')) return { name, text: '', diagnostics: [unreadable(file, error.message)] };
    throw error;
  }
}

async function opened(file: string, name: string, workspace: string): Promise<Omit<CheckedFile, 'name'>> {
  if (!wildcardExtensions.includes(path.extname(file).toLowerCase())) return openPromptText(file, name, workspace);
  const text = await readPromptText(file, name);
  return { text, diagnostics: createLanguageService().checkWildcardFile(text, file, workspace) };
}

function unreadable(file: string, message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return { code: 'file-unreadable', severity: 'error', message, span: { file, start, end: start } };
}

function print(checked: readonly CheckedFile[], { terminal }: Shell): void {
  const { width, style } = terminal;
  for (const file of checked) for (const line of diagnosticLines(file, { width, style })) terminal.out(line);
  const summary = diagnosticSummary(checked.flatMap(({ diagnostics }) => diagnostics));
  const files = counted(checked.length, 'file');
  terminal.note(
    summary === undefined ? `${files} checked, nothing to complain about.` : `${files} checked: ${summary}.`,
  );
}

function checkDocument(checked: readonly CheckedFile[], exitCode: ExitCode): string {
  return documentText('vlprompt.check', {
    exitCode,
    files: checked.map(({ name, diagnostics }) => ({
      file: name,
      errors: countOf(diagnostics, 'error'),
      warnings: countOf(diagnostics, 'warning'),
      diagnostics: diagnostics.map(diagnosticBody),
    })),
  });
}

/** Lines and columns count from 1, as in the text output; columns are UTF-16 code units. */
function diagnosticBody({ code, severity, message, span, fix }: Diagnostic) {
  return {
    code,
    severity,
    message,
    ...place(span),
    ...(fix && { fix: { title: fix.title, text: fix.text, ...place(fix.span) } }),
  };
}

function place({ start, end }: Diagnostic['span']) {
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
