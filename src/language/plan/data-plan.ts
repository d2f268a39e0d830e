/** @file Folders of real images as plain data. */
import { documentOf, type PromptDocument, spanOf } from '../document.ts';
import type { Data } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { resolvePath } from '../tree/paths.ts';
import { placeOf } from '../tree/places.ts';
import type { DataFormat, DataPlan, DataRole } from './plan.ts';
import { writtenPath } from './written-path.ts';

export const DEFAULT_ROLE: DataRole = 'holdout';

export function planData(document: PromptDocument, declaration: Data): DataPlan {
  const [role = DEFAULT_ROLE] = settingValues(document, declaration, 'role', 'choice');
  const [licence] = settingValues(document, declaration, 'licence', 'text');
  return {
    name: declaration.name ?? '',
    path: dataPath(document, declaration) ?? '.',
    ...labelled(document, declaration),
    // The rule's own table of options holds nothing else.
    role: role as DataRole,
    ...(licence !== undefined && { licence }),
    span: spanOf(documentOf(document, declaration), placeOf(declaration)),
  };
}

/** Folders that are asked for by name are not looked for anything else. */
function labelled(document: PromptDocument, declaration: Data): Pick<DataPlan, 'labels' | 'format'> {
  const [labels] = settingValues(document, declaration, 'labels', 'labels');
  const [format = labels?.kind === 'folders' ? 'folder' : undefined] = settingValues(
    document,
    declaration,
    'format',
    'choice',
  );
  // The rule's own table of options holds nothing else.
  const named = format === undefined ? {} : { format: format as DataFormat };
  const file = labels?.kind === 'column' ? labelFile(document, declaration, labels.file) : undefined;
  if (labels?.kind !== 'column' || file === undefined) return { labels: 'folders', ...named };
  return { labels: { file, column: labels.column ?? 'label' }, ...named };
}

/** Written from the data set's own folder; relative to the workspace. Undefined when it leads out. */
function labelFile(document: PromptDocument, declaration: Data, written: string): string | undefined {
  const folder = dataPath(document, declaration);
  return folder === undefined ? undefined : resolvePath(`${folder}/labels`, written);
}

/** Relative to the workspace; undefined when it is missing or leads out. */
export function dataPath(document: PromptDocument, { path }: Data): string | undefined {
  return path && writtenPath(document, path);
}
