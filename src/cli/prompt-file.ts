/** @file A prompt file that a command was asked to work on: read, checked, and without errors. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { guess } from '../language/diagnostics/guess.ts';
import { isInside } from '../language/is-inside.ts';
import type { Plan } from '../language/plan/plan.ts';
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
}

/**
 * Opens a file that is to be run; notes its warnings.
 * @throws Failure `file-unreadable`, `path-outside-workspace`, `plan-invalid` when it has errors
 */
export async function openPromptFile(
  argument: string,
  options: { readonly workspace?: string; readonly models?: readonly string[] },
  shell: Shell,
): Promise<PromptFile> {
  const { terminal, workingDirectory } = shell;
  const file = path.resolve(workingDirectory, argument);
  const workspace = chosenWorkspace(file, options.workspace, workingDirectory);
  const name = shownPath(file, workingDirectory);
  const opened = await openPromptText(file, name, workspace, trustedModelFolders(options, workingDirectory));
  const layout = { width: terminal.width, style: terminal.noteStyle };
  const told = opened.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  for (const line of diagnosticLines({ name, text: opened.text, diagnostics: told }, layout)) terminal.note(line);
  if (countOf(opened.diagnostics, 'error') > 0) {
    throw new Failure(
      'plan-invalid',
      `${name} has ${diagnosticSummary(told)}, so nothing was run: mend the errors above.`,
    );
  }
  return { file, name, workspace, plan: opened.plan };
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
 * @throws UsageError for a name that is not there; Failure `plan-invalid` when there is nothing to choose from
 */
export function chosen<T extends { readonly name: string }>(
  declared: readonly T[],
  names: readonly string[],
  kind: 'recipe' | 'evaluate',
  fileName: string,
): readonly T[] {
  if (declared.length === 0) {
    throw new Failure(
      'plan-invalid',
      `${fileName} declares no \`${kind}\`, so there is nothing to ${verbs[kind]}: add one.`,
    );
  }
  if (names.length === 0) return declared;
  return [...new Set(names)].map((name) => find(declared, name, kind, fileName));
}

const verbs = { recipe: 'draw', evaluate: 'measure' } as const;

function find<T extends { readonly name: string }>(
  declared: readonly T[],
  name: string,
  kind: string,
  fileName: string,
): T {
  const found = declared.find((declaration) => declaration.name === name);
  if (found) return found;
  const names = declared.map((declaration) => declaration.name);
  const guessed = guess(name, names);
  const hint = guessed === undefined ? `it has ${names.join(', ')}` : `did you mean ${guessed}?`;
  throw new UsageError(`${fileName} declares no \`${kind} ${name}\`; ${hint}`);
}
