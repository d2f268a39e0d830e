/** @file Whether a release, or an export, still is what it was: its files, and the images that it names. */
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import type { FolderCheck, SetProgress } from '../../../protocol/releases.ts';
import { isDigest } from '../../files/digest.ts';
import { readPlainText } from '../../files/plain-text.ts';
import { pixelDigest } from '../decisions/pixel-digest.ts';
import { verifyChecksums } from '../exports/verify-checksums.ts';
import { fileDigest, type Places, placeOfImage } from './found-image.ts';
import type { ManifestImage } from './manifest.ts';
import { type Release, readRelease } from './release-folder.ts';

/**
 * What is wrong is told, not thrown.
 * @param folder absolute
 * @throws Failure `release-missing` where there is neither, `cancelled`
 */
export async function* verifyFolder(
  places: Places,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, FolderCheck> {
  const isRelease = (await readPlainText(path.join(folder, 'release.json'))) !== undefined;
  if (isRelease) return yield* verifyRelease(places, folder, signal);
  const text = await readPlainText(path.join(folder, 'export.json'));
  if (text === undefined) {
    const sentence = `There is neither a release nor an export in ${folder}; name a folder such as releases/train/1.0.0.`;
    throw new Failure('release-missing', sentence);
  }
  yield { stage: 'verifying', done: 0, total: 0 };
  const { problems } = await verifyChecksums(folder);
  const { name, version, images } = recordIn(text);
  return { kind: 'export', name, version, images, sound: problems.length === 0 ? images : 0, problems };
}

/** As much as it says; it is one of the files whose digests are compared. */
function recordIn(text: string): Pick<FolderCheck, 'name' | 'version' | 'images'> {
  const nothing = { name: '', version: '', images: 0 };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return nothing;
    const { name, version, images }: Record<string, unknown> = { ...value };
    const isWhole = typeof name === 'string' && typeof version === 'string' && typeof images === 'number';
    return isWhole ? { name, version, images } : nothing;
  } catch {
    return nothing;
  }
}

async function* verifyRelease(
  places: Places,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, FolderCheck> {
  const { problems: wrongFiles } = await verifyChecksums(folder);
  if (wrongFiles.length > 0) return unreadable(folder, wrongFiles);
  const release = await readRelease(folder);
  const { lock, images } = release;
  const problems = [...innerProblems(release)];
  let sound = 0;
  for (const [index, image] of images.entries()) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    if (index % 20 === 0) yield { stage: 'verifying', of: lock.version, done: index, total: images.length };
    const problem = await problemOf(places, image);
    if (problem === undefined) sound++;
    else problems.push(problem);
  }
  return { kind: 'release', name: lock.name, version: lock.version, images: images.length, sound, problems };
}

function unreadable(folder: string, problems: readonly string[]): FolderCheck {
  const version = path.basename(folder);
  return { kind: 'release', name: path.basename(path.dirname(folder)), version, images: 0, sound: 0, problems };
}

function innerProblems({ lock, images }: Release): readonly string[] {
  const ids = new Set(images.map(({ id }) => id));
  const strange = images.find((image) => !lock.classes.includes(image.class));
  return [
    ...(images.length === lock.images
      ? []
      : [`The manifest has ${images.length} images, the lock says ${lock.images}.`]),
    ...(ids.size === images.length ? [] : ['The manifest names an image twice.']),
    ...(strange === undefined ? [] : [`The manifest has the class ${strange.class}, which the lock does not know.`]),
  ];
}

async function problemOf(places: Places, image: ManifestImage): Promise<string | undefined> {
  const { id, sha256, file } = image;
  const place = await placeOfImage(places, image);
  if (place === undefined) return `${file} is not here; \`vlprompt curate materialise\` makes it again.`;
  const digest = await fileDigest(place);
  if (digest === undefined || !isDigest(digest)) return `${place} cannot be read.`;
  if (digest !== sha256) return `${place} has changed since the release was made.`;
  const pixels = await pixelDigest(place).catch(() => undefined);
  return pixels === id ? undefined : `${place} shows other pixels than its id says.`;
}
