import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { PaceMeter } from '../../../src/engine/execution/drawing/pace-meter.ts';
import { digestOf } from '../../../src/engine/files/digest.ts';
import { MeasuredPace } from '../../../src/engine/runs/measured-pace.ts';
import type { ModelIdentity } from '../../../src/engine/store/digests/model-identity.ts';
import { StoreFiles } from '../../../src/engine/store/store-files.ts';
import { recipePlan } from '../support/plans.ts';

const model: ModelIdentity = { digest: digestOf('model'), numericsVersion: 1, provider: 'cpu', precision: 'fp32' };
const small = { width: 64, height: 64 };

describe('the pace of drawing', () => {
  let folder: string;
  let pace: MeasuredPace;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-pace-'));
    pace = open();
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = () => new MeasuredPace(new StoreFiles(folder));
  const keep = (sizes: readonly (readonly [string, readonly number[]])[], of = model, isRough = false) =>
    pace.keep(of, { sizes: new Map(sizes), isRough });
  const at = async (size = small, of = model) => (await open().of(of))?.secondsAt(size);

  it('is the median of the last images, which one that was held up does not move', async () => {
    await keep([['4096', [2, 2, 900]]]);
    assert.equal(await at(), 2);
    await keep([['4096', [3, 3, 3, 3]]]);
    assert.equal(await at(), 3, 'six of seven');
    await keep([['4096', Array.from({ length: 40 }, () => 7)]]);
    assert.equal(await at(), 7, 'what was long ago is forgotten');
  });

  it('is known for each model, provider and size, and taken from the nearest size', async () => {
    await keep([
      ['4096', [1]],
      ['262144', [5]],
    ]);
    assert.equal(await at({ width: 128, height: 64 }), 1);
    assert.equal(await at({ width: 768, height: 512 }), 5);
    assert.equal(await at(small, { ...model, provider: 'webgpu' }), undefined);
    assert.equal(await at(small, { ...model, digest: digestOf('other') }), undefined);
  });

  it('of a first image counts while nothing better is known', async () => {
    await keep([['4096', [9]]], model, true);
    assert.equal(await at(), 9);
    await keep([['4096', [50]]], model, true);
    assert.equal(await at(), 9);
    await keep([['4096', [1, 1]]]);
    assert.equal(await at(), 1);
  });

  it('is measured without the first image of a run, during which the model is opened', () => {
    const [cell] = recipePlan().cells;
    const image = { ...cell!.images[0]!, settings: cell!.settings };
    const work = 64 * 64 * 2 * 4;
    const meter = new PaceMeter();
    assert.equal(meter.paces.sizes.size, 0);
    meter.add(image, 9000);
    assert.deepEqual(meter.paces, { sizes: new Map([['4096', [9 / work]]]), isRough: true });
    meter.add(image, 1000);
    meter.add(image, 2000);
    assert.deepEqual(meter.paces, { sizes: new Map([['4096', [1 / work, 2 / work]]]), isRough: false });
  });

  it('does not grow without end', async () => {
    for (let i = 0; i < 120; i++) await keep([['4096', [1]]], { ...model, digest: digestOf(`${i}`) });
    assert.equal(await at(small, { ...model, digest: digestOf('19') }), undefined);
    assert.equal(await at(small, { ...model, digest: digestOf('20') }), 1);
  });

  it('is as good as not measured where the file is not ours, and lost where it cannot be written', async () => {
    await mkdir(path.join(folder, 'runs'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
        await writeFile(path.join(folder, 'runs/pace.json'), text);
        assert.equal(await at(), undefined);
      }),
      { numRuns: 50 },
    );
    await rm(path.join(folder, 'runs'), { recursive: true });
    await writeFile(path.join(folder, 'runs'), 'in the way');
    await open().keep(model, { sizes: new Map([['4096', [1]]]), isRough: false });
    assert.equal(await at(), undefined);
  });
});
