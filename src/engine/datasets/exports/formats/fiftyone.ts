/**
 * @file FiftyOneImageClassificationDataset, one for each split: `<split>/data/<file>` and `<split>/labels.json` with
 * numbers of classes. Columns are in `<split>/columns.jsonl`, which FiftyOne passes over.
 * https://docs.voxel51.com/user_guide/export_datasets.html
 */
import { readFiftyOne } from '../../imports/fiftyone.ts';
import type { ExportFormat } from '../export-format.ts';
import type { PreparedSet, PreparedSplit } from '../prepared-set.ts';
import { columnFields, jsonLine, textField } from '../row-text.ts';

export const fiftyOne: ExportFormat = {
  title: 'FiftyOne',
  *entries(set) {
    for (const split of set.splits) {
      for (const of of split.samples) yield { path: `${split.name}/data/${of.name}`, content: { kind: 'copy', of } };
      const labels = () => labelsText(set, split);
      yield { path: `${split.name}/labels.json`, content: { kind: 'made', chunks: labels } };
      const columns = () => columnRows(set, split);
      yield { path: `${split.name}/columns.jsonl`, content: { kind: 'made', chunks: columns } };
    }
  },
  declaresFeatures: false,
  images: { includes: '*/data/*', encodingFormat: 'image/*' },
  rows: { includes: '*/columns.jsonl', encodingFormat: 'application/jsonlines', fields: ['file', 'id', 'label'] },
  read: readFiftyOne,
};

/** Files are named without their extension. */
function* labelsText({ set }: PreparedSet, { samples }: PreparedSplit): Iterable<string> {
  yield `{"classes": ${JSON.stringify(set.classes)},\n"labels": {\n`;
  for (const [index, { sample, target }] of samples.entries()) {
    yield `"${sample.hash}": ${target}${index < samples.length - 1 ? ',' : ''}\n`;
  }
  yield '}}\n';
}

function* columnRows({ columns }: PreparedSet, { samples }: PreparedSplit): Iterable<string> {
  for (const { sample, name } of samples) {
    const own = [textField('file', `data/${name}`), textField('id', sample.id), textField('label', sample.label)];
    yield jsonLine([...own, ...columnFields(columns, sample)]);
  }
}
