import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { appendDecisions, readDecisions } from '../../../../src/engine/datasets/decisions/decision-log.ts';
import { decide, recipeDecisions } from '../../../../src/engine/datasets/decisions/recipe-decisions.ts';
import { UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import { requireDecisionRequest } from '../../../../src/engine/serving/shapes/decision-shapes.ts';
import type { DrawnImage, DrawnRecipe } from '../../../../src/protocol/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { recipe } from '../../../extension/sample-plans.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const kept = { state: 'kept', isFlagged: false };
const undecided = { state: 'undecided', isFlagged: false };

describe('decisions about the images of a recipe', () => {
  const folder = temporaryFolder();

  const keyOf = (index: number) => digestOf(`key ${index}`);

  /** Three images are drawn, the fourth is missing. */
  async function drawn(): Promise<DrawnRecipe> {
    await mkdir(path.join(folder(), 'cache'));
    const images = await Promise.all([0, 1, 2].map(drawnImage));
    const missing: DrawnImage = { key: keyOf(3), state: 'missing' };
    return { recipe: 'r', cells: [images, [missing]], done: 3, total: 4, reused: 0, milliseconds: 1 };
  }

  async function drawnImage(index: number): Promise<DrawnImage> {
    const png = await encodePng({ width: 2, height: 1, data: Uint8Array.from([index, 0, 0, 255, 255, 255]) });
    const file = path.join(folder(), 'cache', `${index}.png`);
    await writeFile(file, png);
    return { key: keyOf(index), state: 'done', file, hash: digestOf(png) };
  }

  it('are kept by the digests of file and pixels, and found again', async () => {
    const all = await drawn();
    await decide(folder(), all, { keys: [keyOf(1)], act: 'accept', reviewer: 'Jo' });
    const { cells } = await recipeDecisions(folder(), all, 'Jo');
    assert.deepEqual(cells, [[undecided, kept, undecided], [null]]);
    const [month = ''] = await readdir(path.join(folder(), 'reviews/jo'));
    const line = JSON.parse(await readFile(path.join(folder(), 'reviews/jo', month), 'utf8'));
    assert.equal(line.s, `sha256:${all.cells[0]?.[1]?.hash}`);
    const pixels = Buffer.concat([Buffer.from('2x1\n'), Buffer.from([1, 0, 0, 255, 255, 255])]);
    assert.equal(line.px, `sha256:${digestOf(pixels)}`);
    assert.equal(line.key, keyOf(1));
  });

  it('belong to the image, whatever recipe draws it', async () => {
    const all = await drawn();
    await decide(folder(), all, { keys: [keyOf(0)], act: 'accept', reviewer: 'Jo' });
    const moved = { ...all, recipe: 'other', cells: [[...(all.cells[0] ?? [])].reverse()] };
    const { cells } = await recipeDecisions(folder(), moved, 'Jo');
    assert.deepEqual(cells, [[undecided, undecided, kept]]);
  });

  it('of several images at once are one step to undo, of one reviewer alone', async () => {
    const all = await drawn();
    const act = (keys: readonly string[], act: 'accept' | 'undo', reviewer: string) =>
      decide(folder(), all, { keys, act, reviewer });
    await act([keyOf(0)], 'accept', 'Jo');
    await act([keyOf(1), keyOf(2), keyOf(1), keyOf(3)], 'accept', 'Jo');
    await act([keyOf(2)], 'accept', 'Ada');
    assert.equal((await readDecisions(folder(), 'Jo')).length, 3);
    await act([], 'undo', 'Jo');
    assert.deepEqual((await recipeDecisions(folder(), all, 'Jo')).cells[0], [kept, undecided, undecided]);
    assert.deepEqual((await recipeDecisions(folder(), all, 'Ada')).cells[0], [undecided, undecided, kept]);
    await act([], 'undo', 'Jo');
    await act([], 'undo', 'Jo');
    assert.deepEqual((await recipeDecisions(folder(), all, 'Jo')).cells[0], [undecided, undecided, undecided]);
  });

  it('come after those of another window whose clock is ahead', async () => {
    const all = await drawn();
    await decide(folder(), all, { keys: [keyOf(0)], act: 'accept', reviewer: 'Jo' });
    const ahead = new UlidSource(() => Date.now() + 60_000).next();
    const event = { id: ahead, ts: '2026-01-01T00:00:00.000Z', by: 'Jo', op: 'reject' } as const;
    await appendDecisions(folder(), 'Jo', [{ ...event, image: all.cells[0]?.[0]?.hash ?? '' }]);
    await decide(folder(), all, { keys: [keyOf(0)], act: 'accept', reviewer: 'Jo' });
    assert.deepEqual((await recipeDecisions(folder(), all, 'Jo')).cells[0]?.[0], kept);
    assert.ok((await readDecisions(folder(), 'Jo')).at(-1)!.id > ahead);
  });

  it('of images that are not drawn are none', async () => {
    await decide(folder(), await drawn(), { keys: [keyOf(3), keyOf(9)], act: 'reject', reviewer: 'Jo' });
    assert.deepEqual(await readDecisions(folder(), 'Jo'), []);
  });

  it('of a picture that is damaged are refused whole', async () => {
    const all = await drawn();
    await writeFile(path.join(folder(), 'cache/1.png'), 'no picture');
    const both = decide(folder(), all, { keys: [keyOf(0), keyOf(1)], act: 'accept', reviewer: 'Jo' });
    await assert.rejects(both, (error) => Failure.is(error, 'image-corrupt'));
    assert.deepEqual(await readDecisions(folder(), 'Jo'), []);
  });
});

describe('a request to decide', () => {
  const digest = 'a'.repeat(64);
  const plan = recipe('r', { rows: [], columns: [], images: 1 });

  it('is let pass when it is whole', () => {
    const request = { recipe: plan, reviewer: 'Jo', keys: [digest], act: 'flag' } as const;
    assert.deepEqual(requireDecisionRequest(request), request);
  });

  it('is refused for anything else', () => {
    const whole = { recipe: plan, reviewer: 'Jo', keys: [digest], act: 'flag' };
    const changes = fc.oneof(
      fc.constantFrom(
        { reviewer: '' },
        { reviewer: 3 },
        { keys: ['../x'] },
        { keys: digest },
        { act: 'drop' },
        { recipe: {} },
      ),
      fc.record({ act: fc.string() }),
    );
    fc.assert(
      fc.property(changes, (change) => {
        assert.throws(
          () => requireDecisionRequest({ ...whole, ...change }),
          (error) => Failure.is(error, 'plan-invalid'),
        );
      }),
    );
  });
});
