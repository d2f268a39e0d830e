/** @file Where the page of a diagnostic's code lies: in the documentation that ships with the server. */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DiagnosticCode } from '../diagnostics/codes.ts';

const here = fileURLToPath(import.meta.url);

/** Beside `dist/` and beside `src/` alike. */
const pages = path.resolve(path.dirname(here), here.endsWith('.ts') ? '../../..' : '..', 'docs/diagnostics');

/** A URL that editors open when the code is clicked. */
export function codePage(code: DiagnosticCode): string {
  return pathToFileURL(path.join(pages, `${code}.md`)).toString();
}
