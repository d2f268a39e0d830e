/** @file `npx tsx test/language/syntaxes/write.ts` writes every snapshot anew. Read what changed before you commit it. */
import { writeFileSync } from 'node:fs';
import { colouredTexts, snapshotFile, snapshotOf } from './snapshots.ts';

for (const name of colouredTexts) writeFileSync(snapshotFile(name), await snapshotOf(name));
