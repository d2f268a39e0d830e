/** @file What the engine demands of requests about exports and releases; see `protocol/releases.ts`. */
import {
  type CurationExportRequest,
  type DiffRequest,
  exportFormatNames,
  type ImportRequest,
  importFormatNames,
  type MaterialiseRequest,
  type ReleaseRequest,
} from '../../../protocol/releases.ts';
import { requireCurationQuestion } from './curation-shapes.ts';
import {
  absolutePath,
  list,
  notEmptyText,
  oneOf,
  optional,
  pathText,
  record,
  type Shape,
  test,
  text,
} from './shape.ts';

/** Of a release; other words would lead elsewhere. */
const versionName = test('a version', (value) => typeof value === 'string' && /^[\w.+-]{1,64}$/.test(value));

/** Releases lie in a folder that is called as their curation. */
const folderName = test('a name', (value) =>
  typeof value === 'string' && /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*$/u.test(value));

const day = test('a day', (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));

const about = record({
  licence: optional(text),
  description: optional(text),
  creator: optional(text),
  version: optional(versionName),
  published: optional(day),
  url: optional(text),
  biases: optional(text),
  limitations: optional(text),
  uses: optional(text),
  privacy: optional(text),
  maintenance: optional(text),
});

const setQuestion: Shape = record({
  curation: record({ name: folderName, about: optional(about) }),
  commit: optional(notEmptyText),
  day,
  allowsLeaks: oneOf(true, false),
});

const exportRequest = record({
  exports: list(record({ format: oneOf(...exportFormatNames), path: pathText })),
  to: optional(absolutePath),
  replaces: oneOf(true, false),
});

const releaseRequest = record({ version: optional(text), note: optional(text), isForced: oneOf(true, false) });

const diffRequest = record({ before: optional(versionName), after: optional(versionName) });

const materialiseRequest = record({ folder: absolutePath, format: oneOf(...exportFormatNames), to: absolutePath });

const importRequest = record({
  from: absolutePath,
  format: optional(oneOf(...importFormatNames)),
  to: pathText,
});

/** @throws Failure `plan-invalid` naming the place, as all of these */
export function requireExportRequest(params: unknown): CurationExportRequest {
  requireSet(params, exportRequest);
  return params as CurationExportRequest; // The shapes have just been checked, as those below.
}

export function requireReleaseRequest(params: unknown): ReleaseRequest {
  requireSet(params, releaseRequest);
  return params as ReleaseRequest;
}

export function requireDiffRequest(params: unknown): DiffRequest {
  requireSet(params, diffRequest);
  return params as DiffRequest;
}

function requireSet(params: unknown, more: Shape): void {
  requireCurationQuestion(params);
  setQuestion(params, 'params');
  more(params, 'params');
}

export function requireReleaseName(params: unknown): string {
  record({ name: folderName })(params, 'params');
  return (params as { readonly name: string }).name;
}

export function requireFolder(params: unknown): string {
  record({ folder: absolutePath })(params, 'params');
  return (params as { readonly folder: string }).folder;
}

export function requireMaterialiseRequest(params: unknown): MaterialiseRequest {
  materialiseRequest(params, 'params');
  return params as MaterialiseRequest;
}

export function requireImportRequest(params: unknown): ImportRequest {
  importRequest(params, 'params');
  return params as ImportRequest;
}
