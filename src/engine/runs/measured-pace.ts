/**
 * @file How long drawing takes on this machine: seconds per unit of work, for each model, what it runs on, and size. Of
 * the last images of each the median counts, so that one that was held up by something else is no matter, and what has
 * become faster is soon known to be.
 */
import type { DrawSettings } from '../../language/plan/plan.ts';
import { isDigest } from '../files/digest.ts';
import type { ModelIdentity } from '../store/digests/model-identity.ts';
import type { StoreFiles, StorePath } from '../store/store-files.ts';

/** An image, as far as its pace is concerned. */
export type PacedSize = Pick<DrawSettings, 'width' | 'height'>;

/** Seconds per unit of work of the last images, the newest last, by pixels. */
type Sizes = { readonly [size: string]: readonly number[] };

/** What a run took. */
export interface PacesOfRun {
  /** Seconds per unit of work of its images, by size. */
  readonly sizes: ReadonlyMap<string, readonly number[]>;
  /** The opening of the model is in them: only where nothing is known of a size is this worth keeping. */
  readonly isRough: boolean;
}

interface PaceFile {
  readonly version: typeof version;
  /** By model and what it runs on, the last measured last. */
  readonly models: { readonly [model: string]: Sizes };
}

const version = 1;
const file: StorePath = 'runs/pace.json';

/** Images of each size. */
const KEPT = 15;

const MOST_MODELS = 100;
const MOST_SIZES = 50;

export class MeasuredPace {
  readonly #files: StoreFiles;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** Where it cannot be written, later estimates are missing, and nothing else. */
  async keep(model: ModelIdentity, { sizes: news, isRough }: PacesOfRun): Promise<void> {
    const models = { ...(await this.#read()) };
    const key = keyOf(model);
    const sizes: Sizes = models[key] ?? {};
    const added = [...news].filter(([size]) => !isRough || sizes[size] === undefined);
    if (added.length === 0) return;
    const merged = { ...sizes };
    for (const [size, paces] of added) {
      delete merged[size]; // So that it is the newest.
      merged[size] = [...(sizes[size] ?? []), ...paces].slice(-KEPT);
    }
    delete models[key];
    const kept: PaceFile = { version, models: newest({ ...models, [key]: newest(merged, MOST_SIZES) }, MOST_MODELS) };
    await this.#files.write(file, `${JSON.stringify(kept)}\n`, false).catch(() => {});
  }

  /** What was measured of a model; undefined when nothing was. */
  async of(model: ModelIdentity): Promise<Pace | undefined> {
    const sizes = (await this.#read())[keyOf(model)];
    return sizes === undefined || Object.keys(sizes).length === 0 ? undefined : new Pace(sizes);
  }

  async #read(): Promise<PaceFile['models']> {
    const bytes = await this.#files.read(file).catch(() => undefined);
    return (bytes && parsePaces(bytes.toString('utf8'))) ?? {};
  }
}

export class Pace {
  /** Of each measured size, the smallest first. */
  readonly #medians: readonly { readonly pixels: number; readonly seconds: number }[];

  constructor(sizes: Sizes) {
    this.#medians = Object.entries(sizes)
      .map(([size, paces]) => ({ pixels: Number(size), seconds: median(paces) }))
      .sort((a, b) => a.pixels - b.pixels);
  }

  /** Of one unit of work at a size; a size that was not measured takes what the nearest one does. */
  secondsAt(size: PacedSize): number {
    const pixels = size.width * size.height;
    const distance = (measured: { readonly pixels: number }) => Math.abs(Math.log(measured.pixels / pixels));
    const [nearest] = [...this.#medians].sort((a, b) => distance(a) - distance(b));
    return nearest?.seconds ?? 0;
  }
}

export function paceKey({ width, height }: PacedSize): string {
  return String(width * height);
}

function keyOf({ digest, provider, precision }: ModelIdentity): string {
  return `${digest} ${provider} ${precision}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function newest<Value>(table: { readonly [name: string]: Value }, most: number): { readonly [name: string]: Value } {
  return Object.fromEntries(Object.entries(table).slice(-most));
}

/** What is not as it was written is as good as not measured. */
function parsePaces(text: string): PaceFile['models'] | undefined {
  try {
    const value = JSON.parse(text) as Partial<PaceFile> | null; // Each field is looked at.
    if (value?.version !== version || typeof value.models !== 'object' || value.models === null) return undefined;
    const sound = Object.entries(value.models).filter(([key, sizes]) => isDigest(key.slice(0, 64)) && areSizes(sizes));
    return Object.fromEntries(sound);
  } catch {
    return undefined;
  }
}

function areSizes(value: unknown): value is Sizes {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([size, paces]) => Number(size) > 0 && arePaces(paces));
}

function arePaces(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((pace) => typeof pace === 'number' && pace > 0);
}
