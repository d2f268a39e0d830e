/** @file Reviews of the same images, saved as files beside each other. */
import { commands, Uri, window, workspace } from 'vscode';
import { formatReview, type ReviewFile } from './review-file.ts';
import { reviewViewType } from './review-view-type.ts';

const ending = '.vlreview';

/** Asks for a name, and writes a file of it beside that of the review. */
export async function saveView(uri: Uri, file: ReviewFile): Promise<void> {
  const name = await window.showInputBox({
    title: 'Save View',
    prompt: 'A file beside this one, with what is shown now.',
    validateInput: (value) => (isFileName(value) ? undefined : 'A name for a file, without slashes.'),
  });
  if (name === undefined) return;
  const target = Uri.joinPath(uri, '..', name.endsWith(ending) ? name : `${name}${ending}`);
  if ((await isThere(target)) && !(await mayReplace(name))) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(formatReview(file)));
  await commands.executeCommand('vscode.openWith', target, reviewViewType);
}

function isFileName(value: string): boolean {
  return /^[^\\/:*?"<>|\p{Cc}]{1,100}$/u.test(value) && !/^\.*$/.test(value.trim());
}

async function mayReplace(name: string): Promise<boolean> {
  const replace = 'Replace';
  const detail = 'Decisions are not in it.';
  return (
    (await window.showWarningMessage(`There is a view ${name} already.`, { modal: true, detail }, replace)) === replace
  );
}

/** Offers all reviews of the workspace. */
export async function openView(): Promise<void> {
  const found = await workspace.findFiles(`**/*${ending}`, '**/node_modules/**');
  const items = found
    .map((uri) => ({ label: nameOf(uri), description: workspace.asRelativePath(Uri.joinPath(uri, '..')), uri }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const chosen = await window.showQuickPick(items, { title: 'Open View', placeHolder: 'Views of this workspace' });
  if (chosen) await commands.executeCommand('vscode.openWith', chosen.uri, reviewViewType);
}

function nameOf({ path }: Uri): string {
  return (path.split('/').at(-1) ?? path).slice(0, -ending.length);
}

export async function isThere(file: Uri): Promise<boolean> {
  return workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
