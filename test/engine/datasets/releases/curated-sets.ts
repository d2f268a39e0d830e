/** @file Hand-made curations with real image files, and an engine that knows them. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { pixelDigest } from '../../../../src/engine/datasets/decisions/pixel-digest.ts';
import type { ReleaseParts } from '../../../../src/engine/datasets/releases/release-parts.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import type { CuratePlan, RecipePlan, SourceSpan } from '../../../../src/language/plan/plan.ts';
import type { CuratedImage, CuratedSet } from '../../../../src/protocol/curated-set.ts';
import type { CurationState } from '../../../../src/protocol/curation.ts';
import type { SetQuestion } from '../../../../src/protocol/releases.ts';

export const span: SourceSpan = {
  file: 'garments.vlprompt',
  start: { line: 11, character: 0 },
  end: { line: 12, character: 1 },
};

const painter = { kind: 'starter', name: 'diffusion' } as const;
const judge = { kind: 'starter', name: 'clip' } as const;
export const painterDigest = 'd'.repeat(64);

export interface Wanted {
  /** Of another number there are other pixels. */
  readonly number: number;
  readonly class: string;
  readonly split?: CuratedImage['split'];
  readonly more?: Partial<CuratedImage>;
}

export function keyOf(number: number): string {
  return digestOf(`key ${number}`);
}

/** PNG of a few pixels; the same number gives the same bytes. */
export async function pictureOf(number: number): Promise<Buffer> {
  const background = { r: number % 256, g: number >> 8, b: 99 };
  return sharp({ create: { width: 4, height: 3, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Writes the image where a store would have it. @param workspace absolute */
export async function imageOf(workspace: string, wanted: Wanted): Promise<CuratedImage> {
  const bytes = await pictureOf(wanted.number);
  const hash = digestOf(bytes);
  const file = path.join(workspace, '.vlprompt', `${hash}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return {
    id: await pixelDigest(file),
    file,
    hash,
    class: wanted.class,
    ...(wanted.split && { split: wanted.split }),
    by: 'rules',
    from: 'preview',
    isDrawn: true,
    key: keyOf(wanted.number),
    prompt: `a ${wanted.class}`,
    seed: wanted.number,
    steps: 20,
    guidance: 3,
    scheduler: 'ddim',
    source: span,
    tags: [],
    reviewers: [],
    ...wanted.more,
  };
}

/** Of a recipe that draws these images, in one cell. */
export function recipeOf(numbers: readonly number[]): RecipePlan {
  const images = numbers.map((number) => ({
    key: keyOf(number),
    prompt: 'a shirt',
    negative: '',
    emphasis: 'none' as const,
    seed: number,
    source: span,
  }));
  const settings = { steps: 20, scheduler: 'ddim' as const, guidance: 3, width: 64, height: 64 };
  return {
    name: 'preview',
    model: { spec: painter },
    axes: [],
    rows: [{ label: 'shirt', class: 'shirt' }],
    columns: [{ label: '', values: [] }],
    cells: [{ row: 0, column: 0, settings, images }],
    span,
  } as unknown as RecipePlan; // Rows and columns are nobody's business here.
}

export function curationOf(more: Partial<CuratePlan> = {}): CuratePlan {
  return {
    name: 'train',
    from: [{ kind: 'recipe', recipe: recipeOf(Array.from({ length: 40 }, (_, i) => i)) }],
    judging: {
      model: { spec: judge },
      classes: [
        { name: 'shirt', prompts: [] },
        { name: 'boot', prompts: [] },
      ],
    },
    rules: [],
    seed: 0,
    span,
    ...more,
  };
}

export function questionOf(curation = curationOf()): SetQuestion {
  return { curation, day: '2026-11-22', commit: 'abcdef012345', allowsLeaks: false };
}

export function setOf(images: readonly CuratedImage[], more: Partial<CuratedSet> = {}): CuratedSet {
  const none = { leftOut: [], missing: 0, classes: [], leaks: [], agreement: null, notes: [] };
  return { name: 'train', images, ...none, ...more };
}

export const noState: CurationState = {
  name: 'train',
  samples: [],
  missing: 0,
  agreement: null,
  reviewers: [],
  notes: [],
};

export interface Stage {
  set: CuratedSet;
  state?: CurationState;
  /** Bytes of an image drawn anew, by seed. */
  draws?: (seed: number) => Promise<Buffer>;
  /** Digest of the painter, when it is another one. */
  painter?: string;
}

/** @param stage may be changed between two calls */
export function partsOf(workspace: string, stage: Stage): ReleaseParts & { readonly drawn: number[] } {
  const drawn: number[] = [];
  const lookedUp = (recipe: RecipePlan) => ({
    recipe: recipe.name,
    painter: { digest: stage.painter ?? painterDigest, provider: 'cpu' as const, precision: 'fp32' as const },
    cells: [],
    done: 0,
    total: 0,
    reused: 0,
    milliseconds: 0,
  });
  return {
    workspace,
    tool: '1.2.3',
    drawn,
    // biome-ignore lint/correctness/useYield: nothing takes time here
    curatedSet: async function* () {
      return stage.set;
    },
    // biome-ignore lint/correctness/useYield: nothing takes time here
    curationState: async function* () {
      return stage.state ?? noState;
    },
    licenceOf: async ({ kind }) => (kind === 'starter' ? 'MIT' : undefined),
    engine: {
      lookup: async (recipe) => lookedUp(recipe),
      lookupScores: async () => null,
      findImage: () => undefined,
      // biome-ignore lint/correctness/useYield: nothing takes time here
      draw: async function* (recipe) {
        const cells = [];
        for (const cell of recipe.cells) {
          const images = [];
          for (const { key, seed } of cell.images) {
            drawn.push(seed);
            const bytes = await (stage.draws ?? pictureOf)(seed);
            const file = path.join(workspace, '.vlprompt', `drawn-${seed}.png`);
            await writeFile(file, bytes);
            images.push({ key, state: 'done' as const, file, hash: digestOf(bytes) });
          }
          cells.push(images);
        }
        return { ...lookedUp(recipe), cells };
      },
    },
  };
}

export const never = new AbortController().signal;

export async function resultOf<Result>(work: AsyncGenerator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value;
  }
}
