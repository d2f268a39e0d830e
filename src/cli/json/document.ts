/**
 * @file What `--json` prints: one document on standard output, named and versioned. A version rises when a field
 * changes its meaning or goes away; new fields may come at any time. `docs/cli.md` describes every document.
 */
import path from 'node:path';
import { isInside } from '../../language/is-inside.ts';
import { relativePath } from '../../language/service.ts';

export const documentVersions = {
  'vlprompt.check': 1,
  'vlprompt.format': 1,
  'vlprompt.plan': 1,
  'vlprompt.expand': 1,
  'vlprompt.import': 1,
  'vlprompt.run': 1,
  'vlprompt.evaluate': 1,
  'vlprompt.compare': 1,
  'vlprompt.test': 1,
  'vlprompt.test-list': 1,
  'vlprompt.doctor': 1,
  'vlprompt.models': 1,
  'vlprompt.catalogue': 1,
  'vlprompt.download': 1,
  'vlprompt.verify': 1,
  'vlprompt.where': 1,
  'vlprompt.providers': 1,
  'vlprompt.cache': 1,
  'vlprompt.runs': 1,
  'vlprompt.show-run': 1,
  'vlprompt.resume': 1,
  'vlprompt.curation': 1,
  'vlprompt.curation-report': 1,
  'vlprompt.decide': 1,
  'vlprompt.undo': 1,
  'vlprompt.redo': 1,
  'vlprompt.disputes': 1,
  'vlprompt.log': 1,
  'vlprompt.uplift': 1,
  'vlprompt.find': 1,
  'vlprompt.measures': 1,
  'vlprompt.export': 1,
  'vlprompt.release': 1,
  'vlprompt.diff': 1,
  'vlprompt.verify-set': 1,
  'vlprompt.materialise': 1,
  'vlprompt.import-data': 1,
  'vlprompt.failure': 1,
} as const;

export type DocumentFormat = keyof typeof documentVersions;

export function documentText(format: DocumentFormat, body: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ format, version: documentVersions[format], ...body }, undefined, 2);
}

/**
 * Paths in documents are relative to the workspace and written with `/`; what lies outside stays absolute. What is no
 * absolute path stays as it is: an image that was not drawn is named by its prompt.
 */
export function documentPath(file: string, workspace: string): string {
  const isBelow = path.isAbsolute(file) && file !== workspace && isInside(file, workspace);
  return isBelow ? relativePath(file, workspace) : file;
}
