/** @file Calls about sets that are given to others, answered. */
import type { ModelSpec } from '../../language/plan/plan.ts';
import type { Handlers } from '../../protocol/connection/calls.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { InstalledModel } from '../../protocol/models.ts';
import type { ReleaseCalls } from '../../protocol/release-calls.ts';
import { curatedSet } from '../datasets/curated/curated-set.ts';
import { importData } from '../datasets/imports/import-data.ts';
import { diffReleases, listReleases } from '../datasets/releases/diff-releases.ts';
import { exportCuration } from '../datasets/releases/export-curation.ts';
import { materialiseRelease } from '../datasets/releases/materialise-release.ts';
import { releaseCuration } from '../datasets/releases/release-curation.ts';
import type { ReleaseParts } from '../datasets/releases/release-parts.ts';
import { verifyFolder } from '../datasets/releases/verify-folder.ts';
import { curationState } from '../datasets/samples/curation-state.ts';
import { drain } from './drain.ts';
import type { Initialized } from './engine-handlers.ts';
import { engineVersion } from './engine-version.ts';
import {
  requireDiffRequest,
  requireExportRequest,
  requireFolder,
  requireImportRequest,
  requireMaterialiseRequest,
  requireReleaseName,
  requireReleaseRequest,
} from './shapes/release-shapes.ts';

/** @param initialized throws before the first `initialize` */
export function releaseHandlers(initialized: () => Initialized): Handlers<ReleaseCalls> {
  const parts = (signal: AbortSignal) => partsOf(initialized(), signal);
  return {
    exportCuration: async (params, { signal, report }) =>
      drain(exportCuration(parts(signal), requireExportRequest(params), signal), report),
    releaseCuration: async (params, { signal, report }) =>
      drain(releaseCuration(parts(signal), requireReleaseRequest(params), signal), report),
    listReleases: async (params) => listReleases(initialized().settings.workspace, requireReleaseName(params)),
    diffReleases: async (params, { signal, report }) =>
      drain(diffReleases(parts(signal), requireDiffRequest(params), signal), report),
    verifyFolder: async (params, { signal, report }) =>
      drain(verifyFolder(parts(signal), requireFolder(params), signal), report),
    materialiseRelease: async (params, { signal, report }) =>
      drain(materialiseRelease(parts(signal), requireMaterialiseRequest(params), signal), report),
    importData: async (params, { signal, report }) =>
      drain(importData(initialized().settings.workspace, requireImportRequest(params), signal), report),
  };
}

function partsOf({ executor, manager, settings }: Initialized, signal: AbortSignal): ReleaseParts {
  const { workspace } = settings;
  // Asked once a call, and only where a model has to be described.
  let installed: Promise<readonly InstalledModel[]> | undefined;
  return {
    workspace,
    tool: engineVersion(),
    engine: executor,
    curatedSet: (question, ended) => curatedSet(workspace, question, executor, ended),
    curationState: (question, ended) => curationState(workspace, question, executor, ended),
    licenceOf: async (spec: ModelSpec) => {
      installed ??= manager.list(signal);
      return (await installed).find((model) => modelName(model.spec) === modelName(spec))?.licence;
    },
  };
}
