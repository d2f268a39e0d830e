import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { exportFormats } from '../../../../src/engine/datasets/exports/formats/export-formats.ts';
import { importFormats } from '../../../../src/engine/datasets/imports/import-formats.ts';
import { repository } from '../../support/workspace.ts';

describe('docs/exports.md', () => {
  it('lists every format that there is', async () => {
    const text = await readFile(path.join(repository, 'docs/exports.md'), 'utf8');
    const [, formats = ''] = text.split('## Formats');
    const listed = [...formats.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(listed, Object.keys(exportFormats));
    const [, imports = ''] = text.split('## Imports');
    for (const name of Object.keys(importFormats)) assert.ok(imports.includes(`\`${name}\``), name);
  });
});
