import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { areInstalled, explain } from '../../../tools/setup/dependencies.mjs';

describe('dependencies', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'vlprompt-dependencies-'));
    write('package-lock.json', { a: { version: '1.0.0' }, win: { version: '2.0.0', optional: true } });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(file: string, packages: Record<string, object>): void {
    mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
    writeFileSync(path.join(folder, file), JSON.stringify({ packages: { '': {}, ...packages } }));
  }

  it('are missing in a fresh clone and after an interrupted install', () => {
    mkdirSync(path.join(folder, 'node_modules/a'), { recursive: true });
    assert.equal(areInstalled(folder), false);
  });

  it('are there without the optional packages of other platforms', () => {
    write('node_modules/.package-lock.json', { a: { version: '1.0.0' } });
    assert.equal(areInstalled(folder), true);
  });

  it('are to be installed again when a version changed or a package was added', () => {
    write('node_modules/.package-lock.json', { a: { version: '1.0.1' } });
    assert.equal(areInstalled(folder), false);
    write('node_modules/.package-lock.json', { win: { version: '2.0.0' } });
    assert.equal(areInstalled(folder), false);
  });

  it('explain a failure in one sentence, and show the words of npm when there is none', () => {
    assert.match(
      explain('npm error code ECONNREFUSED\nnpm error syscall connect'),
      /^The packages could not be downloaded: [^\n]*$/,
    );
    assert.match(explain('npm error code ENOSPC'), /free about 1 GB/);
    assert.match(explain('npm error code E999'), /E999/);
  });
});
