/** @file A set that has been looked through: every format can hold it, and what they all need is known. */
import { Failure } from '../../../protocol/failure.ts';
import { isDigest } from '../../files/digest.ts';
import { type Column, columnsOf, isWellFormed } from './column-schema.ts';
import { compare, type ExportSample, type ExportSet, inOrder } from './export-set.ts';
import { type PictureHeader, readPictureHeader } from './picture-header.ts';

export interface PreparedSample {
  readonly sample: ExportSample;
  readonly header: PictureHeader;
  /** Number of its class. */
  readonly target: number;
  /** Of a file with its content, without folder: a digest holds no dots, no words and no letters of other scripts. */
  readonly name: string;
}

export interface PreparedSet {
  readonly set: ExportSet;
  readonly columns: readonly Column[];
  /** In order, never empty. */
  readonly splits: readonly PreparedSplit[];
}

export interface PreparedSplit {
  readonly name: string;
  /** By label, then id; never empty. */
  readonly samples: readonly PreparedSample[];
}

/** What Hugging Face takes for a split's name, without dots. */
const splitName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Means every split to Hugging Face; the others are devices of Windows. */
const refusedSplit = /^(all|con|prn|aux|nul|com\d|lpt\d)$/i;

/** @throws Failure `export-invalid`, `file-unreadable`, `image-corrupt`, `cancelled` */
export async function prepareSet(set: ExportSet, signal: AbortSignal): Promise<PreparedSet> {
  requireWhole(set);
  const columns = columnsOf(set.samples);
  const targets = new Map(set.classes.map((name, index) => [name, index]));
  const splits = new Map<string, PreparedSample[]>();
  for (const sample of inOrder(set.samples)) {
    if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled.');
    const header = await readPictureHeader(sample.file);
    const prepared = { sample, header, target: targetOf(sample, targets), name: `${sample.hash}.${header.type}` };
    const others = splits.get(sample.split);
    if (others) others.push(prepared);
    else splits.set(sample.split, [prepared]);
  }
  return { set, columns, splits: [...splits].map(([name, samples]) => ({ name, samples })) };
}

/** All of them, split by split. */
export function samplesOf({ splits }: PreparedSet): readonly PreparedSample[] {
  return splits.flatMap(({ samples }) => samples);
}

function targetOf({ label, file }: ExportSample, targets: ReadonlyMap<string, number>): number {
  const target = targets.get(label);
  if (target !== undefined) return target;
  throw invalid(
    `The label \`${label}\` of ${file} is none of the set's classes; add the class, or label it otherwise.`,
  );
}

function requireWhole(set: ExportSet): void {
  if (set.samples.length === 0)
    throw invalid(`The set \`${set.name}\` has no image; accept some before it is exported.`);
  for (const text of textsOf(set)) {
    if (!isWellFormed(text)) throw invalid(`The text ${JSON.stringify(text)} holds half a character; write it anew.`);
  }
  requireClasses(set.classes);
  requireSplits(set.samples);
  requireDifferent(set.samples);
}

function textsOf({ name, version, licence, classes, about }: ExportSet): readonly string[] {
  return [name, version, licence, ...classes, about.description, about.url, about.creator, about.published];
}

function requireClasses(classes: readonly string[]): void {
  const twice = classes.find((name, index) => classes.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`The class \`${twice}\` is there twice; name each class once.`);
  const odd = classes.find((name) => name === '' || /\p{Cc}/u.test(name));
  if (odd === undefined) return;
  throw invalid(`A class is called ${JSON.stringify(odd)}; give it a name without line breaks and control characters.`);
}

function requireSplits(samples: readonly ExportSample[]): void {
  const names = [...new Set(samples.map(({ split }) => split))].sort(compare);
  for (const name of names) {
    if (splitName.test(name) && !refusedSplit.test(name)) continue;
    const text = `A split is called ${JSON.stringify(name)}; use letters, digits and \`_\`, such as \`train\`, and not \`all\`.`;
    throw invalid(text);
  }
  const same = names.find((name, i) => names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) !== i);
  if (same === undefined) return;
  throw invalid(
    `Two splits differ from \`${same}\` in upper and lower case alone; many disks know no such difference.`,
  );
}

function requireDifferent(samples: readonly ExportSample[]): void {
  const ids = new Map<string, ExportSample>();
  const hashes = new Set<string>();
  for (const sample of samples) {
    const { id, hash, file } = sample;
    if (!isDigest(id) || !isDigest(hash)) throw invalid(`The id or the hash of ${file} is no hex SHA-256.`);
    const other = ids.get(id);
    if (other || hashes.has(hash)) {
      throw invalid(`${file} is in the set twice${other ? `, also as ${other.file}` : ''}; leave one of them out.`);
    }
    ids.set(id, sample);
    hashes.add(hash);
  }
}

function invalid(sentence: string): Failure {
  return new Failure('export-invalid', sentence);
}
