import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import type { Cell, ExportSet } from '../../../../src/engine/datasets/exports/export-set.ts';
import { type ImportFormatName, importFormats } from '../../../../src/engine/datasets/imports/import-formats.ts';
import type { ImportedSample } from '../../../../src/engine/datasets/imports/imported-sample.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { all, exported, setOf } from '../exports/export-sets.ts';

/** What a format adds to the columns of a set. */
const added = ['id', 'sha256', 'width', 'height'];

/** Formats with the columns of a set and their types. */
const faithful = ['imagefolder', 'csv', 'jsonl', 'webdataset', 'parquet', 'coco'] as const;

/** Formats with labels and splits alone, or with columns as text. */
const plain = ['fiftyone', 'cvat'] as const;

const wellFormed = (text: string) => !/\p{Surrogate}|\p{Cc}/u.test(text) && text !== '';

const hostileNames = fc.constantFrom(
  '..',
  '.',
  'con',
  'NUL',
  'a/b',
  'a\\b',
  'C:\\x',
  '~',
  ' leading',
  'trailing. ',
  'dots.in.name',
  'train',
  'test',
  'x'.repeat(300),
  '漢字',
  'e\u0301',
  'é',
  'Shirt',
  'shirt',
  '"quoted"',
  'a,b;c',
  '=1+1',
  '1',
  '1.0',
  'true',
  'null',
  '<b>',
  '{{x}}',
  '\u202eright to left',
  '👩‍👩‍👧',
  '-',
  '#',
  '*',
  '?',
  '%2e%2e',
  'NaN',
);
const names = fc.oneof(hostileNames, fc.string({ unit: 'grapheme', maxLength: 20 }).filter(wellFormed));

const columnNames = names.filter(
  (name) =>
    !/^(id|file|file_name|image|sha256|split|label|width|height)$|file_names?$/.test(name) && !name.startsWith('__'),
);

const texts = fc.oneof(
  names,
  fc.constantFrom('', ' ', '\n', '"', ',', '\r\n', '00', '1e5', '\u0000', '\u2028'),
  fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
);
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(0, 1e21, 2 ** 53, 5e-324),
);
const cells: readonly fc.Arbitrary<Cell>[] = [texts, numbers, fc.boolean()];

interface Drawn {
  readonly classes: readonly string[];
  readonly rows: readonly { readonly label: number; readonly split: string; readonly cells: readonly Cell[] }[];
  readonly columns: readonly string[];
}

const sets: fc.Arbitrary<Drawn> = fc
  .record({
    classes: fc.uniqueArray(names, { minLength: 1, maxLength: 4 }),
    columns: fc.uniqueArray(columnNames, { maxLength: 3 }),
    kinds: fc.array(fc.nat(cells.length - 1), { minLength: 3, maxLength: 3 }),
  })
  .chain(({ classes, columns, kinds }) => {
    const row = fc.record({
      label: fc.nat(classes.length - 1),
      split: fc.constantFrom('train', 'validation', 'test', 'holdout_2'),
      cells: fc.tuple(...columns.map((_, i) => fc.option(cells[kinds[i] ?? 0]!, { nil: null }))),
    });
    return fc.record({
      classes: fc.constant(classes),
      columns: fc.constant(columns),
      rows: fc.array(row, { minLength: 1, maxLength: 5 }),
    });
  });

describe('what was exported and is imported', () => {
  const folder = temporaryFolder();

  for (const format of faithful) {
    it(`${format}: has the same images, labels, splits and columns, whatever they are called`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(sets, async (drawn) => {
          const { set, found } = await roundTrip(folder(), drawn, format);
          assert.deepEqual(
            await Promise.all(found.map((one) => factsOf(one, true))).then(sorted),
            expected(set, drawn.columns, true),
          );
        }),
        { numRuns: 25 },
      );
    });
  }

  for (const format of plain) {
    it(`${format}: has the same images, labels and splits, whatever they are called`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(sets, async (drawn) => {
          const { set, found } = await roundTrip(folder(), drawn, format);
          assert.deepEqual(
            await Promise.all(found.map((one) => factsOf(one, false))).then(sorted),
            expected(set, [], false),
          );
        }),
        { numRuns: 15 },
      );
    });
  }

  it('yolo: keeps classes apart and in their splits, whatever they are called', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(sets, async (drawn) => {
        const set = await written(folder(), drawn);
        await exported(folder(), { set, format: 'yolo' });
        const found = await all(importFormats.folder(path.join(folder(), 'out')));
        const labels = new Map<string | null, string>();
        for (const one of found) {
          const { label } = set.samples.find(({ hash }) => path.basename(fileOf(one)).startsWith(hash))!;
          assert.equal(labels.get(one.label) ?? label, label);
          labels.set(one.label, label);
        }
        assert.equal(found.length, set.samples.length);
      }),
      { numRuns: 15 },
    );
  });
});

function fileOf({ image }: ImportedSample): string {
  return image.kind === 'file' ? image.file : image.name;
}

async function written(root: string, { classes, columns, rows }: Drawn): Promise<ExportSet> {
  await rm(path.join(root, 'out'), { recursive: true, force: true });
  const wanted = rows.map(({ label, split, cells: own }) => ({
    label: classes[label]!,
    split,
    columns: Object.fromEntries(columns.map((name, i) => [name, own[i] ?? null])),
  }));
  return setOf(path.join(root, 'sources'), wanted, { classes });
}

async function roundTrip(root: string, drawn: Drawn, format: (typeof faithful)[number] | (typeof plain)[number]) {
  const set = await written(root, drawn);
  const result = await exported(root, { set, format });
  const reader: ImportFormatName = format;
  return { set, found: await all(importFormats[reader](result.folder)) };
}

type Facts = readonly [hash: string, split: string | null, label: string | null, columns: string];

async function factsOf({ image, split, label, columns }: ImportedSample, hasColumns: boolean): Promise<Facts> {
  const hash = digestOf(image.kind === 'bytes' ? image.bytes : await readFile(image.file));
  const own = Object.entries(columns).filter(([name]) => !added.includes(name));
  return [hash, split, label, hasColumns ? columnsText(own) : ''];
}

function expected(set: ExportSet, columns: readonly string[], hasColumns: boolean): readonly Facts[] {
  return sorted(
    set.samples.map(({ hash, split, label, columns: own }) => {
      const entries = columns.map((name): [string, Cell] => [name, own[name] ?? null]);
      return [hash, split, label, hasColumns ? columnsText(entries) : ''];
    }),
  );
}

/** Sorted; JSON knows no minus zero. */
function columnsText(entries: readonly (readonly [string, Cell])[]): string {
  return JSON.stringify([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sorted(facts: readonly Facts[]): readonly Facts[] {
  return [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
}
