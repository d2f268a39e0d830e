/** @file The pages of docs/diagnostics, made of the table of codes and their examples. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type DiagnosticCode, diagnosticCodes } from '../../../src/language/diagnostics/codes.ts';
import { explain } from '../../../src/language/diagnostics/explain.ts';

const folder = new URL('../../../docs/diagnostics/', import.meta.url);

/** File name → text. */
export function diagnosticPages(): ReadonlyMap<string, string> {
  // The table's keys are the codes.
  return new Map((Object.keys(diagnosticCodes) as DiagnosticCode[]).map((code) => [`${code}.md`, explain(code)]));
}

export function writtenPages(): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
}

export function writePages(): void {
  const pages = diagnosticPages();
  for (const name of writtenPages().keys()) if (!pages.has(name)) rmSync(new URL(name, folder));
  for (const [name, text] of pages) writeFileSync(new URL(name, folder), text);
}
