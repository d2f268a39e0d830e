/** @file Releases on disk: `releases/<name>/<version>/` in the workspace, in git, never written over. */
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { RecipePlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { digestOf } from '../../files/digest.ts';
import { readPlainText } from '../../files/plain-text.ts';
import { systemCode } from '../../files/system-code.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import { resolveInside } from '../../files/workspace-path.ts';
import { recipeShape } from '../../serving/shapes/plan-shapes.ts';
import { list } from '../../serving/shapes/shape.ts';
import { exportFailure } from '../exports/export-failure.ts';
import { textFile } from '../exports/export-format.ts';
import { PartialExport } from '../exports/partial-export.ts';
import { makeRealFolders } from '../exports/real-folders.ts';
import { type ManifestImage, manifestText, readManifest } from './manifest.ts';
import { lockText, type ReleaseLock, readLock } from './release-lock.ts';
import { compareVersions, readVersion } from './semantic-version.ts';

/** Relative to the workspace. */
export const releasesFolder = 'releases';

/** What makes a release; `checksums.txt` has the digests of them all. */
const releaseFiles = ['manifest.jsonl', 'recipes.json', 'release.json'] as const;

export interface Release {
  /** Absolute. */
  readonly folder: string;
  readonly lock: ReleaseLock;
  readonly images: readonly ManifestImage[];
  /** What its drawn images were drawn by, without other images. */
  readonly recipes: readonly RecipePlan[];
}

/**
 * Versions that there are, the newest first; what has another name, such as a release that is being written, is none.
 * @param workspace absolute
 */
export async function versionsOf(workspace: string, name: string): Promise<readonly string[]> {
  const folder = await resolveInside(workspace, `${releasesFolder}/${name}`);
  const entries = folder === undefined ? [] : ((await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.filter((version) => readVersion(version) !== undefined).sort((a, b) => compareVersions(b, a));
}

/** @throws Failure `release-missing`, `release-damaged`, `path-outside-workspace` */
export async function readReleaseOf(workspace: string, name: string, version: string): Promise<Release> {
  const relative = `${releasesFolder}/${name}/${version}`;
  const folder = readVersion(version) && (await resolveInside(workspace, relative));
  if (folder !== undefined) return readRelease(folder);
  const versions = await versionsOf(workspace, name);
  const there = versions.length === 0 ? 'make one with `vlprompt curate release`' : `there is ${versions.join(', ')}`;
  throw new Failure('release-missing', `There is no release ${version} of ${name} in this workspace; ${there}.`);
}

/**
 * @param folder absolute
 * @throws Failure `release-missing`, `release-damaged`
 */
export async function readRelease(folder: string): Promise<Release> {
  const text = await readPlainText(path.join(folder, 'checksums.txt'));
  if (text === undefined) {
    throw new Failure(
      'release-missing',
      `There is no release in ${folder}; name a folder such as releases/train/1.0.0.`,
    );
  }
  const texts = Object.fromEntries(
    await Promise.all(releaseFiles.map(async (name) => [name, await soundText(folder, name, text)] as const)),
  );
  const lock = readLock(texts['release.json'] ?? '');
  if (lock === undefined) throw damaged(path.join(folder, 'release.json'));
  const images = readManifest(texts['manifest.jsonl'] ?? '', path.join(folder, 'manifest.jsonl'));
  const recipes = recipesIn(texts['recipes.json'] ?? '');
  if (recipes === undefined) throw damaged(path.join(folder, 'recipes.json'));
  return { folder, lock, images, recipes };
}

/** A release counts only as it was written. */
async function soundText(folder: string, name: string, checksums: string): Promise<string> {
  const file = path.join(folder, name);
  const text = await readPlainText(file);
  if (text === undefined || !checksums.includes(`${digestOf(text)}  ${name}\n`)) throw damaged(file);
  return text;
}

/** Whoever wrote the release wrote its checksums: what is drawn by it must be a recipe. */
function recipesIn(text: string): readonly RecipePlan[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    list(recipeShape)(value, 'recipes');
    return value as readonly RecipePlan[]; // The shape has just been checked.
  } catch {
    return undefined;
  }
}

function damaged(file: string): Failure {
  const text = `${file} is not as it was when the release was made; take it back from version control.`;
  return new Failure('release-damaged', text);
}

export interface NewRelease {
  readonly lock: ReleaseLock;
  readonly images: readonly ManifestImage[];
  readonly recipes: readonly RecipePlan[];
}

/**
 * Writes a release beside its place and renames it.
 * @param workspace absolute
 * @returns its folder, absolute
 * @throws Failure `release-exists`, `export-blocked`, `disk-full`, `file-unwritable`, `path-outside-workspace`, `cancelled`
 */
export async function writeRelease(workspace: string, release: NewRelease, signal: AbortSignal): Promise<string> {
  const root = await realpath(workspace);
  const { name, version } = release.lock;
  const target = path.join(root, releasesFolder, name, version);
  try {
    await makeRealFolders(root, path.dirname(target));
    await publish(target, textsOf(release), signal);
    return target;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) throw existing(name, version);
    throw exportFailure(error, target);
  }
}

export function existing(name: string, version: string): Failure {
  const text = `Release ${version} of ${name} is there already, and releases are never written over; name another version.`;
  return new Failure('release-exists', text);
}

function textsOf({ lock, images, recipes }: NewRelease): readonly (readonly [name: string, text: string])[] {
  const texts: { readonly [N in (typeof releaseFiles)[number]]: string } = {
    'manifest.jsonl': manifestText(images),
    'recipes.json': `[\n${recipes.map((recipe) => JSON.stringify(recipe)).join(',\n')}\n]\n`,
    'release.json': lockText(lock),
  };
  const sums = releaseFiles.map((name) => `${digestOf(texts[name])}  ${name}\n`).join('');
  return [...releaseFiles.map((name) => [name, texts[name]] as const), ['checksums.txt', sums]];
}

async function publish(
  target: string,
  texts: readonly (readonly [name: string, text: string])[],
  signal: AbortSignal,
): Promise<void> {
  const partial = await PartialExport.open(target, digestOf(JSON.stringify(texts)));
  try {
    for (const [name, text] of texts) await partial.write(textFile(name, text), signal);
    const [wrong] = await partial.damaged(signal);
    if (wrong !== undefined) throw damaged(path.join(partial.data, wrong));
    await partial.publish();
  } finally {
    await partial.close();
  }
}
