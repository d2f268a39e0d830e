/** @file `npx tsx test/language/reference/write.ts` brings the tables of docs/language.md and the pages of docs/diagnostics up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { writePages } from './pages.ts';
import { withTables } from './tables.ts';

const file = new URL('../../../docs/language.md', import.meta.url);
writeFileSync(file, withTables(readFileSync(file, 'utf8')));
writePages();
