/** @file What differs between two releases, or between one and the set as it is now; with where the images are. */
import { Failure } from '../../../protocol/failure.ts';
import type {
  ChangedImage,
  DiffRequest,
  ReleaseDiff,
  ReleaseImage,
  ReleaseSummary,
  SetProgress,
} from '../../../protocol/releases.ts';
import { describedSet } from './described-set.ts';
import { placeOfImage } from './found-image.ts';
import type { ManifestImage } from './manifest.ts';
import { type ChangedState, diffStates, type SetState } from './release-diff.ts';
import { readReleaseOf, versionsOf } from './release-folder.ts';
import type { ReleaseParts } from './release-parts.ts';
import { stateOfRelease, stateOfSet } from './set-state.ts';

/** @throws Failure `release-missing`, `release-damaged`; of the set as it is now: of what is read and judged; `cancelled` */
export async function* diffReleases(
  parts: ReleaseParts,
  request: DiffRequest,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, ReleaseDiff> {
  const { workspace } = parts;
  const { name } = request.curation;
  const before = request.before ?? (await versionsOf(workspace, name))[0];
  if (before === undefined) {
    throw new Failure(
      'release-missing',
      `There is no release of ${name} yet; make one with \`vlprompt curate release\`.`,
    );
  }
  const older = stateOfRelease(await readReleaseOf(workspace, name, before));
  const { state, notes } = yield* newerSide(parts, request, signal);
  const { added, removed, relabelled, moved, counts, change } = diffStates(older, state);
  const shown = (images: readonly ManifestImage[]) => Promise.all(images.map((image) => shownImage(parts, image)));
  return {
    name,
    before,
    after: request.after ?? null,
    change,
    counts,
    added: await shown(added),
    removed: await shown(removed),
    relabelled: await shownChanges(parts, relabelled),
    moved: await shownChanges(parts, moved),
    notes,
  };
}

async function* newerSide(
  parts: ReleaseParts,
  request: DiffRequest,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, { readonly state: SetState; readonly notes: readonly string[] }> {
  const { after, curation } = request;
  if (after !== undefined) {
    return { state: stateOfRelease(await readReleaseOf(parts.workspace, curation.name, after)), notes: [] };
  }
  const described = yield* describedSet(parts, request, signal);
  return { state: stateOfSet(described), notes: described.notes };
}

async function shownChanges(parts: ReleaseParts, pairs: readonly ChangedState[]): Promise<readonly ChangedImage[]> {
  return Promise.all(
    pairs.map(async ({ before, after }) => ({
      before: await shownImage(parts, before),
      after: await shownImage(parts, after),
    })),
  );
}

async function shownImage(parts: ReleaseParts, image: ManifestImage): Promise<ReleaseImage> {
  const { id, sha256, class: label, split, columns } = image;
  const { from, prompt, seed } = columns;
  const file = await placeOfImage(parts, image);
  return {
    id,
    sha256,
    class: label,
    split,
    ...(typeof from === 'string' && { from }),
    ...(typeof prompt === 'string' && { prompt }),
    ...(typeof seed === 'number' && { seed }),
    ...(file !== undefined && { file }),
  };
}

/** The newest first. @throws Failure `release-damaged` */
export async function listReleases(workspace: string, name: string): Promise<readonly ReleaseSummary[]> {
  const summaries: ReleaseSummary[] = [];
  for (const version of await versionsOf(workspace, name)) {
    const { lock, folder } = await readReleaseOf(workspace, name, version);
    const { images, change, note, about } = lock;
    const { published } = about;
    summaries.push({ name, version, published, images, change, ...(note !== null && { note }), folder });
  }
  return summaries;
}
