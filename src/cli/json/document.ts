/**
 * @file What `--json` prints: one document on standard output, named and versioned. A version rises when a field
 * changes its meaning or goes away; new fields may come at any time. `docs/cli.md` describes every document.
 */
import path from 'node:path';

export const documentVersions = {
  'vlprompt.check': 1,
  'vlprompt.format': 1,
  'vlprompt.run': 1,
  'vlprompt.evaluate': 1,
  'vlprompt.doctor': 1,
  'vlprompt.failure': 1,
} as const;

export type DocumentFormat = keyof typeof documentVersions;

export function documentText(format: DocumentFormat, body: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ format, version: documentVersions[format], ...body }, undefined, 2);
}

/** Paths in documents are relative to the workspace and written with `/`; what lies outside stays absolute. */
export function documentPath(file: string, workspace: string): string {
  const relative = path.relative(workspace, file);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside ? relative.split(path.sep).join('/') : file;
}
