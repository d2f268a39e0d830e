/** @file Reviewing a recipe, a class or a curation: the file of its review, made where there is none, in its editor. */
import path from 'node:path';
import { commands, Uri, workspace } from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Plans } from '../language/plans.ts';
import type { Places } from '../workspace/places.ts';
import { firstReview } from './first-review.ts';
import { formatReview } from './review-file.ts';
import { reviewViewType } from './review-view-type.ts';
import { isThere } from './saved-views.ts';

/** From the workspace folder. */
const folderOfReviews = ['reviews', 'views'];

/** @throws Failure `file-unreadable` when the prompt file is on no disk; `plan-invalid` when nothing can be reviewed */
export async function openReview({ uri, name }: DeclarationId, places: Places, plans: Plans): Promise<void> {
  if (Uri.parse(uri, true).scheme !== 'file') throw new Failure('file-unreadable', notSaved);
  const folder = places.workspaceOf(uri);
  const prompt = path.relative(folder, Uri.parse(uri, true).fsPath).replaceAll(path.sep, '/');
  const file = Uri.joinPath(Uri.file(folder), ...folderOfReviews, ...fileOf(prompt, name));
  if (!(await isThere(file)))
    await write(file, formatReview(firstReview(prompt, name, (await plans.ofFile(uri)).plan)));
  await commands.executeCommand('vscode.openWith', file, reviewViewType);
}

const notSaved = 'This prompt file is not saved, and a review names its file: save it to a folder and try again.';

/** In folders as the prompt file is, so that two of one name have reviews of their own. */
function fileOf(prompt: string, name: string): readonly string[] {
  return `${prompt.replace(/\.vlprompt$/u, '')}.${name}.vlreview`.split('/');
}

async function write(file: Uri, text: string): Promise<void> {
  await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
  await workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
