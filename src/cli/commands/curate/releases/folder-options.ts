/** @file Commands about a folder of a workspace. */
import path from 'node:path';
import type { EngineChoices } from '../../../engine-session.ts';
import { existingFolder } from '../../../prompt-file.ts';
import { workspaceOf } from '../../../workspace.ts';

export interface FolderOptions extends EngineChoices {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** That of a release is above `releases`; of any other folder, the closest one. @param folder absolute */
export function workspaceAround(folder: string, { workspace }: FolderOptions, workingDirectory: string): string {
  if (workspace !== undefined) return existingFolder(workspace, workingDirectory);
  const releases = path.dirname(path.dirname(folder));
  return path.basename(releases) === 'releases' ? path.dirname(releases) : workspaceOf(path.join(folder, 'any'));
}
