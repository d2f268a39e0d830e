import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelOpener } from '../../../../src/engine/execution/models/model-opener.ts';
import { Executor } from '../../../../src/engine/executor.ts';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import type { ModelRequest } from '../../../../src/engine/models/model-request.ts';
import type { DrawnImage, DrawProgress } from '../../../../src/protocol/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { recipePlan } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

const recipe = recipePlan({ images: 2, guidance: [1, 3] });

describe('drawing a recipe', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = open();
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  /** As another process would, that knows only what is on disk. */
  const open = () => new Executor({ settings: workspace.settings, opener: models });

  const draw = (plan = recipe, signal = never, onProgress?: (progress: DrawProgress) => void) =>
    drain(executor.draw(plan, signal), onProgress);

  const filesIn = async (folder: string) =>
    (
      await readdir(path.join(workspace.settings.store, folder), { recursive: true, withFileTypes: true }).catch(
        () => [],
      )
    )
      .filter((entry) => entry.isFile() && entry.name !== '.gitignore')
      .map((entry) => path.join(entry.parentPath, entry.name));

  const journals = async () => {
    const files = (await filesIn('runs')).filter((file) => file.endsWith('.jsonl')).sort();
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    return texts.map((text) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
  };

  it('draws every image once, breadth first, as the plan says', async () => {
    const { result } = await draw();
    assert.deepEqual([result.done, result.total, result.reused], [8, 8, 0]);
    assert.equal(result.recipe, 'preview');
    assert.deepEqual(
      models.drawn.map(({ prompt, seed, settings }) => [prompt, seed, settings.guidance]),
      [7, 8].flatMap((seed) =>
        ['shirt', 'sneaker'].flatMap((name) => [1, 3].map((guidance) => [`a photo of a ${name}`, seed, guidance])),
      ),
    );
    for (const [c, cell] of result.cells.entries()) {
      for (const [i, image] of cell.entries()) {
        assert.equal(image.key, recipe.cells[c]?.images[i]?.key);
        assert.equal(image.state, 'done');
        const { width, height } = await decodeImage(image.file!);
        assert.deepEqual([width, height], [64, 64]);
      }
    }
  });

  it('tells of every image as it goes from queued over drawing to done', async () => {
    const { progress } = await draw();
    const states = new Map<string, string[]>();
    for (const { key, state } of progress.flatMap(({ changed }) => changed)) {
      const seen = states.get(key) ?? [];
      if (seen.at(-1) !== state) states.set(key, [...seen, state]);
    }
    assert.equal(states.size, 8);
    for (const seen of states.values()) assert.deepEqual(seen, ['queued', 'drawing', 'done']);
    assert.deepEqual(
      progress.map(({ done }) => done),
      progress.map(({ done }) => done).sort((a, b) => a - b),
    );
    assert.equal(progress.at(-1)?.done, 8);
    assert.equal(progress.at(-1)?.secondsLeft, 0);
  });

  it('shows the first image at its first step, and clears the picture away', async () => {
    let shown: DrawnImage | undefined;
    const { progress } = await draw(recipe, never, ({ changed }) => {
      shown ??= changed.find(({ preview }) => preview !== undefined);
    });
    const first = progress.find(({ step }) => step !== undefined);
    assert.deepEqual(first?.step, { index: 1, count: 4 });
    assert.equal(
      shown?.preview,
      path.join(workspace.settings.store, 'previews', `${recipe.cells[0]?.images[0]?.key}.png`),
    );
    assert.deepEqual(await filesIn('previews'), []);
  });

  it('says once what was done otherwise than asked', async () => {
    models.note = 'Decoded in tiles.';
    const { progress, result } = await draw();
    assert.deepEqual(
      progress.flatMap(({ note }) => note ?? []),
      ['Decoded in tiles.'],
    );
    assert.deepEqual(result.notes, ['Decoded in tiles.']);
    assert.equal((await draw()).result.notes, undefined);
  });

  it('renews a picture in place', async () => {
    const sizes: string[] = [];
    const executing = executor.draw(recipePlan({ classes: ['shirt'], images: 1 }), never);
    await drain(executing, ({ changed }) => {
      for (const { preview } of changed) if (preview !== undefined) sizes.push(preview);
    });
    assert.ok(sizes.length >= 1);
    assert.equal(new Set(sizes).size, 1);
  });

  it('draws on when a picture on the way cannot be written', async () => {
    await mkdir(workspace.settings.store);
    await writeFile(path.join(workspace.settings.store, 'previews'), 'a file in the way');
    const { result, progress } = await draw();
    assert.equal(result.done, 8);
    assert.ok(progress.every(({ changed }) => changed.every(({ preview }) => preview === undefined)));
  });

  it('finds everything again, in another process too, and draws nothing', async () => {
    const first = await draw();
    executor = open();
    assert.equal((await executor.lookup(recipe)).done, 8);
    const second = await draw();
    assert.deepEqual(second.result.cells, first.result.cells);
    assert.equal(second.result.reused, 8);
    assert.equal(models.drawn.length, 8);
    const [, lines = []] = await journals();
    assert.deepEqual([lines.length, lines[1].kind, lines[1].images.length], [3, 'reused', 8], 'all in one line');
  });

  it('draws only what changed', async () => {
    await draw();
    const { result } = await draw(recipePlan({ images: 3, guidance: [1, 3] }));
    assert.deepEqual([result.done, result.reused], [12, 8]);
    assert.equal(models.drawn.length, 12);
  });

  it('hands readings to the painter, and draws again what is read otherwise', async () => {
    const readAs = (weight: number) => {
      const reading = { wordings: [[[{ text: 'a red shirt', weight }]]], steps: [0] };
      const cells = recipe.cells.map((cell) => ({
        ...cell,
        images: cell.images.map((image) => ({ ...image, emphasis: 'comfy' as const, reading })),
      }));
      return { ...recipe, cells };
    };
    await draw();
    assert.equal((await draw(readAs(1.2))).result.reused, 0);
    assert.deepEqual(
      models.drawn.slice(8).map(({ emphasis, reading }) => [emphasis, reading?.wordings[0]?.[0]?.[0]?.weight]),
      Array.from({ length: 8 }, () => ['comfy', 1.2]),
    );
    assert.equal((await draw(readAs(1.2))).result.reused, 8);
    assert.equal((await draw(readAs(1.3))).result.reused, 0);
    assert.equal((await draw()).result.reused, 8);
  });

  it('takes nothing of another version of the numerics or another provider for its own', async () => {
    await draw();
    models.version = 2;
    assert.equal((await open().lookup(recipe)).done, 0);
    models.version = 1;
    for (const wish of [{ provider: 'webgpu' }, { precision: 'fp16' }] as const) {
      const elsewhere = { ...recipe, model: { ...recipe.model, ...wish } };
      assert.equal((await open().lookup(elsewhere)).done, 0);
    }
    assert.equal((await open().lookup(recipe)).done, 8);
  });

  it('opens a model as the plan asks for it, with the learned tokens of the workspace', async () => {
    const opened: ModelRequest[] = [];
    const opener: ModelOpener = {
      open: (role, request) => {
        opened.push(request);
        return models.open(role, request);
      },
    };
    const choosy = new Executor({ settings: workspace.settings, opener });
    const asked = {
      ...recipe.model,
      precision: 'fp16',
      provider: 'webgpu',
      adapters: ['learned/hat.safetensors'],
    } as const;
    const plan = { ...recipe, model: asked };
    await assert.rejects(choosy.lookup(plan), (error) => Failure.is(error, 'model-missing'));
    const hat = path.join(workspace.folder, 'learned/hat.safetensors');
    await mkdir(path.dirname(hat));
    await writeFile(hat, 'tokens');
    await choosy.lookup(plan);
    const folder = path.join(workspace.settings.starterPack, 'diffusion');
    assert.deepEqual(opened, [{ folder, precision: 'fp16', provider: 'webgpu', adapters: [hat] }]);
    await writeFile(hat, 'other tokens');
    await choosy.lookup(plan);
    assert.equal(opened.length, 2);
    const outside = { ...plan, model: { ...asked, adapters: ['../hat.safetensors'] } };
    await assert.rejects(choosy.lookup(outside), (error) => Failure.is(error, 'path-outside-workspace'));
    await choosy.dispose();
  });

  it('draws again what was cut short, damaged, or lost', async () => {
    const { result } = await draw();
    const [cut, damaged, kept] = result.cells.flat().map(({ file }) => file!);
    await truncate(cut!, 20);
    const bytes = await readFile(damaged!);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(damaged!, bytes);
    executor = open();
    assert.equal((await executor.lookup(recipe)).cells[0]?.[0]?.state, 'missing');
    const again = await draw();
    assert.equal(models.drawn.length, 10);
    assert.deepEqual(again.result.cells, result.cells);
    assert.notDeepEqual(await readFile(damaged!), bytes);
    await decodeImage(kept!);
  });

  it('goes on after an image that cannot be drawn, and says why', async () => {
    const prompt = (name: string) => (name === 'shirt' ? 'far too long' : `a photo of a ${name}`);
    const plan = recipePlan({ images: 1, prompt });
    const { result, progress } = await draw(plan);
    assert.deepEqual(
      result.cells.map(([image]) => image?.state),
      ['failed', 'done'],
    );
    assert.equal(result.cells[0]?.[0]?.reason, 'The prompt is too long; shorten it.');
    assert.equal(result.done, 1);
    assert.ok(progress.some(({ changed }) => changed.some(({ state }) => state === 'failed')));
  });

  it('writes down what it does', async () => {
    await draw();
    const [lines = []] = await journals();
    const subject = { kind: 'draw', name: 'preview', file: 'test.vlprompt' };
    assert.deepEqual([lines[0].kind, lines[0].subject, lines[0].images], ['start', subject, 8]);
    assert.equal(lines.filter(({ kind }) => kind === 'image').length, 8);
    assert.deepEqual([lines.at(-1).kind, lines.at(-1).counts], ['done', { drawn: 8, reused: 0, failed: 0 }]);
  });

  it('stops within a step of a cancel, keeps what is finished, and leaves nothing else', async () => {
    const controller = new AbortController();
    models.beforeStep = ({ seed, prompt }, index) => {
      if (seed === 8 && prompt.includes('shirt') && index === 2) controller.abort();
    };
    await assert.rejects(draw(recipe, controller.signal), (error) => Failure.is(error, 'cancelled'));
    assert.equal(models.drawn.length, 4);
    assert.deepEqual(await filesIn('previews'), []);
    const names = await filesIn('cache');
    assert.ok(
      names.every((name) => /\.(png|json)$/.test(name)),
      names.join('\n'),
    );
    assert.equal((await journals())[0]?.at(-1).kind, 'cancelled');
    models.beforeStep = () => {};
    const { result } = await draw();
    assert.deepEqual([result.done, result.reused], [8, 4]);
    assert.equal(models.opened, 2, 'once to describe, once to draw: a cancel does not close the model');
  });

  it('clears up when nobody listens any more', async () => {
    const run = executor.draw(recipe, never);
    for (let next = await run.next(); !next.done && next.value.step === undefined; ) next = await run.next();
    await run.return(undefined as never);
    assert.deepEqual(await filesIn('previews'), []);
    assert.equal((await draw()).result.done, 8);
  });

  it('writes down a bug, passes it on, and starts with a fresh model', async () => {
    models.beforeStep = () => {
      throw new RangeError('out of memory');
    };
    await assert.rejects(draw(), RangeError);
    assert.deepEqual(await filesIn('previews'), []);
    assert.equal((await journals())[0]?.at(-1).reason, 'out of memory');
    assert.equal(models.disposed, 1);
    models.beforeStep = () => {};
    assert.equal((await draw()).result.done, 8);
  });

  it('draws one recipe after the other; the later one says that it waits', async () => {
    const other = recipePlan({ name: 'other', classes: ['bag'], images: 1 });
    const order: string[] = [];
    const first = draw(recipe, never, () => order.push('first'));
    const second = draw(other, never, ({ changed }) => order.push(`second ${changed.map(({ state }) => state)}`));
    const [, { result, progress }] = await Promise.all([first, second]);
    assert.equal(result.done, 1);
    assert.deepEqual(
      progress[0]?.changed.map(({ state }) => state),
      ['queued'],
    );
    assert.ok(order.lastIndexOf('first') < order.indexOf('second drawing'), order.join('\n'));
  });

  it('lets a waiting run be cancelled without touching the other', async () => {
    const controller = new AbortController();
    const first = draw();
    const second = draw(recipePlan({ name: 'other', classes: ['bag'] }), controller.signal, () => controller.abort());
    await assert.rejects(second, (error) => Failure.is(error, 'cancelled'));
    assert.equal((await first).result.done, 8);
  });

  it('lets two engines draw into one store at once', async () => {
    const other = open();
    const [mine, theirs] = await Promise.all([draw(), drain(other.draw(recipe, never))]);
    assert.deepEqual(
      mine.result.cells.flat().map(({ hash }) => hash),
      theirs.result.cells.flat().map(({ hash }) => hash),
    );
    assert.equal((await open().lookup(recipe)).done, 8);
    assert.ok((await filesIn('cache')).every((name) => /\.(png|json)$/.test(name)));
  });

  it('opens no model to look up what it knows', async () => {
    await executor.lookup(recipe);
    const { opened } = models;
    await executor.lookup(recipe);
    assert.equal(models.opened, opened);
  });

  it('makes nothing on the disk by looking', async () => {
    assert.equal((await executor.lookup(recipe)).done, 0);
    assert.deepEqual(await readdir(workspace.folder), []);
  });
});
