/** @file Copies an example to a folder of the user's and opens it there: examples are to be changed. */
import { commands, type ExtensionContext, FileType, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { Places } from '../workspace/places.ts';

/** Where the path of a file waits while VS Code opens its folder, which starts the extension anew. */
const pendingKey = 'vlprompt.openAfterStart';

const descriptions: { readonly [folder: string]: string } = {
  fashion: 'Ten garments, judged on real photographs',
  inspection: 'Surfaces with defects, judged on scenes they were not drawn for',
};

export async function openExample(context: ExtensionContext, places: Places): Promise<void> {
  const name = await pickExample(places);
  if (name === undefined) return;
  const parent = await pickParent(places);
  if (!parent) return;
  const folder = await copyExample(Uri.joinPath(places.examples, name), parent, name);
  await context.globalState.update(pendingKey, Uri.joinPath(folder, `${name}.vlprompt`).toString());
  await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: false });
}

/** Opens the file of an example whose folder was opened last. */
export async function openPendingExample({ globalState }: ExtensionContext): Promise<void> {
  const pending = globalState.get<string>(pendingKey);
  if (pending === undefined) return;
  const uri = Uri.parse(pending, true);
  if (!workspace.getWorkspaceFolder(uri)) return;
  await globalState.update(pendingKey, undefined);
  await window.showTextDocument(uri);
}

async function pickExample({ examples }: Places): Promise<string | undefined> {
  const entries = await workspace.fs.readDirectory(examples);
  const folders = entries.filter(([, type]) => type === FileType.Directory).map(([name]) => name);
  const items = folders.map((label): QuickPickItem => ({ label, description: descriptions[label] ?? '' }));
  const chosen = await window.showQuickPick(items, { title: 'Which example?' });
  return chosen?.label;
}

async function pickParent({ ownFolder }: Places): Promise<Uri | undefined> {
  const own = { label: 'In a folder of VLPrompt', description: 'to look around', uri: ownFolder };
  const chosen = { label: 'In a folder of mine …', description: 'to keep', uri: undefined };
  const where = await window.showQuickPick([own, chosen], { title: 'Where shall the example be copied to?' });
  if (!where) return undefined;
  if (where.uri) return where.uri;
  const [folder] = (await window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false })) ?? [];
  return folder;
}

/** Never writes over what is there: the second copy is `fashion-2`. */
async function copyExample(source: Uri, parent: Uri, name: string): Promise<Uri> {
  await workspace.fs.createDirectory(parent);
  const taken = new Set((await workspace.fs.readDirectory(parent)).map(([entry]) => entry));
  const target = Uri.joinPath(parent, freeName(name, taken));
  await workspace.fs.copy(source, target, { overwrite: false });
  return target;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}-${count}`;
  return candidate;
}
