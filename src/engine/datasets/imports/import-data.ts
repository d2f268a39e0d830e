/**
 * @file The data set of another tool → `<class>/…` in the workspace, or `<split>/<class>/…` where it names splits: what
 * `data NAME from "…"` reads. Written beside its place, read back by its digests, and then renamed.
 */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import type { Imported, ImportFormatName, ImportRequest, SetProgress } from '../../../protocol/releases.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { digestOf } from '../../files/digest.ts';
import { isInside } from '../../files/workspace-path.ts';
import { blocked, exportFailure } from '../exports/export-failure.ts';
import { textFile } from '../exports/export-format.ts';
import { folderNames } from '../exports/folder-names.ts';
import { PartialExport } from '../exports/partial-export.ts';
import { pictureTypeOf } from '../exports/picture-header.ts';
import { isRealFolder, makeRealFolders } from '../exports/real-folders.ts';
import { detectedFormat } from './detected-format.ts';
import { importFormats } from './import-formats.ts';
import type { ImportedSample } from './imported-sample.ts';

/**
 * Images without a label are left out, and the same file of one class once.
 * @param workspace absolute
 * @throws Failure of the reader of the format; `data-empty`, `export-blocked` where something is in the way,
 * `path-outside-workspace`, `disk-full`, `file-unwritable`, `cancelled`
 */
export async function* importData(
  workspace: string,
  { from, format, to }: ImportRequest,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, Imported> {
  const root = await realpath(workspace);
  const target = path.resolve(root, to);
  const chosen = format ?? (await detectedFormat(from));
  requirePlace(root, target, to, from);
  try {
    await makeRealFolders(root, path.dirname(target));
    if (await isRealFolder(target)) throw blocked(`${target} is there already; name another folder, or move it away.`);
    return yield* laidOut(target, chosen, from, signal);
  } catch (error) {
    throw exportFailure(error, target);
  }
}

function requirePlace(root: string, target: string, to: string, from: string): void {
  if (!isInside(root, target) || target === root) {
    throw new Failure('path-outside-workspace', `\`${to}\` is no folder inside ${root}; name one such as data/real.`);
  }
  if (isInside(from, target)) throw blocked(`${target} lies inside of what is imported; name a folder elsewhere.`);
}

/** Of one split and class, for people and for `data`; a stranger names both, such as `__proto__`. */
type Counts = Map<string, Map<string, number>>;

async function* laidOut(
  target: string,
  format: ImportFormatName,
  from: string,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, Imported> {
  const partial = await PartialExport.open(target, digestOf(JSON.stringify(['import', format, from])));
  try {
    const laid = yield* layAll(partial, importFormats[format](from), signal);
    if (laid.images === 0)
      throw new Failure('data-empty', `${from} holds no image with a label; name another folder or --format.`);
    await partial.write(checksums(partial), signal);
    yield { stage: 'verifying', done: laid.images, total: laid.images };
    const [wrong] = await partial.damaged(signal);
    if (wrong !== undefined) {
      throw new Failure(
        'export-damaged',
        `${path.join(target, wrong)} does not read as it was written; check the disk.`,
      );
    }
    await partial.publish();
    return { format, folder: target, images: laid.images, counts: laid.counts, notes: laid.notes };
  } finally {
    await partial.close();
  }
}

async function* layAll(
  partial: PartialExport,
  samples: AsyncIterable<ImportedSample>,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, Pick<Imported, 'images' | 'counts' | 'notes'>> {
  const [labels, splits] = [new Folders(), new Folders()];
  const counts: Counts = new Map();
  const seen = new Set<string>();
  let [images, unlabelled, twice] = [0, 0, 0];
  for await (const sample of samples) {
    if (sample.label === null) {
      unlabelled++;
      continue;
    }
    const folders = [...(sample.split === null ? [] : [splits.of(sample.split)]), labels.of(sample.label)];
    const bytes = await bytesOf(sample);
    const place = [...folders, `${digestOf(bytes)}.${await pictureTypeOf(bytes, nameOf(sample))}`].join('/');
    if (seen.has(place)) twice++;
    else {
      seen.add(place);
      await partial.write({ path: place, content: { kind: 'made', chunks: () => [bytes] } }, signal);
      count(counts, sample.split ?? '', sample.label);
      yield { stage: 'writing', done: ++images, total: 0 };
    }
  }
  const told = Object.fromEntries([...counts].map(([split, own]) => [split, Object.fromEntries(own)]));
  return { images, counts: told, notes: [...notesOf(unlabelled, twice), ...labels.notes()] };
}

/** Names that no disk has room for get others; those that were given stay. */
class Folders {
  readonly #names: string[] = [];
  #folders: ReadonlyMap<string, string> = new Map();

  of(name: string): string {
    if (!this.#folders.has(name)) {
      this.#names.push(name);
      this.#folders = folderNames(this.#names, 'kept');
    }
    return this.#folders.get(name) ?? name;
  }

  notes(): readonly string[] {
    const renamed = [...this.#folders].filter(([name, folder]) => name !== folder);
    return renamed.map(([name, folder]) => `The class ${JSON.stringify(name)} has the folder \`${folder}\`.`);
  }
}

function count(counts: Counts, split: string, label: string): void {
  const own = counts.get(split) ?? new Map<string, number>();
  counts.set(split, own.set(label, (own.get(label) ?? 0) + 1));
}

function notesOf(unlabelled: number, twice: number): readonly string[] {
  return [
    ...(unlabelled === 0 ? [] : [`${counted(unlabelled, 'image')} without a label left out.`]),
    ...(twice === 0 ? [] : [`${counted(twice, 'image')} there twice, taken once.`]),
  ];
}

async function bytesOf({ image }: ImportedSample): Promise<Uint8Array> {
  if (image.kind === 'bytes') return image.bytes;
  try {
    return await readFile(image.file);
  } catch (cause) {
    throw new Failure('file-unreadable', `The image ${image.file} cannot be read; check its permissions.`, { cause });
  }
}

function nameOf({ image }: ImportedSample): string {
  return image.kind === 'bytes' ? image.name : image.file;
}

function checksums(partial: PartialExport) {
  const lines = partial.finished.all().map(({ sha256, path: name }) => `${sha256}  ${name}\n`);
  return textFile('checksums.txt', lines.join(''));
}
