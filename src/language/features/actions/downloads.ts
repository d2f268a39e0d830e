/** @file Downloads of the models that a prompt file names and this machine lacks. */
import { checkDownloads } from '../../checks/downloads.ts';
import type { Problem } from '../../diagnostics/problem.ts';
import type { Host } from '../../host.ts';
import { specOf } from '../../plan/models.ts';
import { touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import type { ActionContext } from './action.ts';

export interface DownloadAction {
  readonly title: string;
  readonly problem: Problem;
  /** As a prompt file names it: `hf:owner/name@revision`. */
  readonly model: string;
}

export async function downloads(
  { document, range }: Pick<ActionContext, 'document' | 'range'>,
  isDownloaded: Host['isDownloaded'],
): Promise<DownloadAction[]> {
  const missing = await checkDownloads(document, isDownloaded);
  const here = missing.filter(({ at }) => touches(at, range.start) || touches(at, range.end));
  const models = document.tree.declarations.filter((declaration) => declaration.keyword === 'model');
  return here.flatMap((problem) => {
    const model = models.find(({ spec }) => spec !== undefined && placeOf(spec).start === problem.at.start);
    const spec = model && specOf(document, model);
    if (spec?.kind !== 'hub') return [];
    const name = `hf:${spec.repository}@${spec.revision}`;
    return [{ title: `Download ${spec.repository}`, problem, model: name }];
  });
}
