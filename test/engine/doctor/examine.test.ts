import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { examine, type Patient } from '../../../src/engine/doctor/examine.ts';
import { digestOf } from '../../../src/engine/files/digest.ts';
import type { HealthCheck } from '../../../src/protocol/engine.ts';
import type { InstalledModel } from '../../../src/protocol/models.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const packFiles = [
  'diffusion/model_index.json',
  'diffusion/text_encoder/model.onnx',
  'diffusion/unet/model.onnx',
  'diffusion/vae_decoder/model.onnx',
  'clip/config.json',
  'clip/preprocessor_config.json',
  'clip/onnx/text_model.onnx',
  'clip/onnx/vision_model.onnx',
];

describe('examine', () => {
  let workspace: TemporaryWorkspace;
  let pack: string;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    pack = path.join(workspace.folder, 'pack');
    for (const name of packFiles) {
      await mkdir(path.dirname(path.join(pack, name)), { recursive: true });
      await writeFile(path.join(pack, name), name);
    }
  });

  afterEach(() => workspace.remove());

  const patient = (): Patient => ({
    settings: { ...workspace.settings, starterPack: pack },
    manager: { list: async () => models },
    info: {
      version: '1',
      process: 1,
      runtime: 'onnxruntime 1',
      provider: 'cpu',
      providerReason: 'The settings ask for `cpu`.',
      providers: [
        { provider: 'cpu', works: true, float16: true, milliseconds: 2.34 },
        { provider: 'cuda', works: false, float16: false, reason: 'no driver is loaded' },
      ],
    },
  });

  let models: readonly InstalledModel[] = [];

  const check = async (name: string, given: Patient = patient()): Promise<HealthCheck | undefined> =>
    (await examine(given)).find((one) => one.name === name);

  const writeSums = (lines: readonly string[]) => writeFile(path.join(pack, 'SHA256SUMS'), `${lines.join('\n')}\n`);

  it('finds nothing wrong with what is whole, and leaves nothing behind', async () => {
    const checks = await examine(patient());
    assert.deepEqual(
      checks.filter(({ state }) => state === 'bad'),
      [],
    );
    assert.deepEqual(await readdir(path.join(workspace.settings.store, 'cache')), ['.gitignore']);
    assert.match((await check('Model runtime'))?.detail ?? '', /runs models on cpu[.]$/);
    assert.deepEqual(await check('Provider cuda'), {
      name: 'Provider cuda',
      state: 'info',
      detail: 'Not used: no driver is loaded.',
    });
    assert.match((await check('Provider cpu'))?.detail ?? '', /half precision too; the trial graph takes 2[.]3 ms/);
  });

  it('counts the models, and names one that cannot be used', async () => {
    const model = {
      spec: { kind: 'folder', path: 'm/a' },
      place: 'workspace',
      folder: '/w/m/a',
      precisions: ['fp32'],
      bytes: 2_000_000,
    } as const;
    models = [{ ...model, role: 'painter' }];
    assert.deepEqual(await check('Models'), {
      name: 'Models',
      state: 'good',
      detail: '1 painter and 0 judges are here, 2.0 MB.',
    });
    const broken = { ...model, problem: 'Its U-Net is missing; export it again.' };
    models = [{ ...model, role: 'judge' }, broken, broken];
    const found = await check('Models');
    assert.equal(found?.state, 'warning');
    assert.match(found.detail, /^0 painters and 1 judge are here.*m\/a cannot be used: Its U-Net.*1 other:/);
    models = [];
  });

  it('says how much models may take, and where they come from', async () => {
    const { settings } = patient();
    const small = { ...patient(), settings: { ...settings, memory: 512, offline: true } };
    assert.match((await check('Memory of models', small))?.detail ?? '', /512 MB, as the settings say/);
    assert.match((await check('Memory of models'))?.detail ?? '', /60% of the machine/);
    assert.equal((await check('Hub', small))?.state, 'info');
    assert.match((await check('Cache'))?.detail ?? '', /are kept in .*: 0 B[.]$/);
  });

  it('compares the starter pack with its list of digests', async () => {
    await writeSums(packFiles.map((name) => `${digestOf(name)}  ${name}`));
    assert.deepEqual(await check('Starter pack'), {
      name: 'Starter pack',
      state: 'good',
      detail: `${pack} is complete: 8 files have the digests they should have.`,
    });
    await writeFile(path.join(pack, 'diffusion/unet/model.onnx'), 'damaged');
    const found = await check('Starter pack');
    assert.equal(found?.state, 'bad');
    assert.match(found.detail, /damaged or missing files: diffusion\/unet\/model\.onnx; install the product again/);
  });

  it('says which files the starter pack lacks', async () => {
    await rm(path.join(pack, 'clip/onnx/text_model.onnx'));
    await writeFile(path.join(pack, 'clip/config.json'), '');
    const found = await check('Starter pack');
    assert.equal(found?.state, 'bad');
    assert.match(found.detail, /lacks clip\/config\.json, clip\/onnx\/text_model\.onnx;/);
  });

  it('says that the store cannot be written, and why the runtime does not load', async () => {
    await writeFile(workspace.settings.store, 'a file in the way');
    assert.equal((await check('Store'))?.state, 'bad');
    const broken = await check('Model runtime', { ...patient(), runtimeProblem: 'libonnxruntime.so.1 is missing' });
    assert.equal(broken?.state, 'bad');
    assert.match(broken.detail, /does not load: libonnxruntime\.so\.1 is missing; install the product again/);
  });
});
