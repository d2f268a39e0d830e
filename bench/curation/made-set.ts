/**
 * @file A workspace with so many drawn, scored and decided images, written as the product writes them: pictures and index
 * by the store, scores by their cache, decisions by their log. Only the pictures themselves are made up.
 */
import path from 'node:path';
import { decideImages, type PictureFile } from '../../src/engine/datasets/decisions/decide-images.ts';
import { nativeModels } from '../../src/engine/execution/models/native-models.ts';
import { Executor } from '../../src/engine/executor.ts';
import { digestOf } from '../../src/engine/files/digest.ts';
import { digestOfPixels } from '../../src/engine/images/digest-of-pixels.ts';
import { encodePng } from '../../src/engine/images/encode-png.ts';
import type { RgbImage } from '../../src/engine/images/rgb-image.ts';
import type { ModelIdentity } from '../../src/engine/store/digests/model-identity.ts';
import { ImageStore } from '../../src/engine/store/image-store.ts';
import { ScoreCache } from '../../src/engine/store/judged/score-cache.ts';
import { StoreFiles } from '../../src/engine/store/store-files.ts';
import type {
  CellPlan,
  DrawSettings,
  ImagePlan,
  JudgingPlan,
  RecipePlan,
  SourceSpan,
} from '../../src/language/plan/plan.ts';
import type { DecisionChange } from '../../src/protocol/decisions.ts';
import type { ImageSource } from '../../src/protocol/image-sets.ts';
import { exampleFolder } from '../example-recipe.ts';

/** As many as a recipe may draw. */
export const perRecipe = 10_000;
const perCell = 100;
/** Files that are written at the same time. */
const together = 50;
const classNames = [
  'ankle boot',
  'bag',
  'coat',
  'dress',
  'pullover',
  'sandal',
  'shirt',
  'sneaker',
  'trouser',
  'tshirt',
];

/** Two of each image, on average: a first word and what was thought better of. */
export const decisionsPerImage = 2;

const span: SourceSpan = { file: 'many.vlprompt', start: { line: 3, character: 2 }, end: { line: 3, character: 40 } };
const settings: DrawSettings = { steps: 20, scheduler: 'ddim', guidance: 3, width: 64, height: 64 };
const judging: JudgingPlan = {
  model: { spec: { kind: 'starter', name: 'clip' } },
  classes: classNames.map((name) => ({ name, prompts: [{ text: `a photo of a ${name}`, source: span }] })),
};

/** What a file of prompts would ask for. @param images a multiple of a thousand */
export function madeSource(images: number): ImageSource & { readonly kind: 'recipes' } {
  const count = Math.ceil(images / perRecipe);
  const recipes = Array.from({ length: count }, (_, at) =>
    madeRecipe(at, Math.min(perRecipe, images - at * perRecipe)),
  );
  return { kind: 'recipes', recipes };
}

export function madeRecipe(number: number, images: number): RecipePlan {
  const columns = images / perCell / classNames.length;
  return {
    name: `many${number}`,
    model: { spec: { kind: 'starter', name: 'diffusion' } },
    axes: [],
    rows: classNames.map((name) => ({ class: name, label: name })),
    columns: Array.from({ length: columns }, () => ({ values: [], label: '' })),
    cells: classNames.flatMap((name, row) =>
      Array.from({ length: columns }, (_, column) => madeCell(`${number} ${row} ${column}`, name, row, column)),
    ),
    judging,
    span,
  };
}

function madeCell(place: string, name: string, row: number, column: number): CellPlan {
  const images = Array.from({ length: perCell }, (_, k): ImagePlan => {
    const prompt = `a photo of a ${colours[(column + k) % colours.length]} ${name} on a table, ${place} ${k % 20}`;
    const key = digestOf(`${place} ${k}`);
    return { key, prompt, negative: 'text, watermark', emphasis: 'a1111', seed: k, source: span };
  });
  return { row, column, settings, images };
}

const colours = ['red', 'blue', 'green', 'black', 'white', 'grey', 'brown'];

/** In a process that knows nothing yet. */
export function madeExecutor(workspace: string): Executor {
  const store = path.join(workspace, '.vlprompt');
  const starterPack = path.join(exampleFolder, '../../models/starter');
  const place = { workspace, store, starterPack, trustedModelFolders: [] };
  return new Executor({ settings: place, opener: nativeModels({ provider: 'cpu', threads: 1 }) });
}

/** @returns every file, in the plan's order */
export async function writeImages(workspace: string, source: ImageSource & { readonly kind: 'recipes' }) {
  const files = new StoreFiles(path.join(workspace, '.vlprompt'), workspace);
  const images = new ImageStore(files);
  const executor = madeExecutor(workspace);
  const written: (PictureFile & { readonly pixels: string; readonly words: string })[] = [];
  for (const recipe of source.recipes) {
    const { nameOf, painter } = await executor.artefactsOf(recipe);
    const { digest } = JSON.parse(painter) as ModelIdentity; // As `artefactsOf` writes it.
    const plans = recipe.cells.flatMap((cell) => cell.images);
    for (let start = 0; start < plans.length; start += together) {
      const some = plans.slice(start, start + together).map(async (image, at) => {
        const picture = pictureOf(written.length + at);
        const { prompt, negative, emphasis, seed } = image;
        const origin = { prompt, negative, emphasis, seed, settings, model: digest, source: span };
        const stored = await images.keep(nameOf(image) ?? '', await encodePng(picture), origin);
        return { ...stored, key: image.key, pixels: digestOfPixels(picture), words: prompt };
      });
      written.push(...(await Promise.all(some)));
    }
  }
  await writeScores(executor, files, written);
  await executor.dispose();
  return written;
}

/** Of a few pixels, no two alike. */
function pictureOf(number: number): RgbImage {
  const data = new Uint8Array(4 * 4 * 3).map((_, at) => (number >> ((at % 4) * 5)) & 0xff);
  return { width: 4, height: 4, data };
}

async function writeScores(
  executor: Executor,
  files: StoreFiles,
  images: readonly { readonly hash: string; readonly words: string }[],
): Promise<void> {
  const { judge } = await executor.knownScores(judging);
  const scores = await ScoreCache.open(files, JSON.parse(judge) as ModelIdentity, judging); // As `knownScores` writes it.
  await scores.add(
    images.map(({ hash, words }, at) => {
      const confidence = ((at * 7919) % 1000) / 1000;
      const kept = {
        score: 0.2 + confidence / 10,
        predicted: at % classNames.length,
        confidence,
        margin: confidence / 2,
      };
      return { hash, words, kept };
    }),
  );
}

const changes: readonly DecisionChange[] = [
  { op: 'accept' },
  { op: 'reject', why: ['blurry'] },
  { op: 'accept' },
  { op: 'reject', why: ['wrong class'], note: 'a bag' },
  { op: 'flag' },
];

/** By two reviewers, in turn. */
export async function writeDecisions(workspace: string, images: readonly PictureFile[]): Promise<void> {
  for (let round = 0; round < decisionsPerImage; round++) {
    for (const [at, change] of changes.entries()) {
      const some = images.filter((_, number) => (number + round) % changes.length === at);
      await decideImages(workspace, round % 2 === 0 ? 'Ann Lee' : 'Bob', some, change);
    }
  }
}
