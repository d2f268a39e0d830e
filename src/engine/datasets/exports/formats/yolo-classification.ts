/**
 * @file Ultralytics' layout for classification: `{train,val,test}/<class>/<file>`, and no file that describes it.
 * Classes are numbered by their folders' names, in each split anew: a class without images keeps its folder.
 * https://docs.ultralytics.com/datasets/classify/
 */

import { Failure } from '../../../../protocol/failure.ts';
import { readSplitFolders } from '../../imports/labelled-folders.ts';
import { type ExportEntry, type ExportFormat, textFile } from '../export-format.ts';
import { folderNames } from '../folder-names.ts';
import type { PreparedSet, PreparedSplit } from '../prepared-set.ts';
import { placesOf } from './image-folder.ts';

/** What Ultralytics calls splits. */
const splitNames: { readonly [name: string]: string } = {
  training: 'train',
  validation: 'val',
  valid: 'val',
  dev: 'val',
  testing: 'test',
  eval: 'test',
  evaluation: 'test',
};

export const yoloClassification: ExportFormat = {
  title: 'YOLO classification',
  *entries(set, limits) {
    requireDifferentSplits(set);
    for (const split of set.splits) {
      const folder = yoloSplit(split.name);
      const placed = placesOf(set, split, yoloFolders(set), { ...limits, folderFiles: Number.POSITIVE_INFINITY });
      for (const [of, place] of placed) yield { path: `${folder}/${place}`, content: { kind: 'copy', of } };
      yield* emptyClasses(set, split, folder);
    }
  },
  dataFiles: (split) => `${yoloSplit(split)}/**`,
  declaresFeatures: false,
  images: { includes: '*/*/**', encodingFormat: 'image/*' },
  read: readSplitFolders,
  labelsRead: yoloFolders,
  splitRead: yoloSplit,
};

function yoloSplit(name: string): string {
  return splitNames[name.toLowerCase()] ?? name;
}

/** They are the names of classes, too. */
function yoloFolders({ set }: PreparedSet): ReadonlyMap<string, string> {
  return folderNames(set.classes, 'kept');
}

function* emptyClasses(set: PreparedSet, split: PreparedSplit, folder: string): Iterable<ExportEntry> {
  const there = new Set(split.samples.map(({ sample }) => sample.label));
  for (const [label, name] of yoloFolders(set)) {
    if (!there.has(label)) yield textFile(`${folder}/${name}/.gitkeep`, '');
  }
}

function requireDifferentSplits({ splits }: PreparedSet): void {
  const names = splits.map(({ name }) => yoloSplit(name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Failure('export-invalid', `Two splits are both called \`${twice}\` by YOLO; make them one, or rename one.`);
}
