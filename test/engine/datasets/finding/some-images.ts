/** @file Small sets of pictures on disk, and an executor whose judge knows them by their colour. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { ImagesToRank } from '../../../../src/engine/datasets/finding/ranker.ts';
import { fileDigest } from '../../../../src/engine/files/file-digest.ts';
import type { DataPlan } from '../../../../src/language/plan/plan.ts';
import type { ImageSource } from '../../../../src/protocol/image-sets.ts';
import { evaluationPlan, recipePlan, span } from '../../support/plans.ts';

export type Colour = readonly [number, number, number];

export interface Picture {
  readonly file: string;
  readonly hash: string;
  readonly class?: string;
}

/** One colour, with a pattern that a perceptual hash sees. @param pattern pixels of the upper left that are inverted */
export async function picture(file: string, colour: Colour, pattern = 0, edge = 32): Promise<Picture> {
  await mkdir(path.dirname(file), { recursive: true });
  const data = Uint8Array.from({ length: edge * edge * 3 }, (_, at) => {
    const place = Math.floor(at / 3);
    const isInverted = pattern > 0 && place > 0 && (place * pattern) % 7 < 3;
    return isInverted ? 255 - colour[at % 3]! : colour[at % 3]!;
  });
  await sharp(data, { raw: { width: edge, height: edge, channels: 3 } })
    .png()
    .toFile(file);
  return { file, hash: await fileDigest(file) };
}

export function dataAt(name: string, role: DataPlan['role'] = 'pool'): DataPlan {
  return { name, path: name, labels: 'folders', role, span };
}

export interface SetChoices {
  readonly classes?: readonly string[];
  readonly data?: readonly DataPlan[];
  readonly workspace: string;
  readonly isUnjudged?: boolean;
}

export function toRank(pictures: readonly Picture[], choices: SetChoices): ImagesToRank {
  const { classes = ['shirt', 'sneaker', 'bag'], data, workspace, isUnjudged = false } = choices;
  const { model, classes: judged } = evaluationPlan({ on: [], classes });
  const recipe = { ...recipePlan(), cells: [], ...(!isUnjudged && { judging: { model, classes: judged } }) };
  const source: ImageSource = { kind: 'recipes', recipes: [recipe], ...(data && { data }) };
  return {
    set: {
      count: pictures.length,
      source,
      file: (number) => pictures[number]!.file,
      hash: (number) => pictures[number]!.hash,
      class: (number) => pictures[number]!.class,
      field: () => undefined,
    },
    numbers: Uint32Array.from(pictures.keys()),
    workspace,
  };
}
