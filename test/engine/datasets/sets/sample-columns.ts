/** @file Sets of images that were never drawn. */

import { ColumnsWriter, type WrittenSample } from '../../../../src/engine/datasets/sets/columns/columns-writer.ts';
import type { ImageColumns } from '../../../../src/engine/datasets/sets/columns/image-columns.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';

export function columnsOf(samples: readonly Partial<WrittenSample>[]): ImageColumns {
  const writer = new ColumnsWriter();
  for (const [number, sample] of samples.entries()) {
    writer.add({ from: 'preview', key: digestOf(`key ${number}`), hash: digestOf(`file ${number}`), ...sample });
  }
  return writer.finish();
}
