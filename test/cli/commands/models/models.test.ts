import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../../../src/cli/command-line.ts';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { DownloadPlan, HubRequest, InstalledModel, Verification } from '../../../../src/protocol/models.ts';
import { commit, judge, painter, unusable } from '../../../protocol/sample-models.ts';
import { assertGolden } from '../../support/golden.ts';
import { drawn, report, source } from '../../support/sample.ts';
import { stubbedShell } from '../../support/stub-engine.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const models: readonly InstalledModel[] = [judge, painter, unusable];

const plan: DownloadPlan = {
  spec: { kind: 'hub', repository: 'owner/painter', revision: 'main' },
  commit,
  precision: 'fp16',
  files: [
    { path: 'model_index.json', bytes: 540, isThere: true },
    { path: 'unet/model.onnx', bytes: 1_217_704, isThere: false },
    { path: 'unet/weights.pb', bytes: 1_718_976_000, isThere: false },
  ],
  bytes: 1_720_194_244,
  missingBytes: 1_720_193_704,
  freeBytes: 55_000_000_000,
  licence: 'openrail++',
};

/** A hub that has everything, and tells how far it is. */
const hub = {
  listModels: async () => models,
  planDownload: async () => plan,
  downloadModel: async ({ spec }: HubRequest, options?: Parameters<EngineCaller['downloadModel']>[1]) => {
    options?.onProgress?.({ stage: 'resolving', bytes: 0, totalBytes: 0 });
    options?.onProgress?.({ stage: 'downloading', bytes: 430_000_000, totalBytes: 1_720_193_704, secondsLeft: 42 });
    return { ...painter, spec };
  },
};

const prompts = `model mine = "hf:owner/painter"
model other = "hf:owner/other@v1"
model judge = "hf:owner/judge"
class saw "saw"
class tongs "tongs"
data photos from "photos"
recipe first { model: mine prompt: "a \${class}" }
recipe second { model: other prompt: "a \${class}" }
evaluate zeroshot { model: judge prompt: "a \${class}" on: photos }
`;

