/**
 * @file The language for programs without an editor: the command line opens files with it. The language server offers
 * the same knowledge over the language server protocol.
 */
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Host } from './host.ts';
import type { Plan } from './plan/plan.ts';

export type { Diagnostic, Fix, Severity } from './diagnostics/diagnostic.ts';
export type { Host, TokenCounter } from './host.ts';

export interface OpenedFile {
  /** In the order of the text; includes `file-unreadable` when the file could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Declarations that carry an error are left out; undefined only when the file could not be read. */
  readonly plan: Plan | undefined;
  readonly text: string;
}

export interface LanguageService {
  /**
   * Reads and checks a prompt file. Never throws for what a file may hold.
   * @param file absolute path.
   * @param workspace absolute path of the folder that paths in the plan are relative to.
   */
  open(file: string, workspace: string): Promise<OpenedFile>;
  /** The same for a text that is not on disk yet; `file` is where it would stand. */
  openText(text: string, file: string, workspace: string): Promise<OpenedFile>;
  /** The canonical form; a text with syntax errors comes back unchanged. */
  format(text: string): string;
}

/** @param host how files are read and tokens are counted; `nodeHost()` reads the disk. */
export declare function createLanguageService(host?: Partial<Host>): LanguageService;
