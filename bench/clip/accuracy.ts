/**
 * @file How far both programs' embeddings are from those of Python's reference: pictures that grow to what the model
 * reads (PyTorch, test/fixtures/starter/clip.json), and pictures that shrink (bench/clip/yardstick.json).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cosine, withContestants } from './contest.ts';

export interface Accuracy {
  readonly pictures: string;
  readonly files: number;
  readonly ours: Distance;
  readonly theirs: Distance;
}

/** Of embeddings of length 1 from the reference. */
interface Distance {
  /** The greatest of any number. */
  readonly error: number;
  readonly leastCosine: number;
}

interface Reference {
  readonly pictures: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly embeddings: readonly (readonly number[])[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export function compareAccuracy(threads: number): Promise<readonly Accuracy[]> {
  return withContestants(threads, async (ours, theirs) => {
    const found: Accuracy[] = [];
    for (const reference of [growing(), shrinking()]) {
      const { pictures, files } = reference;
      const [mine, others] = [await ours({ files }), await theirs({ files })];
      found.push({
        pictures,
        files: files.length,
        ours: distanceOf(mine.embeddings, reference),
        theirs: distanceOf(others.embeddings, reference),
      });
    }
    return found;
  });
}

function growing(): Reference {
  const { images, image_embeds } = read<{
    readonly images: readonly string[];
    readonly image_embeds: { readonly shape: readonly [number, number]; readonly data: readonly number[] };
  }>('test/fixtures/starter/clip.json');
  const [, length] = image_embeds.shape;
  const embeddings = images.map((_, i) => image_embeds.data.slice(i * length, (i + 1) * length));
  return { pictures: '28×28, grown; PyTorch', files: images.map((name) => root + name), embeddings };
}

function shrinking(): Reference {
  const { cases } = read<{
    readonly cases: readonly {
      readonly file: string;
      readonly sha256: string;
      readonly embedding: readonly number[];
    }[];
  }>('bench/clip/yardstick.json');
  for (const { file, sha256 } of cases) {
    const digest = createHash('sha256')
      .update(readFileSync(root + file))
      .digest('hex');
    if (digest !== sha256) throw new Error(`${file} is another picture now; run bench/clip/yardstick.py again.`);
  }
  return {
    pictures: '96×64 to 1024×512, shrunk; Pillow',
    files: cases.map(({ file }) => root + file),
    embeddings: cases.map(({ embedding }) => embedding),
  };
}

/** The caller knows the shape of its file. */
function read<T>(name: string): T {
  return JSON.parse(readFileSync(root + name, 'utf8')) as T;
}

function distanceOf(embeddings: readonly (readonly number[])[], reference: Reference): Distance {
  const pairs = embeddings.map((one, i) => [one, reference.embeddings[i] ?? []] as const);
  const errors = pairs.map(([one, other]) => greatestDistance(unit(one), unit(other)));
  return { error: Math.max(...errors), leastCosine: Math.min(...pairs.map(([one, other]) => cosine(one, other))) };
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function greatestDistance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}
