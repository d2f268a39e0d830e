import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportFormatName } from '../../../../src/engine/datasets/exports/formats/export-formats.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withDyingDisk } from './dying-disk.ts';
import { exported, setOf } from './export-sets.ts';

const wanted = [{ label: 'shirt' }, { label: 'bag' }, { label: 'bag', split: 'test' }];

describe('an interrupted export', () => {
  const folder = temporaryFolder();

  // The frame is the same for all: one format is tried at every change, the others here and there.
  const strides: readonly (readonly [ExportFormatName, number])[] = [
    ['imagefolder', 1],
    ['webdataset', 7],
    ['parquet', 7],
  ];
  for (const [format, stride] of strides) {
    it(`${format}: leaves all or nothing wherever it dies, and goes on`, async function () {
      this.timeout(120_000);
      const set = await setOf(path.join(folder(), 'sources'), wanted);
      const whole = await exported(folder(), { set, format, folder: 'whole' });
      for (let changes = 0; ; changes += stride) {
        const isDone = await withDyingDisk(changes, () => exported(folder(), { set, format }));
        // Whatever has the name of the export is all of it.
        const there = (await readdir(folder())).includes('out');
        if (there) assert.equal((await readdir(path.join(folder(), 'out'))).includes('checksums.txt'), true);
        const result = await exported(folder(), { set, format });
        assert.equal(result.digest, whole.digest, `after ${changes} changes`);
        assert.deepEqual((await readdir(folder())).sort(), ['out', 'sources', 'whole'], `after ${changes} changes`);
        await rm(path.join(folder(), 'out'), { recursive: true });
        if (isDone) {
          assert.ok(changes > 40, `only ${changes} changes were tried`);
          return;
        }
      }
    });
  }

  it('comes to its end although it dies again and again', async function () {
    this.timeout(120_000);
    const set = await setOf(path.join(folder(), 'sources'), wanted);
    const whole = await exported(folder(), { set, format: 'imagefolder', folder: 'whole' });
    for (let changes = 20; ; changes++) {
      if (await withDyingDisk(changes, () => exported(folder(), { set, format: 'imagefolder' }))) break;
    }
    const result = await exported(folder(), { set, format: 'imagefolder' });
    assert.deepEqual([result.digest, result.wasThere], [whole.digest, true]);
  });

  it('is gone on with by another process after a kill', async function () {
    this.timeout(120_000);
    const set = await setOf(path.join(folder(), 'sources'), wanted);
    const whole = await exported(folder(), { set, format: 'webdataset', folder: 'whole' });
    const request = path.join(folder(), 'request.json');
    await writeFile(
      request,
      JSON.stringify({ set, format: 'webdataset', root: folder(), folder: 'out', tool: '1.2.3' }),
    );
    const program = fileURLToPath(new URL('./dying-exporter.ts', import.meta.url));
    for (const steps of [3, 5, 8]) {
      const { signal } = spawnSync(process.execPath, ['--import', 'tsx', program, request, String(steps)]);
      assert.equal(signal, 'SIGKILL');
      assert.ok(!(await readdir(folder())).includes('out'));
    }
    const journal = await readFile(path.join(folder(), 'out.partial/finished'), 'utf8');
    assert.match(journal, /data\/train-000000\.tar\n/);
    assert.equal((await exported(folder(), { set, format: 'webdataset' })).digest, whole.digest);
  });
});
