import path from 'node:path';
import type { DataPlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { realPathOf, resolveInside } from '../../files/workspace-path.ts';
import { detectedFormat } from '../imports/detected-format.ts';
import { foldersIn } from '../imports/found-files.ts';
import type { Reading } from './reading.ts';

/**
 * How a data set of a file is to be read: as it says, else as its folder looks. One with a folder of a class is
 * `<path>/<class>/*`, whatever lies beside that, unless metadata of its images does.
 * @param workspace absolute
 * @param classes that are asked for
 * @throws Failure `data-missing`, `path-outside-workspace`, `file-unreadable`
 */
export async function readingOfData(data: DataPlan, workspace: string, classes: readonly string[]): Promise<Reading> {
  const root = await resolveInside(workspace, data.path);
  if (root === undefined) throw missing(data, path.join(workspace, data.path));
  if (data.labels !== 'folders') {
    const file = await resolveInside(workspace, data.labels.file);
    if (file === undefined) throw missing(data, path.join(workspace, data.labels.file));
    return { kind: 'table', root: (await realPathOf(workspace)) ?? workspace, file, column: data.labels.column };
  }
  if (data.format !== undefined) return { kind: 'format', format: data.format, root };
  const detected = await detectedFormat(root);
  const isPlain = detected !== 'imagefolder' && (await foldersIn(root)).some((name) => classes.includes(name));
  return { kind: 'format', format: isPlain ? 'folder' : detected, root };
}

function missing({ name }: DataPlan, place: string): Failure {
  return new Failure('data-missing', `The data set \`${name}\` needs ${place}, which is not there; add or rename it.`);
}
