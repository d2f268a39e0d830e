import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ExportSet } from '../../../../src/engine/datasets/exports/export-set.ts';
import { verifyChecksums } from '../../../../src/engine/datasets/exports/verify-checksums.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { mountDisk } from '../../support/mounted-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { exported, setOf } from './export-sets.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const wanted = [...Array(12).keys()].map((index) => ({
  label: index % 2 ? 'bag' : 'shirt',
  split: index % 5 ? 'train' : 'val',
}));

/** Of each of two cases; the last changes, where renaming happens, are all among them. */
const KILLS = 25;
const LAST = 12;

describe('an export whose process is killed', () => {
  const folder = temporaryFolder();

  /** TypeScript as one file: a process that has to read it from sources takes a second to start. */
  async function builtExporter(): Promise<string> {
    const outfile = path.join(folder(), 'program/exporter.mjs');
    const entry = fileURLToPath(new URL('./killed-exporter.ts', import.meta.url));
    const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const;
    await build({ ...options, entryPoints: [entry], outfile, logLevel: 'error' });
    await symlink(path.join(root, 'node_modules'), path.join(folder(), 'program/node_modules'));
    return outfile;
  }

  /** Ended by itself without a change to die at. */
  function runExporter(program: string, request: string, at: number | undefined) {
    const { signal, stdout, stderr } = spawnSync(process.execPath, [program, request, String(at ?? '')], {
      encoding: 'utf8',
    });
    assert.equal(signal, at === undefined ? null : 'SIGKILL', stderr);
    return Number(stdout);
  }

  for (const [where, isOver] of [
    ['in a new place', false],
    ['over an earlier export', true],
  ] as const) {
    it(`leaves all or nothing ${where}, at ${KILLS} points, and goes on`, async function () {
      this.timeout(180_000);
      const place = path.join(folder(), 'place');
      const sets = await bothSets();
      const program = await builtExporter();
      const request = path.join(folder(), 'request.json');
      const common = { format: 'imagefolder', folder: 'out', tool: '1.2.3', replaces: isOver } as const;
      await writeFile(request, JSON.stringify({ ...common, set: sets.now, root: place }));
      const begin = async () => {
        await rm(place, { recursive: true, force: true });
        await mkdir(place);
        if (isOver) await exported(place, { ...common, set: sets.before });
      };
      await begin();
      const changes = runExporter(program, request, undefined);
      assert.ok(changes > KILLS, `only ${changes} changes`);
      for (const at of pointsOf(changes)) {
        await begin();
        runExporter(program, request, at);
        await requireWholeOrNone(place, isOver, at);
        const result = await exported(place, { ...common, set: sets.now });
        assert.equal(result.images, wanted.length, `change ${at}`);
        assert.deepEqual((await verifyChecksums(result.folder)).problems, [], `change ${at}`);
        assert.deepEqual(await readdir(place), ['out'], `change ${at}`);
      }
    });
  }

  async function bothSets(): Promise<{ readonly before: ExportSet; readonly now: ExportSet }> {
    const now = await setOf(path.join(folder(), 'sources'), wanted);
    return { before: { ...now, samples: now.samples.slice(0, 4), version: '0.9.0' }, now };
  }

  /** Where the old one has made room, it still is in the folder of what is half-written. */
  async function requireWholeOrNone(place: string, isOver: boolean, at: number): Promise<void> {
    const names = await readdir(place);
    if (names.includes('out')) {
      assert.deepEqual((await verifyChecksums(path.join(place, 'out'))).problems, [], `change ${at}`);
    } else if (isOver) {
      const replaced = path.join(place, 'out.partial/replaced');
      assert.deepEqual((await verifyChecksums(replaced)).problems, [], `change ${at}`);
    }
  }

  it('says that the disk is full, leaves no export, and comes to its end once there is room', async function () {
    this.timeout(60_000);
    const set = await setOf(path.join(folder(), 'sources'), wanted);
    const small = path.join(folder(), 'small');
    await mkdir(small);
    const disk = mountDisk(this, small, 'size=400k');
    try {
      const filler = path.join(small, 'filler');
      await writeFile(filler, Buffer.alloc(376 << 10));
      for (const format of ['imagefolder', 'webdataset', 'parquet'] as const) {
        await assert.rejects(
          exported(small, { set, format, folder: format }),
          (error: unknown) => Failure.is(error, 'disk-full') && /free some space/.test(error.message),
        );
        assert.equal((await readdir(small)).includes(format), false);
        await rm(path.join(small, `${format}.partial`), { recursive: true, force: true });
      }
      await assert.rejects(exported(small, { set, format: 'webdataset' }));
      await rm(filler);
      assert.equal((await exported(small, { set, format: 'webdataset' })).wasThere, false);
      assert.deepEqual(await readdir(small), ['out']);
    } finally {
      disk.unmount();
    }
  });
});

function pointsOf(changes: number): readonly number[] {
  const spread = [...Array(KILLS - LAST).keys()].map((i) => Math.floor((i * (changes - LAST)) / (KILLS - LAST)));
  return [...spread, ...[...Array(LAST).keys()].map((i) => changes - LAST + i)];
}
