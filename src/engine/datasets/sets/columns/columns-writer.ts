/** @file Samples, one after the other → columns. */
import type { ImagePlan } from '../../../../language/plan/plan.ts';
import { plainPrompt } from '../../../execution/judging/own-prompts.ts';
import type { Sample } from '../../samples/sample.ts';
import {
  type DigestColumn,
  digestColumns,
  type ImageColumns,
  type NumberColumn,
  numberColumns,
  setDigest,
  type TextColumn,
  textColumns,
} from './image-columns.ts';
import { TextPool } from './text-pool.ts';

/** What is known of an image; a sample without a file is not drawn yet. */
export type WrittenSample = Omit<Sample, 'file' | 'hash' | 'decision'> & {
  /** Absolute path; absent of an image in the store. */
  readonly file?: string;
  readonly hash?: string;
  /** Hex SHA-256 that a missing image would be kept under. */
  readonly artefact?: string;
};

export class ColumnsWriter {
  readonly #pool = new TextPool();
  readonly #texts = listsOf(textColumns, (): number[] => []);
  readonly #numbers = listsOf(numberColumns, (): number[] => []);
  readonly #digests = listsOf(digestColumns, (): (string | undefined)[] => []);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(sample: WrittenSample): void {
    this.#count++;
    const texts = textsOf(sample);
    for (const name of textColumns) this.#texts[name].push(this.#pool.add(texts[name]));
    const numbers = numbersOf(sample);
    for (const name of numberColumns) this.#numbers[name].push(numbers[name] ?? Number.NaN);
    const digests = { hash: sample.hash, key: sample.key, pixels: sample.facts?.pixels, artefact: sample.artefact };
    for (const name of digestColumns) this.#digests[name].push(digests[name]);
  }

  finish(): ImageColumns {
    return {
      count: this.#count,
      pool: this.#pool,
      texts: listsOf(textColumns, (name) => Uint32Array.from(this.#texts[name])),
      numbers: listsOf(numberColumns, (name) => Float64Array.from(this.#numbers[name])),
      digests: listsOf(digestColumns, (name) => packed(this.#digests[name])),
    };
  }
}

function textsOf({ file, from, class: own, drawing, predicted }: WrittenSample): Partial<Record<TextColumn, string>> {
  return {
    ...(file !== undefined && { file }),
    from,
    ...(own !== undefined && { class: own }),
    ...(predicted !== undefined && { predicted }),
    ...(drawing !== undefined && { ...wordsOf(drawing.image), settings: JSON.stringify(drawing.settings) }),
  };
}

function wordsOf(image: ImagePlan) {
  const { prompt, negative, source } = image;
  return { prompt, negative, words: plainPrompt(image), source: JSON.stringify(source) };
}

function numbersOf({ drawing, facts, score, predicted }: WrittenSample): {
  readonly [N in NumberColumn]?: number | undefined;
} {
  const judged = predicted === undefined ? undefined : score;
  const { width, height } = drawing?.settings ?? facts ?? {};
  return {
    seed: drawing?.image.seed,
    score: score?.score ?? undefined,
    margin: judged?.margin,
    confidence: judged?.confidence,
    width,
    height,
    brightness: facts?.brightness,
    contrast: facts?.contrast,
    sharpness: facts?.sharpness,
  };
}

function packed(digests: readonly (string | undefined)[]): Uint8Array {
  const column = new Uint8Array(32 * digests.length);
  for (const [row, digest] of digests.entries()) if (digest !== undefined) setDigest(column, row, digest);
  return column;
}

function listsOf<Name extends TextColumn | NumberColumn | DigestColumn, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>; // Of exactly these names.
}
