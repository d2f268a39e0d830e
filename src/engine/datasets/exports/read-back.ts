/** @file What a reader of the format finds in an export, compared with the set, image by image. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Failure } from '../../../protocol/failure.ts';
import type { ImportedSample } from '../imports/imported-sample.ts';
import type { ExportFormat } from './export-format.ts';
import { requireGoingOn } from './partial-export.ts';
import { type PreparedSet, samplesOf } from './prepared-set.ts';

/**
 * Both directions: each image of the set is found once with its split and its label, and no other.
 * @param folder absolute
 * @throws Failure `export-damaged`
 */
export async function compareWithSet(
  prepared: PreparedSet,
  format: ExportFormat,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const labels = format.labelsRead?.(prepared);
  const left = new Map(
    samplesOf(prepared).map(({ sample: { hash, split, label } }) => [
      hash,
      placeOf(format.splitRead?.(split) ?? split, labels?.get(label) ?? label),
    ]),
  );
  for await (const found of format.read(folder)) {
    requireGoingOn(signal);
    const hash = await digestOfImage(found);
    const expected = left.get(hash);
    const actual = placeOf(found.split, found.label);
    if (expected !== actual)
      throw damaged(format, folder, `has an image as ${actual} that is ${expected ?? 'not in the set'}`);
    left.delete(hash);
  }
  if (left.size > 0) throw damaged(format, folder, `has lost ${left.size} images`);
}

function placeOf(split: string | null, label: string | null): string {
  return JSON.stringify([split, label]);
}

async function digestOfImage({ image }: ImportedSample): Promise<string> {
  const hash = createHash('sha256');
  if (image.kind === 'bytes') return hash.update(image.bytes).digest('hex');
  for await (const chunk of createReadStream(image.file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

function damaged({ title }: ExportFormat, folder: string, what: string): Failure {
  return new Failure('export-damaged', `Read back as ${title}, ${folder} ${what}; remove it and export again.`);
}
