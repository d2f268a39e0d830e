/** @file The images of a release again: those that are here, the others drawn anew by its lock; then exported. */

import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawProgress } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { Materialised, MaterialiseRequest, SetProgress } from '../../../protocol/releases.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { pixelDigest } from '../decisions/pixel-digest.ts';
import { placeOf, writeSet } from './export-curation.ts';
import { soundImage } from './found-image.ts';
import type { ManifestImage } from './manifest.ts';
import { exportSetOf } from './manifest-set.ts';
import { type Release, readRelease } from './release-folder.ts';
import type { ReleaseParts } from './release-parts.ts';
import { onlyImages } from './released-recipes.ts';
import { toldAs } from './told-progress.ts';

/** An image of the release with the file that shows it. */
interface Here {
  readonly image: ManifestImage;
  /** Absolute. */
  readonly file: string;
}

/**
 * @throws Failure `release-missing`, `release-damaged` when an image can neither be found nor drawn as it was; of models
 * and store; of `writeExport`; `cancelled`
 */
export async function* materialiseRelease(
  parts: ReleaseParts,
  { folder, format, to }: MaterialiseRequest,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, Materialised> {
  const release = await readRelease(folder);
  const { here, gone } = yield* lookedFor(parts, release, signal);
  const drawn = yield* drawnAgain(parts, release, gone, signal);
  const files = new Map([...here, ...drawn].map(({ image, file }) => [image.id, file]));
  const images = [...here, ...drawn].map(({ image }) => image);
  const { name, version } = release.lock;
  const set = exportSetOf({ ...release.lock, images }, version, ({ id }) => files.get(id) ?? '');
  const written = yield* writeSet(parts, { set, format, replaces: false, ...placeOf(to) }, signal);
  const otherFiles = drawn.filter(({ image }) => !gone.some(({ sha256 }) => sha256 === image.sha256)).length;
  const notes =
    otherFiles === 0 ? [] : [`${counted(otherFiles, 'image')} drawn again show the same pixels in another file.`];
  return { name, version, export: written, drawn: drawn.length, notes };
}

async function* lookedFor(
  parts: ReleaseParts,
  { images, lock }: Release,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, { readonly here: readonly Here[]; readonly gone: readonly ManifestImage[] }> {
  const here: Here[] = [];
  const gone: ManifestImage[] = [];
  for (const [index, image] of images.entries()) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    if (index % 50 === 0) yield { stage: 'reading', of: lock.version, done: index, total: images.length };
    const file = await soundImage(parts, image);
    if (file === undefined) gone.push(image);
    else here.push({ image, file });
  }
  return { here, gone };
}

async function* drawnAgain(
  parts: ReleaseParts,
  release: Release,
  gone: readonly ManifestImage[],
  signal: AbortSignal,
): AsyncGenerator<SetProgress, readonly Here[]> {
  const real = gone.find(({ key }) => key === undefined);
  if (real !== undefined) throw lost(release, `${real.file} is a real image, and it is not here any more; put it back`);
  const keys = new Map(gone.map((image) => [image.key ?? '', image]));
  const drawn: Here[] = [];
  for (const recipe of release.recipes) {
    const missing = onlyImages(recipe, new Set(keys.keys()));
    if (missing.cells.every(({ images }) => images.length === 0)) continue;
    await requireSameModel(parts, release, missing);
    drawn.push(...(yield* drawnBy(parts, release, missing, keys, signal)));
  }
  if (drawn.length < gone.length)
    throw lost(
      release,
      `${counted(gone.length - drawn.length, 'image')} cannot be drawn by its recipes; take the release back from version control`,
    );
  return drawn;
}

/** Other files draw other pictures: said before anything is drawn. */
async function requireSameModel(parts: ReleaseParts, release: Release, recipe: RecipePlan): Promise<void> {
  const name = modelName(recipe.model.spec);
  const locked = release.lock.models.find((model) => model.use === 'draws' && model.name === name)?.digest;
  const { painter } = await parts.engine.lookup(recipe);
  if (locked === undefined || painter === undefined || painter.digest === locked) return;
  throw lost(
    release,
    `the model ${name} has other files than it had; put those with the digest ${locked} in its place`,
  );
}

async function* drawnBy(
  parts: ReleaseParts,
  release: Release,
  recipe: RecipePlan,
  wanted: ReadonlyMap<string, ManifestImage>,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, readonly Here[]> {
  const tell = ({ done, total }: DrawProgress): SetProgress => ({ stage: 'drawing', of: recipe.name, done, total });
  const { cells } = yield* toldAs(parts.engine.draw(recipe, signal), tell);
  const here: Here[] = [];
  for (const { key, file, hash, reason } of cells.flat()) {
    const image = wanted.get(key);
    if (image === undefined) continue;
    if (file === undefined || hash === undefined)
      throw lost(release, `${image.file} could not be drawn (${reason ?? 'no reason'}); mend that`);
    if ((await pixelDigest(file)) !== image.id) {
      throw lost(
        release,
        `drawn again, ${image.file} shows other pixels than it did, so the set cannot be made again here; use the machine and the provider that drew it`,
      );
    }
    here.push({ image: { ...image, sha256: hash }, file });
  }
  return here;
}

function lost({ lock }: Release, what: string): Failure {
  return new Failure('release-damaged', `The release ${lock.version} of ${lock.name} is not whole: ${what}.`);
}