describe('vlprompt models', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-models-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);

  it('says what it can do', async () => {
    assertGolden('help-models.txt', transcript(await vlprompt(['models', '--help'])));
    assertGolden('help-models-download.txt', transcript(await vlprompt(['models', 'download', '--help'])));
  });

  it('asks for a command', async () => {
    const { exitCode, notes } = await vlprompt(['models']);
    assert.deepEqual([exitCode, notes], [64, 'vlprompt: Name one of its commands; `--help` lists them.']);
    const wrong = await vlprompt(['models', 'lits']);
    assert.deepEqual([wrong.exitCode, wrong.notes], [64, "vlprompt: Unknown command 'lits'; did you mean list?"]);
  });

  describe('list', () => {
    it('shows what is here, and what is wrong with it', async () => {
      assertGolden('models-list.txt', transcript(await vlprompt(['models', 'list'], { calls: hub })));
    });

    it('prints one JSON document', async () => {
      const { out, exitCode } = await vlprompt(['models', 'list', '--json'], { calls: hub });
      assert.equal(exitCode, 0);
      const { format, models: listed } = JSON.parse(out);
      assert.equal(format, 'vlprompt.models');
      assert.deepEqual(listed[1], { model: 'hf:owner/painter', ...models[1] });
    });

    it('looks into the folders that are named', async () => {
      const { started } = await vlprompt(['models', 'list', '--models', 'mine'], { calls: hub });
      assert.deepEqual(started[0]?.settings.trustedModelFolders, [path.join(folder, 'mine')]);
    });

    it('says so when there is none', async () => {
      const { out } = await vlprompt(['models', 'list'], { calls: { listModels: async () => [] } });
      assert.equal(out, 'No model is here.\n');
    });

    it('keeps what file names would do to the terminal from it', async () => {
      const odd: InstalledModel = { ...painter, spec: { kind: 'folder', path: 'a\x1b[2Jb' }, problem: 'x\x1b[1my' };
      const { out } = await vlprompt(['models', 'list'], { calls: { listModels: async () => [odd] } });
      assert.ok(!out.includes('\x1b'));
    });
  });

  it('available: tells of public models without an engine', async () => {
    const ran = await vlprompt(['models', 'available']);
    assertGolden('models-available.txt', transcript(ran));
    assert.deepEqual(ran.started, []);
    const { models: listed } = JSON.parse((await vlprompt(['models', 'available', '--json'])).out);
    assert.match(listed[0].model, /^hf:[\w.-]+\/[\w.-]+/u);
  });

  describe('download', () => {
    it('says what it would fetch, asks, fetches, and says where it is', async () => {
      const ran = await vlprompt(['models', 'download', 'hf:owner/painter'], { calls: hub, answer: 'y' });
      assertGolden('models-download.txt', transcript(ran));
    });

    it('writes down what a branch means today, in a workspace', async () => {
      await mkdir(path.join(folder, '.git'));
      const locked: unknown[] = [];
      const lockModels: EngineCaller['lockModels'] = async ({ specs }) => {
        locked.push(...specs);
        return { file: path.join(folder, 'vlprompt.lock'), models: 1 };
      };
      const calls = { ...hub, lockModels };
      const { notes } = await vlprompt(['models', 'download', 'hf:owner/painter', '--yes'], { calls });
      assert.match(notes, /vlprompt\.lock says now which files hf:owner\/painter is\.$/u);
      await vlprompt(['models', 'download', `hf:owner/painter@${commit}`, '--yes'], { calls });
      assert.deepEqual(locked, [plan.spec]);
    });

    it('fetches nothing without a yes', async () => {
      for (const answer of ['', 'n', 'nay', 'yesterday']) {
        const calls = { planDownload: hub.planDownload };
        const { exitCode, out, notes } = await vlprompt(['models', 'download', 'owner/painter'], { calls, answer });
        assert.deepEqual([exitCode, out], [130, '']);
        assert.match(notes, /\nvlprompt: Nothing was downloaded\.$/u);
      }
    });

    it('asks nobody where there is no terminal', async () => {
      const calls = { planDownload: hub.planDownload };
      const { exitCode, notes } = await vlprompt(['models', 'download', 'hf:owner/painter'], { calls });
      assert.equal(exitCode, 64);
      assert.match(notes, /vlprompt: There is no terminal to ask on: say --yes to download\.$/u);
      assert.equal((await vlprompt(['models', 'download', 'hf:owner/painter', '--yes'], { calls: hub })).exitCode, 0);
    });

    it('asks for what the options say', async () => {
      const asked: unknown[] = [];
      const planDownload: EngineCaller['planDownload'] = async (request) => {
        asked.push(request);
        return { ...plan, missingBytes: 0 };
      };
      const args = ['models', 'download', 'https://huggingface.co/owner/painter', '--precision', 'int8', '--json'];
      const { out } = await vlprompt(args, { calls: { ...hub, planDownload } });
      assert.deepEqual(asked, [{ spec: plan.spec, precision: 'int8' }]);
      const { format, model, commit: at } = JSON.parse(out);
      assert.deepEqual({ format, model, at }, { format: 'vlprompt.download', model: 'hf:owner/painter', at: commit });
    });

    it('does not begin what the disk has no room for', async () => {
      const calls = { planDownload: async () => ({ ...plan, freeBytes: 900_000_000 }) };
      const { exitCode, notes } = await vlprompt(['models', 'download', 'hf:owner/painter', '--yes'], { calls });
      assert.equal(exitCode, 1);
      assert.match(notes, /The download takes 1\.7 GB and 900 MB of the disk are free: make room/u);
    });

    it('is cancelled by Ctrl-C', async () => {
      const downloadModel = () => Promise.reject(new Failure('cancelled', 'Cancelled.'));
      const calls = { ...hub, downloadModel };
      const { exitCode } = await vlprompt(['models', 'download', 'hf:owner/painter', '--yes'], { calls });
      assert.equal(exitCode, 130);
    });

    for (const written of ['starter/clip', './mine', '../mine', '/models/mine', 'mine', 'hf:mine', 'hf:a/b/c']) {
      it(`refuses ${written}`, async () => {
        const { exitCode, notes, started } = await vlprompt(['models', 'download', written]);
        assert.equal(exitCode, 64);
        assert.match(notes, /names no model of the hub: write hf:owner\/name, or hf:owner\/name@revision\.$/u);
        assert.deepEqual(started, []);
      });
    }
  });

  describe('verify', () => {
    const answers: readonly Omit<Verification, 'spec'>[] = [
      { files: 3, damaged: [], against: 'sums' },
      { files: 12, damaged: ['unet/weights.pb', 'unet/model.onnx'], against: 'hub' },
      { files: 1, damaged: [], against: 'nothing' },
    ];
    const verifying = (): Partial<EngineCaller> => {
      const waiting = [...answers];
      return {
        listModels: hub.listModels,
        verifyModel: async ({ spec }) => {
          const answer = waiting.shift();
          assert.ok(answer);
          return { spec, ...answer };
        },
      };
    };

    it('looks at every model that is here, and fails for a damaged one', async () => {
      assertGolden('models-verify.txt', transcript(await vlprompt(['models', 'verify'], { calls: verifying() })));
    });

    it('looks at those that are named only', async () => {
      const args = ['models', 'verify', 'starter/clip', '--json'];
      const { out, exitCode } = await vlprompt(args, { calls: verifying() });
      assert.equal(exitCode, 0);
      assert.deepEqual(JSON.parse(out).models, [
        { model: 'starter/clip', spec: { kind: 'starter', name: 'clip' }, ...answers[0] },
      ]);
    });

    it('fails for a download that is not whole, though its files are sound', async () => {
      const problem = 'Its download was not finished.';
      const listModels = async () => [{ ...painter, problem }];
      const verifyModel: EngineCaller['verifyModel'] = async ({ spec }) => {
        return { spec, files: 3, damaged: [], against: 'hub' };
      };
      const { exitCode, out } = await vlprompt(['models', 'verify', 'hf:owner/painter'], {
        calls: { listModels, verifyModel },
      });
      assert.deepEqual([exitCode, out], [1, `✗ hf:owner/painter  ${problem}\n`]);
    });

    it('takes folders as they are seen from here', async () => {
      await mkdir(path.join(folder, '.vlprompt'));
      await mkdir(path.join(folder, 'sub'));
      const asked: unknown[] = [];
      const verifyModel: EngineCaller['verifyModel'] = async ({ spec }) => {
        asked.push(spec);
        return { spec, files: 1, damaged: [], against: 'nothing' };
      };
      const shell = stubbedShell({ workingDirectory: path.join(folder, 'sub'), calls: { ...hub, verifyModel } });
      const args = ['models', 'verify', './mine', path.resolve('/elsewhere/mine')];
      assert.equal(await runCommandLine(args, shell), 0);
      assert.deepEqual(asked, [
        { kind: 'folder', path: 'sub/mine' },
        { kind: 'folder', path: path.resolve('/elsewhere/mine').replaceAll('\\', '/') },
      ]);
    });
  });

  it('remove: takes a model of the hub away, and nothing else', async () => {
    const removed: unknown[] = [];
    const removeModel: EngineCaller['removeModel'] = async ({ spec }) => {
      removed.push(spec);
      return null;
    };
    const { exitCode, notes } = await vlprompt(['models', 'remove', 'hf:owner/painter@v2'], { calls: { removeModel } });
    assert.deepEqual([exitCode, notes], [0, 'hf:owner/painter@v2 was removed.']);
    assert.equal((await vlprompt(['models', 'remove', './mine'], { calls: { removeModel } })).exitCode, 64);
    assert.deepEqual(removed, [{ kind: 'hub', repository: 'owner/painter', revision: 'v2' }]);
  });

  it('lock: writes down the models that prompt files use, each once', async () => {
    await writeFile(path.join(folder, 'a.vlprompt'), prompts);
    await writeFile(path.join(folder, 'b.vlprompt'), 'class x "x"\nrecipe r { prompt: "a ${class}" }\n');
    await mkdir(path.join(folder, '.vlprompt'));
    await mkdir(path.join(folder, 'photos/saw'), { recursive: true });
    await mkdir(path.join(folder, 'photos/tongs'));
    const asked: unknown[] = [];
    const lockModels: EngineCaller['lockModels'] = async ({ specs }) => {
      asked.push(...specs);
      return { file: path.join(folder, 'vlprompt.lock'), models: specs.length };
    };
    const ran = await vlprompt(['models', 'lock', 'a.vlprompt', 'b.vlprompt'], { calls: { lockModels } });
    assert.equal(ran.out, 'vlprompt.lock holds 4 models of 4.\n');
    assert.deepEqual(asked, [
      { kind: 'hub', repository: 'owner/painter', revision: 'main' },
      { kind: 'hub', repository: 'owner/other', revision: 'v1' },
      { kind: 'hub', repository: 'owner/judge', revision: 'main' },
      { kind: 'starter', name: 'diffusion' },
    ]);
  });

  it('where: says where models are looked for, without an engine', async () => {
    const environment = { HF_HUB_CACHE: path.join(folder, 'hub'), VLPROMPT_CACHE: path.join(folder, 'cache') };
    const ran = await vlprompt(['models', 'where', '--models', 'mine'], { environment });
    assertGolden('models-where.txt', transcript(ran));
    assert.deepEqual(ran.started, []);
    const { out } = await vlprompt(['models', 'where', '--json'], {
      environment: { ...environment, HF_HUB_OFFLINE: '1' },
    });
    const { hub: cache, offline } = JSON.parse(out);
    assert.deepEqual({ cache, offline }, { cache: environment.HF_HUB_CACHE, offline: true });
  });

  describe('a run that was told to download', () => {
    beforeEach(async () => {
      await writeFile(path.join(folder, 'a.vlprompt'), prompts);
      for (const name of ['saw', 'tongs']) await mkdir(path.join(folder, 'photos', name), { recursive: true });
    });

    const running = {
      ...hub,
      draw: async ({ recipe }: { readonly recipe: RecipePlan }) => drawn(recipe, (index) => `/images/${index}.png`),
      evaluate: async () => {
        const classes = ['saw', 'tongs'];
        const judged = report(classes, [source('photos', 'data', { classes, confusion: [] })]);
        return { ...judged, verdict: 'passed' as const };
      },
    };

    it('fetches what is not here first, and says so', async () => {
      const { exitCode, notes } = await vlprompt(['run', 'a.vlprompt', '--download'], { calls: running });
      assert.equal(exitCode, 0);
      assert.match(notes, /^hf:owner\/other@v1 was downloaded \(13\.9 GB\)\.$/mu);
      assert.doesNotMatch(notes, /hf:owner\/(?:painter|judge) was downloaded/u);
    });

    it('fetches the judge before it judges', async () => {
      const { notes, exitCode } = await vlprompt(['evaluate', 'a.vlprompt', '--download'], { calls: running });
      assert.equal(exitCode, 0);
      assert.match(notes, /^hf:owner\/judge was downloaded/mu);
    });

    it('asks the hub for nothing otherwise', async () => {
      const { listModels: _, downloadModel: __, ...calls } = running;
      assert.equal((await vlprompt(['run', 'a.vlprompt', 'first'], { calls })).exitCode, 0);
    });
  });
});
