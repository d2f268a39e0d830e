/** @file A curation → a release that stays as it is. */
import path from 'node:path';
import type { CuratePlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { ReleaseChange, Released, ReleaseRequest, SetProgress } from '../../../protocol/releases.ts';
import { digestOf } from '../../files/digest.ts';
import { removeLeftOver } from '../exports/partial-export.ts';
import { type DescribedSet, describedSet } from './described-set.ts';
import type { ManifestImage } from './manifest.ts';
import { diffStates, type StateDiff } from './release-diff.ts';
import { existing, type Release, readReleaseOf, releasesFolder, versionsOf, writeRelease } from './release-folder.ts';
import type { ReleaseLock } from './release-lock.ts';
import type { ReleaseParts } from './release-parts.ts';
import { recipesOf } from './released-recipes.ts';
import { compareVersions, readVersion, versionAfter } from './semantic-version.ts';
import { stateOfRelease, stateOfSet } from './set-state.ts';

/**
 * Freezes a set as it is now; where nothing has changed and no version is named, says so and does nothing.
 * @throws Failure of what is read and judged; `data-leak`, `release-version`, `release-exists`, `release-damaged`,
 * `disk-full`, `file-unwritable`, `cancelled`
 */
export async function* releaseCuration(
  parts: ReleaseParts,
  request: ReleaseRequest,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, Released> {
  const { workspace } = parts;
  const described = yield* describedSet(parts, request, signal);
  const previous = await lastRelease(workspace, described.name);
  const diff = diffStates(previous && stateOfRelease(previous), stateOfSet(described));
  const result = { name: described.name, change: diff.change, images: described.images.length, counts: diff.counts };
  if (previous !== undefined && diff.change === 'none' && request.version === undefined) {
    const { version } = previous.lock;
    const { folder } = previous;
    return { ...result, version, previous: previous.lock.previous, folder, wasThere: true, notes: described.notes };
  }
  const version = await chosenVersion(workspace, request, previous?.lock.version, diff.change);
  yield { stage: 'writing', of: version, done: 0, total: 0 };
  const lock = lockOf(parts, request, described, diff, version, previous);
  const recipes = recipesOf(request.curation, described.images);
  const folder = await writeRelease(workspace, { lock, images: described.images, recipes }, signal);
  const before = previous?.lock.version ?? null;
  return { ...result, version, previous: before, folder, wasThere: false, notes: described.notes };
}

async function lastRelease(workspace: string, name: string): Promise<Release | undefined> {
  const [last] = await versionsOf(workspace, name);
  return last === undefined ? undefined : readReleaseOf(workspace, name, last);
}

/** @throws Failure `release-version`, `release-exists` */
async function chosenVersion(
  workspace: string,
  { curation, version: named, isForced }: ReleaseRequest,
  previous: string | undefined,
  change: ReleaseChange,
): Promise<string> {
  const { name } = curation;
  const least = versionAfter(previous, change);
  const version = named ?? ownVersion(curation, previous) ?? least;
  if (readVersion(version) === undefined) {
    throw new Failure('release-version', `\`${version}\` is no version of a release; write one such as 1.2.0.`);
  }
  for (const other of await versionsOf(workspace, name)) {
    await removeLeftOver(path.join(workspace, releasesFolder, name, other));
    if (other === version) throw existing(name, version);
  }
  if (previous !== undefined && compareVersions(version, least) < 0 && !isForced) {
    throw new Failure('release-version', tooLow(version, previous, change, least));
  }
  return version;
}

/** The file's own, as soon as it is newer than the last release. */
function ownVersion({ about }: CuratePlan, previous: string | undefined): string | undefined {
  const own = about?.version;
  return own !== undefined && (previous === undefined || compareVersions(own, previous) > 0) ? own : undefined;
}

const reasons: { readonly [C in ReleaseChange]: string } = {
  first: 'it is the first',
  major: 'images were taken away, relabelled or moved',
  minor: 'images were added',
  patch: 'what is said of it has changed',
  none: 'nothing has changed',
};

function tooLow(version: string, previous: string, change: ReleaseChange, least: string): string {
  const why = `${reasons[change]} since ${previous}`;
  return `${version} is too low a version: ${why}, which needs at least ${least}. Name that, or force it with --force.`;
}

function lockOf(
  { tool }: ReleaseParts,
  { curation, note }: ReleaseRequest,
  { name, licence, classes, images, about, facts, curated }: DescribedSet,
  { change }: StateDiff,
  version: string,
  previous: Release | undefined,
): ReleaseLock {
  const { models, decisions, agreement, reasons: why } = facts;
  return {
    v: 1,
    name,
    version,
    previous: previous?.lock.version ?? null,
    change,
    note: note ?? null,
    licence,
    classes,
    images: images.length,
    counts: countsOf(classes, images),
    leftOut: curated.leftOut,
    query: about.query ?? '',
    about,
    models,
    decisions,
    agreement,
    reasons: why,
    plan: digestOf(JSON.stringify(curation)),
    tool,
  };
}

/** Every class in every split, also where there is none. */
function countsOf(classes: readonly string[], images: readonly ManifestImage[]): ReleaseLock['counts'] {
  const splits = [...new Set(images.map(({ split }) => split))].sort();
  const counts = new Map(splits.map((split) => [split, new Map(classes.map((label) => [label, 0]))]));
  for (const { split, class: label } of images) {
    const own = counts.get(split);
    own?.set(label, (own.get(label) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([split, own]) => [split, Object.fromEntries(own)]));
}
