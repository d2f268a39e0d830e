/**
 * @file The language for programs without an editor: the command line opens files with it. The language server offers
 * the same knowledge over the language server protocol.
 */
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { RecipeChoices } from '../protocol/language.ts';
import { checkAll, soundText } from './checks/check.ts';
import { checkWildcardValues } from './checks/wildcards.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { inOrder, problem } from './diagnostics/problem.ts';
import { toDiagnostic } from './diagnostics/to-diagnostic.ts';
import { createDocument, type PromptDocument } from './document.ts';
import { formatChanges, formatText } from './format/format.ts';
import type { Host } from './host.ts';
import { nodeHost } from './node-host.ts';
import type { Plan, RecipePlan } from './plan/plan.ts';
import { recipeChoices } from './plan/recipe-choices.ts';
import { loadProgram } from './program/load.ts';
import { sourcesIn } from './program/sources.ts';
import { laterDeclarations } from './settings/tables.ts';
import { parseWildcardFile } from './wildcard/wildcard-file.ts';

export type { Diagnostic, Fix, Severity } from './diagnostics/diagnostic.ts';
export type { Host, TokenCounter } from './host.ts';

export interface OpenedFile {
  /** Of this file alone, in the order of its text; holds `file-unreadable` when the file could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Declarations that carry an error are left out; undefined only when the file could not be read. */
  readonly plan: Plan | undefined;
  readonly text: string;
  /** What the file declares and this version does not run. */
  readonly later: readonly LaterDeclaration[];
  /** What the images of a recipe of the plan took where there was something to choose; undefined of another recipe. */
  choicesOf(recipe: RecipePlan): RecipeChoices | undefined;
}

export interface LaterDeclaration {
  readonly keyword: string;
  readonly name: string;
}

export interface LanguageService {
  /**
   * Reads and checks a prompt file with all the files that it names. Never throws for what a file may hold.
   * @param file absolute path.
   * @param workspace absolute path of the folder that paths in the plan are relative to.
   */
  open(file: string, workspace: string): Promise<OpenedFile>;
  /** The same for a text that is not on disk; `file` is where it would stand. */
  openText(text: string, file: string, workspace: string): Promise<OpenedFile>;
  /** What is wrong with a wildcard file by itself; names in its values belong to the prompt files that read it. */
  checkWildcardFile(text: string, file: string, workspace: string): readonly Diagnostic[];
  /** The canonical form; a text with syntax errors comes back unchanged. */
  format(text: string): string;
  /** Whether it has a canonical form: a text with syntax errors has none. */
  canFormat(text: string): boolean;
}

/** @param host what differs from reading the disk and counting no tokens. */
export function createLanguageService(host: Partial<Host> = {}): LanguageService {
  const whole: Host = { ...nodeHost, ...host };
  return {
    open: (file, workspace) => open(whole, file, workspace),
    openText: (text, file, workspace) => openText(whole, text, file, workspace),
    checkWildcardFile,
    format: formatText,
    canFormat: (text) => formatChanges(text) !== undefined,
  };
}

async function open(host: Host, file: string, workspace: string): Promise<OpenedFile> {
  try {
    return await openText(host, await host.readFile(file), file, workspace);
  } catch (error) {
    return unreadable(relativePath(file, workspace), error);
  }
}

async function openText(host: Host, text: string, file: string, workspace: string): Promise<OpenedFile> {
  const document = await loadProgram(relativePath(file, workspace), text, sourcesIn(host, workspace));
  const { problems, plan } = await checkAll(document, {
    folderExists: (folder) => host.folderExists(path.join(workspace, folder)),
    fileExists: (wanted) => host.fileExists(path.join(workspace, wanted)),
    isDownloaded: host.isDownloaded,
    countTokens: host.tokenCounterOf?.(workspace),
  });
  const diagnostics = problems.map((found) => toDiagnostic(document, found));
  const choicesOf = (recipe: RecipePlan) => recipeChoices(soundText(document), recipe);
  return { diagnostics, plan, text, later: laterIn(document), choicesOf };
}

function checkWildcardFile(text: string, file: string, workspace: string): readonly Diagnostic[] {
  const name = relativePath(file, workspace);
  const list = parseWildcardFile(name, text);
  const lines = TextDocument.create(name, 'vlwildcard', 0, text);
  const problems = inOrder([...list.problems, ...checkWildcardValues(list)]);
  return problems.map((found) => toDiagnostic({ ...createDocument(name, ''), lines }, found));
}

function unreadable(file: string, error: unknown): OpenedFile {
  const found = problem('file-unreadable', { start: 0, end: 0 }, reasonOf(error));
  const diagnostics = [toDiagnostic(createDocument(file, ''), found)];
  return { diagnostics, plan: undefined, text: '', later: [], choicesOf: () => undefined };
}

function laterIn(document: PromptDocument): LaterDeclaration[] {
  return [...document.declared.values()]
    .filter(({ keyword }) => laterDeclarations.has(keyword))
    .map(({ keyword, name = '' }) => ({ keyword, name }));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? reasons[String(error.code)] : undefined) ?? error.message;
}

/** As plans have it: relative to the workspace, with `/`. */
export function relativePath(file: string, workspace: string): string {
  return path.relative(workspace, file).split(path.sep).join('/');
}
