/** @file Real images whose folder is their label: `<path>/<class>/*`. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DataPlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { systemCode } from '../files/system-code.ts';
import { isInside, realPathOf, resolveInside } from '../files/workspace-path.ts';

export interface LabelledImage {
  /** Absolute path. */
  readonly file: string;
  /** Index of its class. */
  readonly actual: number;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Text that is another one once the file has changed. */
  readonly stamp: string;
}

export interface Skipped {
  /** Absolute path. */
  readonly file: string;
  /** One sentence. */
  readonly reason: string;
}

export interface LabelledFolder {
  /** Class by class in the order given, names sorted by code unit: the same folder always gives the same list. */
  readonly images: readonly LabelledImage[];
  /** Folders that are no class, and classes without images. */
  readonly skipped: readonly Skipped[];
}

const imageName = /\.(png|jpe?g|webp)$/i;

/**
 * @param workspace absolute path
 * @param classes their names
 * @throws Failure `data-missing`, `data-empty`, `path-outside-workspace`, `file-unreadable`
 */
export async function listLabelledFolder(
  data: DataPlan,
  workspace: string,
  classes: readonly string[],
): Promise<LabelledFolder> {
  const root = await resolveInside(workspace, data.path);
  if (root === undefined) throw missing(data, workspace);
  const folders = await namesIn(root, (entry) => !entry.isFile() && !entry.name.startsWith('.'));
  const realWorkspace = (await realPathOf(workspace)) ?? workspace;
  const perClass = await Promise.all(
    classes.map((name, actual) => (folders.includes(name) ? listClass(root, name, actual, realWorkspace) : [])),
  );
  const images = perClass.flat();
  if (images.length === 0) throw empty(data, root, classes, folders);
  return { images, skipped: [...strangers(root, folders, classes), ...withoutImages(root, perClass, classes)] };
}

/**
 * Names of the folders of a data set, which are its labels; sorted by code unit.
 * @param workspace absolute path
 * @throws Failure as `listLabelledFolder`
 */
export async function classFolders(data: DataPlan, workspace: string): Promise<readonly string[]> {
  const root = await resolveInside(workspace, data.path);
  if (root === undefined) throw missing(data, workspace);
  return namesIn(root, (entry) => !entry.isFile() && !entry.name.startsWith('.'));
}

/**
 * Images of one class, or of every class folder in the order of their names; names sorted by code unit.
 * @param workspace absolute path
 * @param folder relative to it; holds a folder for each class
 * @returns absolute paths; never empty
 * @throws Failure `data-missing`, `data-empty`, `path-outside-workspace`, `file-unreadable`
 */
export async function listImages(workspace: string, folder: string, className?: string): Promise<readonly string[]> {
  const root = await resolveInside(workspace, folder);
  if (root === undefined) {
    throw new Failure(
      'data-missing',
      `There is no folder ${path.join(workspace, folder)}; put images into ${folder}/<class>/.`,
    );
  }
  const realWorkspace = (await realPathOf(workspace)) ?? workspace;
  const folders = await namesIn(root, (entry) => !entry.isFile() && !entry.name.startsWith('.'));
  const wanted = folders.filter((name) => className === undefined || name === className);
  const images = (await Promise.all(wanted.map((name) => listClass(root, name, 0, realWorkspace)))).flat();
  if (images.length > 0) return images.map(({ file }) => file);
  const where = className === undefined ? root : path.join(root, className);
  throw new Failure('data-empty', `There is no image to begin with in ${where}; put PNG, JPEG or WebP files there.`);
}

async function listClass(
  root: string,
  name: string,
  actual: number,
  workspace: string,
): Promise<readonly LabelledImage[]> {
  const folder = await requireInside(path.join(root, name), workspace);
  const entries = await entriesIn(folder, (entry) => !entry.isDirectory() && imageName.test(entry.name));
  return Promise.all(
    entries.map(async (entry): Promise<LabelledImage> => {
      const file = path.join(folder, entry.name);
      // What is a file here is where it seems to be; anything else may lead out.
      const real = entry.isFile() ? file : await requireInside(file, workspace);
      return { file, actual, ...stampOf(real) };
    }),
  );
}

/** To wait for another thread's answer takes longer than to ask the disk: there may be ten thousand. */
function stampOf(file: string): Pick<LabelledImage, 'size' | 'modified' | 'stamp'> {
  const { size, mtimeMs, ctimeMs, ino } = statSync(file);
  return { size, modified: mtimeMs, stamp: [size, mtimeMs, ctimeMs, ino].join(' ') };
}

/** Follows links; the workspace's own path is real already. */
async function requireInside(target: string, workspace: string): Promise<string> {
  const real = await realPathOf(target);
  if (real === undefined) throw new Failure('file-unreadable', `${target} is a link to nothing; repair or remove it.`);
  if (isInside(workspace, real)) return real;
  const text = `${target} is a link that leads out of the workspace ${workspace}; copy what it names into the workspace.`;
  throw new Failure('path-outside-workspace', text);
}

type Entry = { readonly name: string; isFile(): boolean; isDirectory(): boolean };

async function namesIn(folder: string, isWanted: (entry: Entry) => boolean): Promise<readonly string[]> {
  return (await entriesIn(folder, isWanted)).map(({ name }) => name);
}

/** Sorted by the code units of their names. */
async function entriesIn(folder: string, isWanted: (entry: Entry) => boolean): Promise<readonly Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(isWanted).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOTDIR') {
      throw new Failure('data-missing', `${folder} is a file, not a folder of class folders; name the folder.`, {
        cause,
      });
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Failure('file-unreadable', `The folder ${folder} cannot be read; check its permissions.`, { cause });
    }
    throw cause;
  }
}

function missing(data: DataPlan, workspace: string): Failure {
  const where = path.join(workspace, data.path);
  return new Failure(
    'data-missing',
    `The folder of the data set \`${data.name}\`, ${where}, is not there; put images into ${data.path}/<class>/.`,
  );
}

function empty(data: DataPlan, root: string, classes: readonly string[], folders: readonly string[]): Failure {
  const found = folders.length === 0 ? 'no folders' : `the folders ${names(folders)}`;
  return new Failure(
    'data-empty',
    `The data set \`${data.name}\` has no image of a class: ${root} has ${found}; it needs PNG, JPEG or WebP files in ` +
      `folders named like the classes ${names(classes)}.`,
  );
}

function strangers(root: string, folders: readonly string[], classes: readonly string[]): readonly Skipped[] {
  const unknown = folders.filter((name) => !classes.includes(name));
  if (unknown.length === 0) return [];
  return [{ file: root, reason: `No class here is named ${names(unknown)}, so what lies in there was left out.` }];
}

function withoutImages(
  root: string,
  perClass: readonly (readonly LabelledImage[])[],
  classes: readonly string[],
): readonly Skipped[] {
  const without = classes.filter((_, index) => perClass[index]?.length === 0);
  if (without.length === 0) return [];
  return [{ file: root, reason: `There is no image of ${names(without)}, so nothing is known about it.` }];
}

/** At most eight, so that a sentence stays one. */
function names(all: readonly string[]): string {
  const shown = all.slice(0, 8).map((name) => `\`${name}\``);
  return all.length > shown.length ? `${shown.join(', ')} and ${all.length - shown.length} more` : shown.join(', ');
}
