/** @file An engine that is asked about models, not to run them. */
import path from 'node:path';
import { type EngineSession, withEngine } from '../../engine-session.ts';
import { existingFolder } from '../../prompt-file.ts';
import type { Shell } from '../../shell.ts';
import { workspaceOf } from '../../workspace.ts';

export interface ModelOptions {
  readonly workspace?: string;
  readonly models?: readonly string[];
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** Absolute path of the workspace that a command without a file is about. @throws UsageError when it is none */
export function workspaceHere({ workspace }: Pick<ModelOptions, 'workspace'>, workingDirectory: string): string {
  if (workspace !== undefined) return existingFolder(workspace, workingDirectory);
  return workspaceOf(path.join(workingDirectory, 'any.vlprompt'));
}

export function withModels<T>(
  options: ModelOptions,
  shell: Shell,
  use: (session: EngineSession) => Promise<T>,
): Promise<T> {
  return withEngine(workspaceHere(options, shell.workingDirectory), options, shell, use);
}
