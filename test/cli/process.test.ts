/** @file The command line as a process, with the real engine and the models that ship: what bad days look like. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ended, entry, root, saying, startIn } from './support/command-process.ts';

const tools = `class bag "bag"
class coat "coat"

data photos from "photos"

recipe preview {
  classes: all
  prompt:  "a photo of a \${class}"
  images:  1
  steps:   4
}

evaluate zeroshot {
  prompt: "a photo of a \${class}"
  on:     photos, preview
  expect accuracy >= 0%
}
`;

/** Long enough to be interrupted. */
const long = tools.replace('images:  1', 'images:  500');

describe('vlprompt as a process', function () {
  this.timeout(180_000);
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-process-'));
    await writeFile(path.join(folder, 'tools.vlprompt'), tools);
    for (const name of ['bag', 'coat']) {
      const photos = path.join(root, 'examples/fashion/data/holdout', name);
      const [photo = ''] = await readdir(photos);
      await mkdir(path.join(folder, 'photos', name), { recursive: true });
      await cp(path.join(photos, photo), path.join(folder, 'photos', name, 'real.png'));
    }
  });

  afterEach(() => rm(folder, { recursive: true }));

  const start = (command: readonly string[]) => startIn(folder, command);
  const vlprompt = (...args: readonly string[]) => ended(start([...entry, ...args]));

  /** Files of a folder and below that a cut-off write would leave. */
  async function leftovers(below: string): Promise<readonly string[]> {
    const names = await readdir(path.join(folder, below), { recursive: true });
    return names.filter((name) => /tmp|temp|partial|\.\d{4,}$/u.test(path.basename(name)));
  }

  it('draws, judges, and reuses what it drew', async () => {
    const first = await vlprompt('run', 'tools.vlprompt', '--json');
    assert.equal(first.exitCode, 0, first.notes);
    const images = JSON.parse(first.out).recipes[0].cells.flatMap(
      (cell: { images: { file: string }[] }) => cell.images,
    );
    for (const { file } of images) {
      assert.equal((await readFile(path.join(folder, file))).subarray(1, 4).toString(), 'PNG');
    }
    const second = await vlprompt('evaluate', 'tools.vlprompt', '--report', 'report.html');
    assert.equal(second.exitCode, 0, second.notes);
    assert.match(
      second.out,
      /photos {2}2 real images[\s\S]*preview {2}2 drawn images[\s\S]*zeroshot passed: \d of \d statements? held\.\n$/u,
    );
    const page = await readFile(path.join(folder, 'report.html'), 'utf8');
    assert.ok((page.match(/<img src="data:image\/png/gu) ?? []).length >= 2);
    const third = await vlprompt('run', 'tools.vlprompt');
    assert.match(third.out, /preview {2}2 rows × 1 column +2 +0 +2 /u);
  });

  it('is cancelled by Ctrl-C, keeps what was drawn, and goes on from there', async () => {
    await writeFile(path.join(folder, 'long.vlprompt'), long);
    const running = start([...entry, 'run', 'long.vlprompt']);
    const end = ended(running);
    await saying(running, /Drawing preview: [1-9]/u);
    running.kill('SIGINT');
    const { exitCode, out, notes } = await end;
    assert.deepEqual([exitCode, out], [130, '']);
    assert.match(notes, /Cancelling; press Ctrl-C again to stop at once\.\nvlprompt: Cancelled\.\n$/u);
    assert.deepEqual(await leftovers('.vlprompt'), []);
    await writeFile(path.join(folder, 'short.vlprompt'), tools);
    assert.match((await vlprompt('run', 'short.vlprompt')).out, /preview {2}2 rows × 1 column +2 +\d +[12] /u);
  });

  it('is cancelled alike when the terminal interrupts its engine, too', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(path.join(folder, 'long.vlprompt'), long);
    // A group of its own, which a terminal interrupts as a whole.
    const [program = '', ...args] = [...entry, 'run', 'long.vlprompt'];
    const running = spawn(program, args, { cwd: folder, detached: true });
    const end = ended(running);
    await saying(running, /Drawing preview: [1-9]/u);
    process.kill(-(running.pid ?? Number.NaN), 'SIGINT');
    const { exitCode, notes } = await end;
    assert.equal(exitCode, 130, notes);
    assert.match(notes, /vlprompt: Cancelled\.\n$/u);
  });

  it('goes on when its engine is killed', async () => {
    await writeFile(path.join(folder, 'some.vlprompt'), tools.replace('images:  1', 'images:  40'));
    const running = start([...entry, 'run', 'some.vlprompt', '--verbose']);
    const end = ended(running);
    const [, engine] = await saying(running, /runs as process (\d+)[\s\S]*Drawing preview/u);
    process.kill(Number(engine), 'SIGKILL');
    const { exitCode, out, notes } = await end;
    assert.equal(exitCode, 0, notes);
    assert.match(notes, /was ended by signal SIGKILL/u);
    assert.match(out, /preview {2}2 rows × 1 column +80 /u);
    assert.deepEqual(await leftovers('.vlprompt'), []);
  });

  it('says which prompt is too long for the model, and draws nothing', async () => {
    await writeFile(
      path.join(folder, 'wordy.vlprompt'),
      tools.replaceAll('a photo of a', 'a very large photo of a '.repeat(30)),
    );
    for (const command of ['run', 'evaluate']) {
      const { exitCode, out, notes } = await vlprompt(command, 'wordy.vlprompt');
      assert.equal(exitCode, 1);
      assert.match(out + notes, /\d+ tokens/u);
      assert.doesNotMatch(out, /preview {2}.* [1-9]\d* +0 /u);
    }
  });

  it('names a model that is missing or broken', async () => {
    const own = `model mine = "./mine"\n${tools.replace('classes: all', 'classes: all\n  model: mine')}`;
    await writeFile(path.join(folder, 'own.vlprompt'), own);
    const missing = await vlprompt('run', 'own.vlprompt');
    assert.deepEqual([missing.exitCode, missing.out], [1, '']);
    assert.match(missing.notes, /vlprompt: There is no model folder .*mine/u);
    await cp(path.join(root, 'models/starter/diffusion'), path.join(folder, 'mine'), { recursive: true });
    await truncate(path.join(folder, 'mine/unet/model.onnx'), 1000);
    const broken = await vlprompt('run', 'own.vlprompt');
    assert.equal(broken.exitCode, 1);
    assert.match(broken.notes, /vlprompt: .*unet\/model\.onnx is damaged/u);
  });

  it('skips, counts and names damaged photos', async () => {
    await writeFile(path.join(folder, 'photos/bag/torn.png'), 'not a picture');
    const { exitCode, out } = await vlprompt('evaluate', 'tools.vlprompt');
    assert.equal(exitCode, 0);
    assert.match(out, /photos {2}2 real images[\s\S]*not counted:\n {4}photos\/bag\/torn\.png: /u);
  });

  it('says when a data set is empty', async () => {
    await rm(path.join(folder, 'photos'), { recursive: true });
    await mkdir(path.join(folder, 'photos'));
    const { exitCode, notes } = await vlprompt('evaluate', 'tools.vlprompt');
    assert.equal(exitCode, 1);
    assert.match(notes, /vlprompt: The data set `photos` has no image/u);
  });

  for (const example of ['fashion', 'inspection']) {
    it(`draws and judges the example ${example}, and all that it expects holds`, async () => {
      const { exitCode, out, notes } = await vlprompt('demo', example);
      assert.equal(exitCode, 0, out + notes);
      assert.match(notes, /The report is .*report\.html\n/u);
    });
  }

  it('does not mind a reader that goes away', async () => {
    const running = start([...entry, 'help']);
    running.stdout.destroy();
    const [exitCode] = await once(running, 'close');
    assert.equal(exitCode, 0);
  });

  it('serves the language server protocol', async () => {
    const running = start([...entry, 'lsp']);
    const message = (body: object) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...body });
      running.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const [answer] = await once(running.stdout, 'data');
    assert.match(String(answer), /^Content-Length: \d+\r\n/u);
    message({ id: 2, method: 'shutdown' });
    message({ method: 'exit' });
    const [exitCode] = await once(running, 'close');
    assert.equal(exitCode, 0);
  });

  describe('on disks that cannot be written', () => {
    const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

    /** Runs with a file system of its own mounted on `store`, which nobody else sees. */
    const mounted = (options: string, ...args: readonly string[]) =>
      ended(
        start([
          'unshare',
          '-rm',
          'sh',
          '-c',
          `mount -t tmpfs -o ${options} tmpfs store && exec "$@"`,
          'sh',
          ...entry,
          ...args,
        ]),
      );

    beforeEach(async function () {
      if (!canMount) this.skip();
      await mkdir(path.join(folder, 'store'));
    });

    it('says that the store is read-only', async () => {
      const { exitCode, out, notes } = await mounted('ro', 'run', 'tools.vlprompt', '--store', 'store');
      assert.deepEqual([exitCode, out], [1, '']);
      assert.match(notes, /vlprompt: The store folder .*store cannot be written to/u);
    });

    it('says that the disk is full, and keeps what was finished', async () => {
      await writeFile(path.join(folder, 'long.vlprompt'), long);
      const { exitCode, notes } = await mounted('size=200k', 'run', 'long.vlprompt', '--store', 'store');
      assert.equal(exitCode, 1);
      assert.match(notes, /vlprompt: The disk of .*store is full; free some space and run again/u);
    });

    it('leaves no half of a report', async () => {
      const { exitCode, notes } = await mounted('ro', 'evaluate', 'tools.vlprompt', '--report', 'store/report.html');
      assert.equal(exitCode, 1);
      assert.match(notes, /report\.html could not be written: the file system is read-only/u);
    });
  });
});
