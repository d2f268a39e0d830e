import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type {
  CurationExportRequest,
  DiffRequest,
  ImportRequest,
  MaterialiseRequest,
  ReleaseDiff,
  ReleaseImage,
  ReleaseRequest,
  WrittenExport,
} from '../../../../src/protocol/releases.ts';
import { assertGolden } from '../../support/golden.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const text = `class shirt "shirt"
class boot "boot"
recipe preview {
  prompt: "a \${class}"
}
curate train {
  from: preview
  export: imagefolder "out/train", csv "out/table"
}
`;

describe('vlprompt curate: sets for others', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
    await mkdir(path.join(folder, '.vlprompt'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);
  const golden = async (name: string, args: readonly string[], calls: Partial<EngineCaller>) =>
    assertGolden(name, transcript(await vlprompt(args, { calls })));

  function written(format: WrittenExport['format'], place: string, wasThere = false): WrittenExport {
    const sizes = { images: 120, files: 126, bytes: 934_000 };
    return { format, folder: path.join(folder, place), ...sizes, digest: 'a'.repeat(64), wasThere };
  }

  function exporting(asked: CurationExportRequest[] = []): Partial<EngineCaller> {
    return {
      exportCuration: async (request) => {
        asked.push(request);
        const exports = request.exports.map(({ format, path: place }, i) => written(format, place, i === 1));
        return { name: 'train', version: '1.2.0', exports, notes: ['Nobody named a licence.'] };
      },
    };
  }

  it('exports all that the file names', async () => {
    await golden('curate-export.txt', ['curate', 'export', 'f.vlprompt'], exporting());
    const { out } = await vlprompt(['curate', 'export', 'f.vlprompt', 'train', '--json'], { calls: exporting() });
    assertGolden('curate-export.json', out.replaceAll(folder, '<folder>'));
  });

  it('exports one format, and where somebody wants it', async () => {
    const asked: CurationExportRequest[] = [];
    const calls = exporting(asked);
    await vlprompt(['curate', 'export', 'f.vlprompt', '--format', 'csv', '--replace'], { calls });
    await vlprompt(['curate', 'export', 'f.vlprompt', '--format', 'parquet', '--to', 'x/y', '--allow-leaks'], {
      calls,
    });
    assert.deepEqual(
      asked.map(({ exports, to, replaces, allowsLeaks }) => ({ exports, to, replaces, allowsLeaks })),
      [
        { exports: [{ format: 'csv', path: 'out/table' }], to: undefined, replaces: true, allowsLeaks: false },
        {
          exports: [{ format: 'parquet', path: '.' }],
          to: path.join(folder, 'x/y'),
          replaces: false,
          allowsLeaks: true,
        },
      ],
    );
    for (const args of [
      ['--format', 'coco'],
      ['--to', 'x'],
      ['--format', 'gif', '--to', 'x'],
    ]) {
      const { exitCode, notes } = await vlprompt(['curate', 'export', 'f.vlprompt', ...args], { calls });
      assert.equal(exitCode, 64, notes);
    }
  });

  it('names the commit that the file is in, as long as it is as committed', async () => {
    const asked: CurationExportRequest[] = [];
    const calls = exporting(asked);
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=b', ...args], { encoding: 'utf8' });
    const ask = () => vlprompt(['curate', 'export', 'f.vlprompt'], { calls });
    await ask();
    git('init', '-q');
    await ask();
    git('add', 'f.vlprompt');
    git('commit', '-qm', 'one', '--date', '2025-01-02T03:04:05Z');
    await ask();
    await writeFile(path.join(folder, 'f.vlprompt'), `${text}// more\n`);
    await ask();
    const head = git('rev-parse', 'HEAD').slice(0, 12);
    assert.deepEqual(
      asked.map(({ commit }) => commit),
      [undefined, undefined, head, undefined],
    );
    assert.ok(asked.every(({ day }) => /^\d{4}-\d{2}-\d{2}$/.test(day)));
  });

  const counts = { added: 3, removed: 1, relabelled: 0, moved: 2, same: 56 };

  it('releases, and says what has changed', async () => {
    const asked: ReleaseRequest[] = [];
    const calls: Partial<EngineCaller> = {
      releaseCuration: async (request) => {
        asked.push(request);
        const wasThere = request.version === undefined && asked.length > 1;
        return {
          name: 'train',
          version: request.version ?? '2.0.0',
          previous: '1.4.2',
          change: wasThere ? 'none' : 'major',
          folder: path.join(folder, 'releases/train/2.0.0'),
          images: 61,
          counts,
          wasThere,
          notes: [],
        };
      },
    };
    await golden('curate-release.txt', ['curate', 'release', 'f.vlprompt', '--note', 'for Bob'], calls);
    await golden('curate-release-none.txt', ['curate', 'release', 'f.vlprompt'], calls);
    const { out } = await vlprompt(['curate', 'release', 'f.vlprompt', '--version', '3.0.0', '--force', '--json'], {
      calls,
    });
    assertGolden('curate-release.json', out.replaceAll(folder, '<folder>'));
    assert.deepEqual(
      asked.map(({ version, note, isForced }) => [version, note, isForced]),
      [
        [undefined, 'for Bob', false],
        [undefined, undefined, false],
        ['3.0.0', undefined, true],
      ],
    );
  });

  function image(index: number, own: Partial<ReleaseImage> = {}): ReleaseImage {
    const place = { class: 'shirt', split: 'train', from: 'preview', prompt: 'a shirt', seed: index };
    return { id: String(index).repeat(64), sha256: 'f'.repeat(64), ...place, ...own };
  }

  async function diff(): Promise<ReleaseDiff> {
    const file = path.join(folder, '.vlprompt/7.png');
    await writeFile(file, Buffer.from('89504e470d0a1a0a', 'hex'));
    return {
      name: 'train',
      before: '1.0.0',
      after: null,
      change: 'major',
      counts: { added: 1, removed: 1, relabelled: 1, moved: 1, same: 56 },
      added: [image(7, { file })],
      removed: [image(8, { class: 'boot\u001b[31m', prompt: 'a <boot>\nred' })],
      relabelled: [{ before: image(3), after: image(3, { class: 'boot' }) }],
      moved: [{ before: image(4), after: image(4, { split: 'val' }) }],
      notes: ['Only two groups can be parted.'],
    };
  }

  it('says what differs, as text, as data and as pictures', async () => {
    const asked: DiffRequest[] = [];
    const found = await diff();
    const calls: Partial<EngineCaller> = {
      diffReleases: async (request) => {
        asked.push(request);
        return found;
      },
    };
    await golden('curate-diff.txt', ['curate', 'diff', 'f.vlprompt', '--html', 'diff.html'], calls);
    const page = await readFile(path.join(folder, 'diff.html'), 'utf8');
    assert.match(page, /<img src="data:image\/png;base64,/);
    assert.match(page, /a &lt;boot&gt;/);
    const { out } = await vlprompt(['curate', 'diff', 'f.vlprompt', 'train', '1.0.0', '2.0.0', '--json'], { calls });
    assertGolden('curate-diff.json', out.replaceAll(folder, '<folder>'));
    await vlprompt(['curate', 'diff', 'f.vlprompt', '1.0.0'], { calls });
    assert.deepEqual(
      asked.map(({ before, after }) => [before, after]),
      [
        [undefined, undefined],
        ['1.0.0', '2.0.0'],
        ['1.0.0', undefined],
      ],
    );
  });

  it('verifies a folder, in the workspace that its release is of', async () => {
    const place = path.join(folder, 'releases/train/1.0.0');
    await mkdir(place, { recursive: true });
    const check = { kind: 'release', name: 'train', version: '1.0.0', images: 30, sound: 30, problems: [] } as const;
    const sound = await vlprompt(['curate', 'verify', place], { calls: { verifyFolder: async () => check } });
    assert.equal(sound.out, 'The release train 1.0.0 is as it was made: 30 images, all sound.\n');
    assert.equal(sound.started[0]?.settings.workspace, folder);
    const problems = Array.from({ length: 25 }, (_, i) => `${i}.png is not here.`);
    const calls = { verifyFolder: async () => ({ ...check, sound: 5, problems }) };
    await golden('curate-verify.txt', ['curate', 'verify', 'releases/train/1.0.0'], calls);
    const { out, exitCode } = await vlprompt(['curate', 'verify', place, '--json'], { calls });
    assert.deepEqual([JSON.parse(out).sound, exitCode], [5, 1]);
  });

  it('makes the images of a release again', async () => {
    const asked: MaterialiseRequest[] = [];
    const calls: Partial<EngineCaller> = {
      materialiseRelease: async (request) => {
        asked.push(request);
        return { name: 'train', version: '1.0.0', export: written(request.format, 'again'), drawn: 4, notes: [] };
      },
    };
    const args = ['curate', 'materialise', 'releases/train/1.0.0', '--to', 'again'];
    await golden('curate-materialise.txt', args, calls);
    await vlprompt([...args, '--format', 'coco', '--json'], { calls });
    assert.deepEqual(
      asked.map(({ format, to }) => [format, path.relative(folder, to)]),
      [
        ['imagefolder', 'again'],
        ['coco', 'again'],
      ],
    );
    assert.equal((await vlprompt(args.slice(0, 3), { calls })).exitCode, 64);
  });

  it('imports data, and says how it is read', async () => {
    const asked: ImportRequest[] = [];
    const calls: Partial<EngineCaller> = {
      importData: async (request) => {
        asked.push(request);
        const shares = { train: { shirt: 3, boot: 1 }, val: { boot: 2 } };
        const notes = ['1 image without a label left out.'];
        return { format: 'parquet', folder: path.join(folder, request.to), images: 6, counts: shares, notes };
      },
    };
    const args = ['curate', 'import', '/data/garments', '--to', 'data/my-garments', '--workspace', '.'];
    await golden('curate-import.txt', args, calls);
    const { out } = await vlprompt([...args, '--format', 'csv', '--json'], { calls });
    assert.deepEqual([JSON.parse(out).read, JSON.parse(out).folder], ['parquet', 'data/my-garments']);
    assert.deepEqual(asked, [
      { from: '/data/garments', to: 'data/my-garments' },
      { from: '/data/garments', to: 'data/my-garments', format: 'csv' },
    ]);
  });

  it('lets no name of what is imported move the cursor', async () => {
    const calls: Partial<EngineCaller> = {
      importData: async (request) => {
        const counts = { 'tr\u001b[2Jain': { 'sh\u009birt': 1 } };
        const notes = ['The class "a\u009b2J" has the folder `a`.'];
        return { format: 'csv', folder: path.join(folder, request.to), images: 1, counts, notes };
      },
    };
    const args = ['curate', 'import', '/data/garments', '--to', 'data/mine', '--workspace', '.'];
    const { out, notes } = await vlprompt(args, { calls });
    assert.match(notes, /has the folder/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
    assert.doesNotMatch(`${out}${notes}`, /[\u001b\u009b]/);
  });
});
