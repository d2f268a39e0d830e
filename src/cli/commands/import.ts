/** @file `vlprompt import`: the recipe of a picture that another tool made. */
import { lstat, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createDocument } from '../../language/document.ts';
import { importImage, LARGEST_IMAGE } from '../../language/exchange/import-image.ts';
import { type FileNames, namesIn } from '../../language/exchange/recipe/file-names.ts';
import type { ImportedRecipe } from '../../language/exchange/recipe/recipe-of.ts';
import { Failure } from '../../protocol/failure.ts';
import { shownPath } from '../diagnostics.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { documentText } from '../json/document.ts';
import { readPromptText, unreadable } from '../read-prompt-file.ts';
import type { Shell } from '../shell.ts';
import { printable } from '../terminal/columns.ts';
import { writeOutput } from '../write-output.ts';

export interface ImportOptions {
  readonly output?: string;
  readonly json?: boolean;
}

/** The recipe goes to standard output or to the end of a file, what could not be expressed to standard error. */
export async function importPicture(image: string, options: ImportOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const file = path.resolve(workingDirectory, image);
  const bytes = await readPicture(file, shownPath(file, workingDirectory));
  const output = options.output === undefined ? undefined : await openOutput(options.output, shell);
  const imported = importImage(bytes, path.basename(file), output && { names: output.names });
  for (const note of imported.notes) terminal.note(printable(note));
  if (output) await writeOutput(output.file, joined(output.text, imported.text));
  print(imported, image, output, options, shell);
  return exitCodes.passed;
}

async function readPicture(file: string, name: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size <= LARGEST_IMAGE) return await readFile(file);
  } catch (cause) {
    throw unreadable(name, cause, 'a picture');
  }
  throw new Failure('image-corrupt', `${name} is too large for a picture that a tool made from words: choose another.`);
}

interface Output {
  /** Absolute path. */
  readonly file: string;
  /** For people. */
  readonly name: string;
  /** What it holds already. */
  readonly text: string;
  readonly names: FileNames;
}

/** A file that is there already is added to. */
async function openOutput(argument: string, { workingDirectory }: Shell): Promise<Output> {
  const file = path.resolve(workingDirectory, argument);
  const name = shownPath(file, workingDirectory);
  const isThere = await lstat(file).then(
    () => true,
    () => false,
  );
  const text = isThere ? await readPromptText(file, name) : '';
  return { file, name, text, names: namesIn(createDocument(name, text)) };
}

/** One blank line between what was there and what comes, with the line ends of what was there. */
function joined(before: string, added: string): string {
  const kept = before.trimEnd();
  if (kept === '') return added;
  return before.includes('\r\n') ? `${kept}\n\n${added}`.replace(/\r?\n/g, '\r\n') : `${kept}\n\n${added}`;
}

function print(
  { name, text, notes }: ImportedRecipe,
  image: string,
  output: Output | undefined,
  { json }: ImportOptions,
  { terminal }: Shell,
): void {
  if (json)
    terminal.out(documentText('vlprompt.import', { image, recipe: name, text, notes, exitCode: exitCodes.passed }));
  else if (output === undefined) terminal.write(text);
  if (output) terminal.note(`recipe ${name} was written to ${printable(output.name)}.`);
}
