/** @file Files, folders and models as completions. */
import { CompletionItemKind } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { starterModels } from '../../plan/model-spec.ts';
import { resolvePath } from '../../tree/paths.ts';
import { wildcardExtensions } from '../../wildcard/wildcard-file.ts';
import type { PathKind, PathText } from '../path-texts.ts';
import { relativePathTo } from '../relative-path.ts';
import type { Completion, Completions } from './completion.ts';

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What lies on disk below the workspace folder; paths are relative to it. */
export interface Disk {
  /** Empty when there is no such folder, or it leads out of the workspace. */
  readonly list: (folder: string) => Promise<readonly FolderEntry[]>;
  /** Folders that hold a model. */
  readonly modelFolders: () => Promise<readonly string[]>;
}

export async function paths(
  document: PromptDocument,
  text: PathText,
  offset: number,
  disk: Disk,
): Promise<Completions> {
  const written = document.text.slice(text.at.start, offset);
  const slash = written.lastIndexOf('/') + 1;
  const models = text.kind === 'model' ? await modelItems(document, text.at.start, offset, disk) : [];
  const isPath = text.kind !== 'model' || /^\.{1,2}\//.test(written);
  const entries = isPath ? await entriesOf(document, written.slice(0, slash), text.kind, disk) : [];
  return { at: { start: text.at.start + slash, end: offset }, items: [...models, ...entries] };
}

async function entriesOf(document: PromptDocument, written: string, kind: PathKind, disk: Disk): Promise<Completion[]> {
  const folder = resolvePath(document.file, written === '' ? '.' : written);
  const entries = folder === undefined ? [] : await disk.list(folder);
  return entries
    .filter(({ name, isFolder }) => !name.startsWith('.') && (isFolder || fits[kind].test(name)))
    .toSorted((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1))
    .map(({ name, isFolder }) => ({
      label: isFolder ? `${name}/` : name,
      kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
    }));
}

const noFile = /(?!)/;
/** Files that can stand there; folders always can, on the way. */
const fits: { readonly [K in PathKind]: RegExp } = {
  'prompt-file': /\.vlprompt$/i,
  'wildcard-file': new RegExp(`(${wildcardExtensions.map((ending) => ending.replace('.', '\\.')).join('|')})$`, 'i'),
  'image-folder': noFile,
  folder: noFile,
  model: noFile,
  image: /\.(png|jpe?g|webp)$/i,
  'token-file': /\.safetensors$/i,
};

/** Those of the pack, and those found in the workspace. */
async function modelItems(document: PromptDocument, start: number, offset: number, disk: Disk): Promise<Completion[]> {
  const at = { start, end: offset };
  const pack = Object.entries(starterModels).map(([name, does]) => ({
    label: `starter/${name}`,
    kind: CompletionItemKind.Module,
    detail: `${does}; ships with the product`,
    at,
  }));
  const found = (await disk.modelFolders()).map((folder) => ({
    label: relativePathTo(document.file, folder),
    kind: CompletionItemKind.Folder,
    detail: 'a model in the workspace',
    at,
  }));
  return [...pack, ...found];
}
