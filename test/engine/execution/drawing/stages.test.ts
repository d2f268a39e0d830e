import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { Executor } from '../../../../src/engine/executor.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { recipePlan } from '../../support/plans.ts';
import { WatchedPainters } from '../../support/watched-painters.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';
import { writeJson, writeTinyDiffusion } from '../../support/written-models.ts';

/** Two classes, two images each, of four steps; without weights, so that what is read are three wordings. */
const recipe: RecipePlan = {
  ...recipePlan({ images: 2, steps: 4 }),
  model: { spec: { kind: 'folder', path: 'models/tiny' } },
};

/** Nothing is left to do. */
const none = { words: 0, steps: 0, pictures: 0 };

describe('stages of drawing', () => {
  let workspace: TemporaryWorkspace;
  let painters: WatchedPainters;
  let executor: Executor;
  let model: string;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    model = path.join(workspace.folder, 'models/tiny');
    await writeTinyDiffusion(model);
    painters = new WatchedPainters();
    await restart();
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  /** As another process would, that knows only what is on disk. */
  async function restart(): Promise<void> {
    await executor?.dispose();
    executor = new Executor({ settings: workspace.settings, opener: painters });
    painters.restart();
  }

  const draw = async (plan = recipe) => (await drain(executor.draw(plan, never))).result;

  /** By path within the cache. */
  async function artefacts(folder = 'cache'): Promise<ReadonlyMap<string, string>> {
    const root = path.join(workspace.settings.store, folder);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const read = files.sort().map(async (file) => [path.relative(root, file), await readFile(file, 'hex')] as const);
    return new Map(await Promise.all(read));
  }

  const removeStage = (...stages: readonly string[]) =>
    Promise.all(stages.map((stage) => rm(path.join(workspace.settings.store, 'cache', stage), { recursive: true })));

  it('are each gone through once', async () => {
    await draw();
    assert.deepEqual(painters.counts, { words: 3, steps: 16, pictures: 4 });
    const kept = await artefacts();
    const count = (stage: string) => [...kept.keys()].filter((file) => file.startsWith(stage + path.sep)).length;
    assert.deepEqual(['words', 'latents', 'objects', 'keys'].map(count), [3, 4, 4, 4]);
    await restart();
    assert.equal((await draw()).reused, 4);
    assert.deepEqual(painters.counts, none);
  });

  it('decodes the latents of a lost image, to the same bytes', async () => {
    const first = await draw();
    const before = await artefacts();
    await removeStage('objects', 'keys');
    await restart();
    const again = await draw();
    assert.deepEqual(painters.counts, { words: 0, steps: 0, pictures: 4 });
    assert.deepEqual(again.cells, first.cells);
    assert.equal(again.reused, 0);
    assert.deepEqual(await artefacts(), before);
  });

  it('leaves the same artefacts, whatever was there when it began', async () => {
    await draw();
    const before = await artefacts();
    for (const lost of [['words'], ['latents'], ['words', 'latents', 'objects'], ['latents', 'keys'], ['objects']]) {
      await removeStage(...lost);
      await restart();
      await draw();
      const made = await artefacts();
      // What is not needed for the images that are missing is not made again.
      for (const [file, bytes] of made) assert.equal(bytes, before.get(file), `${lost} lost: ${file}`);
      for (const stage of ['objects', 'keys'])
        assert.ok([...before.keys()].filter((file) => file.startsWith(stage)).every((file) => made.has(file)));
      await rm(path.join(workspace.settings.store, 'cache'), { recursive: true });
      await restart();
      await draw();
      assert.deepEqual(await artefacts(), before);
    }
  });

  it('decodes anew for another decoder, and draws anew for another network with the words of before', async () => {
    await draw();
    await writeJson(path.join(model, 'vae_decoder/config.json'), { block_out_channels: [8], scaling_factor: 0.25 });
    await restart();
    assert.equal((await draw()).reused, 0);
    assert.deepEqual(painters.counts, { words: 0, steps: 0, pictures: 4 });
    await writeJson(path.join(model, 'unet/config.json'), { in_channels: 4, sample_size: 8 });
    await restart();
    await draw();
    assert.deepEqual(painters.counts, { words: 0, steps: 16, pictures: 4 });
  });

  it('reads words anew for another tokenizer', async () => {
    await draw();
    const file = path.join(model, 'tokenizer/tokenizer_config.json');
    await writeFile(file, `${await readFile(file, 'utf8')}\n`);
    await restart();
    await draw();
    assert.deepEqual(painters.counts, { words: 3, steps: 16, pictures: 4 });
  });

  it('makes anew what was damaged, whatever the damage, to the same bytes', async function () {
    this.timeout(60_000);
    await draw();
    const before = await artefacts();
    const files = [...before.keys()].filter((file) => !file.endsWith('.gitignore'));
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('garbage' as const), bytes: fc.uint8Array({ maxLength: 2000 }) }),
      fc.record({ kind: fc.constant('longer' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 50 }) }),
      fc.record({ kind: fc.constant('exchanged' as const), other: fc.nat() }),
    );
    const damages = fc.array(fc.tuple(fc.nat(files.length - 1), damage), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damages, async (all) => {
        for (const [index, how] of all) {
          const file = path.join(workspace.settings.store, 'cache', files[index]!);
          const bytes = await readFile(file);
          if (how.kind === 'flip' && bytes.length > 0) bytes[how.at % bytes.length]! ^= 1 << how.bit;
          if (how.kind === 'cut') await truncate(file, how.at % Math.max(1, bytes.length));
          else if (how.kind === 'flip') await writeFile(file, bytes);
          else if (how.kind === 'garbage') await writeFile(file, how.bytes);
          else if (how.kind === 'longer') await writeFile(file, Buffer.concat([bytes, how.bytes]));
          else await writeFile(file, Buffer.from(before.get(files[how.other % files.length]!)!, 'hex'));
        }
        await restart();
        const { done } = await draw();
        assert.equal(done, 4);
        for (const [file, bytes] of await artefacts()) {
          const isNeeded = file.startsWith('objects') || file.startsWith('keys');
          if (isNeeded) assert.equal(bytes, before.get(file), file);
          else
            await writeFile(path.join(workspace.settings.store, 'cache', file), Buffer.from(before.get(file)!, 'hex'));
        }
      }),
      { numRuns: 40 },
    );
  });
});
