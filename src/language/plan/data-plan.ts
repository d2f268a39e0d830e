/** @file Folders of real images as plain data. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Data } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import type { DataPlan, DataRole } from './plan.ts';
import { writtenPath } from './written-path.ts';

export const DEFAULT_ROLE: DataRole = 'holdout';

export function planData(document: PromptDocument, declaration: Data): DataPlan {
  const [role = DEFAULT_ROLE] = settingValues(document, declaration, 'role', 'choice');
  const [licence] = settingValues(document, declaration, 'licence', 'text');
  return {
    name: declaration.name ?? '',
    path: dataPath(document, declaration) ?? '.',
    labels: 'folders',
    // The rule's own table of options holds nothing else.
    role: role as DataRole,
    ...(licence !== undefined && { licence }),
    span: spanOf(document, placeOf(declaration)),
  };
}

/** Relative to the workspace; undefined when it is missing or leads out. */
export function dataPath(document: PromptDocument, { path }: Data): string | undefined {
  return path && writtenPath(document, path);
}
