/**
 * @file COCO knows no classification: each image gets one box that is the whole image, which all readers of detection
 * take. `images/<split>/<file>`, `annotations/instances_<split>.json`. https://cocodataset.org/#format-data
 */
import { readCoco } from '../../imports/coco.ts';
import type { ExportFormat, FormatLimits } from '../export-format.ts';
import type { PreparedSample, PreparedSet, PreparedSplit } from '../prepared-set.ts';
import { columnFields, jsonObject } from '../row-text.ts';
import { subfolder } from '../shards.ts';

export const coco: ExportFormat = {
  title: 'COCO',
  *entries(set, limits) {
    let first = 1;
    for (const split of set.splits) {
      const placed = placesOf(split, limits);
      for (const { of, file } of placed) yield { path: `images/${split.name}/${file}`, content: { kind: 'copy', of } };
      const start = first;
      const chunks = () => annotations(set, split, placed, start);
      yield { path: `annotations/instances_${split.name}.json`, content: { kind: 'made', chunks } };
      first += placed.length;
    }
  },
  declaresFeatures: false,
  images: { includes: 'images/**', encodingFormat: 'image/*' },
  read: readCoco,
};

interface Placed {
  readonly of: PreparedSample;
  /** Relative to the split's folder of images. */
  readonly file: string;
}

function placesOf({ samples }: PreparedSplit, { folderFiles }: FormatLimits): readonly Placed[] {
  return samples.map((of, i) => ({ of, file: `${subfolder(i, samples.length, folderFiles)}${of.name}` }));
}

/** A line for each image and each box, so that a diff is one. @param first its images' ids, running over all splits */
function* annotations(
  { set, columns }: PreparedSet,
  split: PreparedSplit,
  placed: readonly Placed[],
  first: number,
): Iterable<string> {
  yield `{"info": ${JSON.stringify(infoOf(set.name, set.version, split.name, set.about.published))},\n`;
  yield `"licenses": [${JSON.stringify({ id: 1, name: set.licence, url: '' })}],\n`;
  const categories = set.classes.map((name, index) => ({ id: index + 1, name, supercategory: '' }));
  yield* list(
    'categories',
    categories.map((category) => JSON.stringify(category)),
  );
  yield ',\n';
  yield* list(
    'images',
    placed.map(({ of, file }, i) => imageText(of, file, first + i)),
  );
  yield ',\n';
  yield* list(
    'annotations',
    placed.map(({ of }, i) => {
      const attributes = jsonObject(columnFields(columns, of.sample));
      return `${JSON.stringify(boxOf(of, first + i)).slice(0, -1)},"attributes":${attributes}}`;
    }),
  );
  yield '}\n';
}

function infoOf(name: string, version: string, split: string, published: string) {
  const description = `${name}, ${split}. Each image has one box, which is the whole image: the labels are of classification.`;
  return { description, version, year: Number(published.slice(0, 4)), date_created: published };
}

function imageText({ header }: PreparedSample, file: string, id: number): string {
  const { width, height } = header;
  return JSON.stringify({ id, width, height, file_name: file, license: 1, date_captured: '' });
}

function boxOf({ header: { width, height }, target }: PreparedSample, id: number) {
  const bbox = [0, 0, width, height];
  return { id, image_id: id, category_id: target + 1, bbox, area: width * height, iscrowd: 0, segmentation: [] };
}

function* list(name: string, lines: readonly string[]): Iterable<string> {
  yield `"${name}": [\n`;
  for (const [index, text] of lines.entries()) yield index < lines.length - 1 ? `${text},\n` : `${text}\n`;
  yield ']';
}
