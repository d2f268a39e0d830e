/** @file `vlprompt models` as a process, with the real engine and a hub on this machine. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { filesOf, HubServer } from '../../../engine/hub/support/hub-server.ts';
import { ended, entry, root, startIn } from '../../support/command-process.ts';

const prompts = `model painter = "hf:tiny/painter"
recipe fox { model: painter prompt: "a photo of the red fox" steps: 2 size: 64x64 }
`;

describe('vlprompt models as a process', function () {
  this.timeout(180_000);
  let folder = '';
  let hub: HubServer;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-models-'));
    await mkdir(path.join(folder, '.vlprompt'));
    await writeFile(path.join(folder, 'fox.vlprompt'), prompts);
    hub = await HubServer.start();
    hub.publish('tiny/painter', await filesOf(path.join(root, 'test/fixtures/models/sd15')));
  });

  afterEach(async () => {
    await hub.close();
    await rm(folder, { recursive: true });
  });

  const start = (...args: readonly string[]) =>
    startIn(folder, [...entry, ...args], {
      HF_ENDPOINT: hub.endpoint,
      HF_HUB_CACHE: path.join(folder, 'hub'),
      VLPROMPT_CACHE: path.join(folder, 'cache'),
    });
  const vlprompt = (...args: readonly string[]) => ended(start(...args));

  it('downloads, lists, verifies and removes, and tells what became of files', async () => {
    const downloaded = await vlprompt('models', 'download', 'hf:tiny/painter', '--yes', '--json');
    assert.equal(downloaded.exitCode, 0, downloaded.notes);
    const { model, folder: at, commit } = JSON.parse(downloaded.out);
    assert.deepEqual([model, existsSync(path.join(at, 'unet/model.onnx'))], ['hf:tiny/painter', true]);
    const lock = JSON.parse(await readFile(path.join(folder, 'vlprompt.lock'), 'utf8'));
    assert.equal(lock.models['hf:tiny/painter'].commit, commit);

    const listed = JSON.parse((await vlprompt('models', 'list', '--json')).out).models;
    assert.deepEqual(
      listed.map(({ model: name, role, problem }: { model: string; role?: string; problem?: string }) => [
        name,
        role,
        problem,
      ]),
      [
        ['starter/clip', 'judge', undefined],
        ['starter/diffusion', 'painter', undefined],
        ['hf:tiny/painter', 'painter', undefined],
      ],
    );

    assert.equal((await vlprompt('models', 'verify', 'hf:tiny/painter')).exitCode, 0);
    await writeFile(path.join(at, 'unet/model.onnx'), 'torn');
    const damaged = await vlprompt('models', 'verify', 'hf:tiny/painter');
    assert.equal(damaged.exitCode, 1);
    assert.match(damaged.out, /✗ hf:tiny\/painter {2}1 of \d+ files missing or damaged:\n {4}unet\/model\.onnx\n$/u);

    assert.equal((await vlprompt('models', 'remove', 'hf:tiny/painter')).exitCode, 0);
    assert.equal(existsSync(at), false);
    const gone = await vlprompt('models', 'remove', 'hf:tiny/painter');
    assert.deepEqual([gone.exitCode, gone.out], [1, '']);
  });

  it('is cancelled by Ctrl-C, keeps what was fetched, and goes on from there', async () => {
    let release = () => {};
    const requested = new Promise<void>((resolve) => {
      const released = new Promise<void>((open) => {
        release = open;
      });
      // The largest are fetched first, so nearly all others are here when this one is asked for.
      hub.beforeContent = (url) => {
        if (!url.endsWith('/model_index.json')) return undefined;
        resolve();
        return released;
      };
    });
    const running = start('models', 'download', 'hf:tiny/painter', '--yes');
    const end = ended(running);
    await requested;
    running.kill('SIGINT');
    const { exitCode, out } = await end;
    assert.deepEqual([exitCode, out], [130, '']);
    release();
    const contents = () => hub.seen.filter(({ url }) => url.includes('/resolve/')).length;
    const first = contents();
    const again = await vlprompt('models', 'download', 'hf:tiny/painter', '--yes');
    assert.equal(again.exitCode, 0, again.notes);
    const second = contents() - first;
    assert.ok(second < first, `${second} contents were asked for after ${first}`);
  });

  it('runs a prompt file whose model is missing only when it may download', async () => {
    const refused = await vlprompt('run', 'fox.vlprompt');
    assert.deepEqual([refused.exitCode, refused.out], [1, '']);
    assert.match(refused.notes, /vlprompt models download hf:tiny\/painter/u);
    assert.deepEqual(hub.seen, [], 'a run asked the network for something');
    const drawn = await vlprompt('run', 'fox.vlprompt', '--download');
    assert.equal(drawn.exitCode, 0, drawn.out + drawn.notes);
    assert.match(drawn.notes, /hf:tiny\/painter was downloaded/u);
    assert.match(drawn.out, / fox +1 row × 1 column +1 +1 +0 /u);
    const asked = hub.seen.length;
    assert.equal((await vlprompt('run', 'fox.vlprompt', '--download')).exitCode, 0);
    assert.equal(hub.seen.length, asked, 'a second run asked the network again');
  });

  it('says what a hub refuses', async () => {
    const { exitCode, notes } = await vlprompt('models', 'download', 'hf:tiny/nobody', '--yes');
    assert.equal(exitCode, 1);
    assert.match(notes, /vlprompt: .*hf:tiny\/nobody/u);
  });
});
