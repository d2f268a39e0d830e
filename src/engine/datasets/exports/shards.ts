/** @file Where a set is divided: folders that hold no more files than hosts allow, archives of about one size. */
import { compare } from './export-set.ts';
import type { PreparedSample, PreparedSplit } from './prepared-set.ts';

/**
 * The folder of the file at a place, with its `/`: none as long as all have room in one, else `0000/`, `0001/`, …
 * @param index place among the files that would share the folder
 * @param most files of any folder of the set: all lie equally deep, or Hugging Face infers no labels
 */
export function subfolder(index: number, most: number, limit: number): string {
  return most <= limit ? '' : `${numbered(Math.floor(index / limit), 4)}/`;
}

/** In the order of ids, which is none: archives are read in order, and classes should come mixed. */
export function mixed({ samples }: PreparedSplit): readonly PreparedSample[] {
  return [...samples].sort((a, b) => compare(a.sample.id, b.sample.id));
}

/** Each full once its images have so many bytes; never empty. */
export function shardsOf(samples: readonly PreparedSample[], bytes: number): readonly (readonly PreparedSample[])[] {
  const shards: PreparedSample[][] = [];
  let room = 0;
  for (const sample of samples) {
    if (room <= 0) {
      shards.push([]);
      room = bytes;
    }
    shards.at(-1)?.push(sample);
    room -= sample.header.bytes;
  }
  return shards;
}

/** With zeros before it. */
export function numbered(index: number, digits: number): string {
  return String(index).padStart(digits, '0');
}
