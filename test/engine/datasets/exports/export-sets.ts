/** @file Small sets of real image files for tests of exports. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type {
  Cell,
  ExportSample,
  ExportSet,
  SetDescription,
} from '../../../../src/engine/datasets/exports/export-set.ts';
import {
  type ExportProgress,
  type ExportRequest,
  type ExportResult,
  writeExport,
} from '../../../../src/engine/datasets/exports/write-export.ts';
import type { ImportedSample } from '../../../../src/engine/datasets/imports/imported-sample.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';

export interface Wanted {
  readonly label: string;
  readonly split?: string;
  readonly columns?: Readonly<Record<string, Cell>>;
  readonly type?: 'png' | 'jpeg' | 'webp';
}

export const about: SetDescription = {
  description: 'Drawn garments.',
  url: 'https://example.org/garments',
  creator: 'The founders',
  published: '2026-11-22',
  provenance: {
    models: [{ name: 'tiny', licence: 'MIT', digest: 'a'.repeat(64) }],
    recipes: ['garments.vlprompt#12@abc'],
    reviewers: ['ada'],
  },
  responsible: { dataLimitations: 'Ten garments.' },
};

/** Images of a few pixels, each of another colour. @param folder where they are put */
export async function setOf(
  folder: string,
  wanted: readonly Wanted[],
  more: Partial<ExportSet> = {},
): Promise<ExportSet> {
  await mkdir(folder, { recursive: true });
  const samples = await Promise.all(wanted.map((one, index) => sampleOf(folder, one, index)));
  const classes = [...new Set(wanted.map(({ label }) => label))];
  return { name: 'garments', version: '1.0.0', licence: 'CC-BY-4.0', classes, samples, about, ...more };
}

async function sampleOf(folder: string, wanted: Wanted, index: number): Promise<ExportSample> {
  const { label, split = 'train', columns = {}, type = 'png' } = wanted;
  const background = { r: index % 256, g: index >> 8, b: 77 };
  const bytes = await sharp({ create: { width: 5, height: 3, channels: 3, background } })
    .toFormat(type)
    .toBuffer();
  const file = path.join(folder, `${index}.cfg7.5.img`);
  await writeFile(file, bytes);
  return { id: digestOf(`id ${index}`), file, hash: digestOf(bytes), split, label, columns };
}

export const never = new AbortController().signal;

/** Into `<root>/out` unless another folder is named. */
export async function exported(
  root: string,
  request: Pick<ExportRequest, 'set' | 'format'> & Partial<ExportRequest>,
  onProgress: (progress: ExportProgress) => void = () => {},
): Promise<ExportResult> {
  const work = writeExport({ root, folder: 'out', tool: '1.2.3', ...request }, never);
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value;
    onProgress(step.value);
  }
}

export async function all(samples: AsyncIterable<ImportedSample>): Promise<readonly ImportedSample[]> {
  const found: ImportedSample[] = [];
  for await (const sample of samples) found.push(sample);
  return found;
}
