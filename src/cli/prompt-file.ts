/** @file A prompt file that a command was asked to work on: read, checked, and without errors. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { guess } from '../language/diagnostics/guess.ts';
import { isInside } from '../language/is-inside.ts';
import type { Plan } from '../language/plan/plan.ts';
import type { OpenedFile } from '../language/service.ts';
import { Failure } from '../protocol/failure.ts';
import { countOf, diagnosticLines, diagnosticSummary, shownPath } from './diagnostics.ts';
import { trustedModelFolders } from './engine-session.ts';
import { openPromptText } from './read-prompt-file.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';
import { workspaceOf } from './workspace.ts';

export interface PromptFile {
  /** Absolute path. */
  readonly file: string;
  /** As shown to people. */
  readonly name: string;
  /** Absolute path. */
  readonly workspace: string;
  readonly plan: Plan;
  /** What it declares and this version does not run. */
  readonly later: OpenedFile['later'];
  readonly choicesOf: OpenedFile['choicesOf'];
}

export interface NotedPromptFile extends PromptFile {
  /** How many errors and warnings it has, in words; undefined without any. */
  readonly summary: string | undefined;
  /** Of severity error; what carries one is not in the plan. */
  readonly errors: number;
}

export interface OpenOptions {
  readonly workspace?: string;
  readonly models?: readonly string[];
}

/**
 * Opens a file that is to be run; notes its warnings.
 * @throws Failure `file-unreadable`, `path-outside-workspace`, `plan-invalid` when it has errors
 */
export async function openPromptFile(argument: string, options: OpenOptions, shell: Shell): Promise<PromptFile> {
  const { errors, summary, ...opened } = await notePromptFile(argument, options, shell);
  if (errors === 0) return opened;
  throw new Failure('plan-invalid', `${opened.name} has ${summary}, so nothing was run: mend the errors above.`);
}

/**
 * Opens a file that is to be looked at; notes its errors and warnings.
 * @throws Failure `file-unreadable`, `path-outside-workspace`
 */
export async function notePromptFile(argument: string, options: OpenOptions, shell: Shell): Promise<NotedPromptFile> {
  const { terminal, workingDirectory } = shell;
  const file = path.resolve(workingDirectory, argument);
  const workspace = chosenWorkspace(file, options.workspace, workingDirectory);
  const name = shownPath(file, workingDirectory);
  const opened = await openPromptText(file, name, workspace, trustedModelFolders(options, workingDirectory));
  const layout = { width: terminal.width, style: terminal.noteStyle };
  const told = opened.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  for (const line of diagnosticLines({ name, text: opened.text, diagnostics: told }, layout)) terminal.note(line);
  const errors = countOf(opened.diagnostics, 'error');
  const { plan, later, choicesOf } = opened;
  return { file, name, workspace, plan, later, choicesOf, errors, summary: diagnosticSummary(told) };
}

/** @throws UsageError when the folder is none; Failure `path-outside-workspace` */
export function chosenWorkspace(file: string, chosen: string | undefined, workingDirectory: string): string {
  if (chosen === undefined) return workspaceOf(file);
  const folder = existingFolder(chosen, workingDirectory);
  if (!isInside(file, folder)) {
    throw new Failure(
      'path-outside-workspace',
      `${file} lies outside ${folder}: name a folder above it with --workspace.`,
    );
  }
  return folder;
}

/** @throws UsageError when it is none */
export function existingFolder(chosen: string, workingDirectory: string): string {
  const folder = path.resolve(workingDirectory, chosen);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${folder}.`);
  return folder;
}

/**
 * The declarations that were named, or all of them when none was.
 * @throws UsageError for a name that is not there; Failure `plan-invalid` when there is nothing to choose from, or what is
 * chosen is not run by this version
 */
export function chosen<T extends { readonly name: string }>(
  declared: readonly T[],
  names: readonly string[],
  kind: 'recipe' | 'evaluate' | 'curate' | 'either',
  { name: fileName, later }: Pick<PromptFile, 'name' | 'later'>,
): readonly T[] {
  const { word, verb, named } = kinds[kind];
  const notRun = later.find(({ name }) => names.includes(name));
  if (notRun) {
    const what = `\`${notRun.keyword} ${notRun.name}\``;
    throw new Failure('plan-invalid', `${what} in ${fileName} is checked, but this version does not run it yet.`);
  }
  if (declared.length === 0) {
    throw new Failure('plan-invalid', `${fileName} declares no ${word}, so there is nothing to ${verb}: add one.`);
  }
  if (names.length === 0) return declared;
  return [...new Set(names)].map((name) => find(declared, name, named, fileName));
}

const kinds = {
  recipe: { word: '`recipe`', verb: 'draw', named: (name: string) => `\`recipe ${name}\`` },
  evaluate: { word: '`evaluate`', verb: 'measure', named: (name: string) => `\`evaluate ${name}\`` },
  curate: { word: '`curate`', verb: 'curate', named: (name: string) => `\`curate ${name}\`` },
  either: {
    word: '`recipe` or `evaluate`',
    verb: 'expand',
    named: (name: string) => `recipe or evaluation \`${name}\``,
  },
} as const;

function find<T extends { readonly name: string }>(
  declared: readonly T[],
  name: string,
  named: (name: string) => string,
  fileName: string,
): T {
  const found = declared.find((declaration) => declaration.name === name);
  if (found) return found;
  const names = declared.map((declaration) => declaration.name);
  const guessed = guess(name, names);
  const hint = guessed === undefined ? `it has ${names.join(', ')}` : `did you mean ${guessed}?`;
  throw new UsageError(`${fileName} declares no ${named(name)}; ${hint}`);
}
