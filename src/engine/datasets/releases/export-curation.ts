/** @file A curation → exports, each all there or not there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ExportPlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import type {
  CurationExported,
  CurationExportRequest,
  SetProgress,
  SetQuestion,
  WrittenExport,
} from '../../../protocol/releases.ts';
import type { ExportSet } from '../exports/export-set.ts';
import { exportFormats } from '../exports/formats/export-formats.ts';
import { type ExportProgress, writeExport } from '../exports/write-export.ts';
import { type DescribedSet, describedSet } from './described-set.ts';
import { exportSetOf } from './manifest-set.ts';
import { diffStates } from './release-diff.ts';
import { readReleaseOf, versionsOf } from './release-folder.ts';
import type { ReleaseParts } from './release-parts.ts';
import { versionAfter } from './semantic-version.ts';
import { stateOfRelease, stateOfSet } from './set-state.ts';
import { toldAs } from './told-progress.ts';

/**
 * @throws Failure `plan-invalid` where nothing is to be exported; of what is read and judged; `data-leak`; of
 * `writeExport`; `cancelled`
 */
export async function* exportCuration(
  parts: ReleaseParts,
  request: CurationExportRequest,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, CurationExported> {
  const { exports, curation } = request;
  if (exports.length === 0) {
    const text = `\`curate ${curation.name}\` names no \`export\`; add one such as \`export: imagefolder "out/${curation.name}"\`, or name a format and a folder (\`--format imagefolder --to out/${curation.name}\`).`;
    throw new Failure('plan-invalid', text);
  }
  const described = yield* describedSet(parts, request, signal);
  const version = await versionOf(parts, request, described);
  const set = exportSetOf(described, version, (image) => path.resolve(parts.workspace, image.file));
  const written: WrittenExport[] = [];
  for (const { format, path: folder } of exports) {
    const place =
      written.length === 0 && request.to !== undefined ? placeOf(request.to) : { root: parts.workspace, folder };
    written.push(yield* writeSet(parts, { set, format, replaces: request.replaces, ...place }, signal));
  }
  return { name: set.name, version, exports: written, notes: described.notes };
}

interface Wish {
  readonly set: ExportSet;
  readonly format: ExportPlan['format'];
  /** Absolute. */
  readonly root: string;
  readonly folder: string;
  readonly replaces: boolean;
}

/** @throws Failure as `writeExport` */
export async function* writeSet(
  { tool }: Pick<ReleaseParts, 'tool'>,
  wish: Wish,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, WrittenExport> {
  const { format } = wish;
  const of = exportFormats[format].title;
  const tell = ({ kind, files, total }: ExportProgress): SetProgress => ({ stage: kind, of, done: files, total });
  const { folder, images, files, bytes, digest, wasThere } = yield* toldAs(
    writeExport({ ...wish, tool }, signal),
    tell,
  );
  return { format, folder, images, files, bytes, digest, wasThere };
}

/** A folder that the user named, and the closest one above it that is there. @param to absolute */
export function placeOf(to: string): { readonly root: string; readonly folder: string } {
  let root = path.dirname(to);
  while (!existsSync(root) && path.dirname(root) !== root) root = path.dirname(root);
  return { root, folder: path.relative(root, to).split(path.sep).join('/') };
}

/** That of the release which it is, else the one that the file names, else that of the next release, as a draft of it. */
async function versionOf(
  { workspace }: ReleaseParts,
  { curation }: SetQuestion,
  described: DescribedSet,
): Promise<string> {
  const [last] = await versionsOf(workspace, curation.name);
  const release = last === undefined ? undefined : await readReleaseOf(workspace, curation.name, last);
  const { change } = diffStates(release && stateOfRelease(release), stateOfSet(described));
  if (change === 'none' && last !== undefined) return last;
  return curation.about?.version ?? `${versionAfter(last, change)}-draft`;
}
