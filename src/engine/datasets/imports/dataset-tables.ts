import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import { fileAt, filesIn } from './found-files.ts';

/**
 * The files of a dataset that have such an ending, sorted, by their own names where they are links; a file is its own
 * list.
 * @param place absolute; no folder on the way from the root to it is a link
 * @param root absolute, out of which no link leads
 * @throws Failure `data-missing`, `path-outside-workspace`
 */
export async function tablesOf(place: string, ending: RegExp, root = place): Promise<readonly string[]> {
  const found = await unlessMissing(stat(place));
  if (found?.isFile()) return [place];
  const names = found === undefined ? [] : await filesIn(place, ending);
  for (const name of names) await fileAt(root, name, place);
  if (names.length > 0) return names.map((name) => path.join(place, name));
  const text = `${place} holds no file of the format that was asked for; name another folder or another format.`;
  throw new Failure('data-missing', text);
}
