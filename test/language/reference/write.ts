/** @file `npx tsx test/language/reference/write.ts` brings the tables of docs/language.md up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './tables.ts';

const file = new URL('../../../docs/language.md', import.meta.url);
writeFileSync(file, withTables(readFileSync(file, 'utf8')));
