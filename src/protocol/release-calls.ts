/** @file What is asked of the engine about sets that are given to others. */
import type { Call } from './connection/calls.ts';
import type { MethodTable } from './connection/connection.ts';
import type {
  CurationExported,
  CurationExportRequest,
  DiffRequest,
  FolderCheck,
  Imported,
  ImportRequest,
  Materialised,
  MaterialiseRequest,
  ReleaseDiff,
  Released,
  ReleaseRequest,
  ReleaseSummary,
  SetProgress,
} from './releases.ts';

export type ReleaseCalls = {
  /** Writes a curation's set as other tools read it; each export is all there or not there. */
  readonly exportCuration: Call<CurationExportRequest, SetProgress, CurationExported>;
  /** Freezes a curation's set in the workspace's `releases/`. */
  readonly releaseCuration: Call<ReleaseRequest, SetProgress, Released>;
  /** The newest first. */
  readonly listReleases: Call<{ readonly name: string }, never, readonly ReleaseSummary[]>;
  /** What differs between two releases, or between one and the set as it is now. */
  readonly diffReleases: Call<DiffRequest, SetProgress, ReleaseDiff>;
  /** Whether a release, or an export, still is what it was. */
  readonly verifyFolder: Call<{ readonly folder: string }, SetProgress, FolderCheck>;
  /** Makes the images of a release again where they are gone, and exports them. */
  readonly materialiseRelease: Call<MaterialiseRequest, SetProgress, Materialised>;
  /** Lays the data set of another tool into folders of classes. */
  readonly importData: Call<ImportRequest, SetProgress, Imported>;
};

export const releaseMethods: MethodTable<ReleaseCalls> = {
  exportCuration: true,
  releaseCuration: true,
  listReleases: true,
  diffReleases: true,
  verifyFolder: true,
  materialiseRelease: true,
  importData: true,
};
