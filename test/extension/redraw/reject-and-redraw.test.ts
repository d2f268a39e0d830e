import assert from 'node:assert/strict';
import { findImage } from '../../../src/extension/panels/grid/grid-images.ts';
import { recipeOfRedraws, redrawsAfter } from '../../../src/extension/panels/grid/redraw-image.ts';
import { type RedrawParts, rejectAndRedraw } from '../../../src/extension/redraw/reject-and-redraw.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import { redrawnImage } from '../../../src/language/plan/redrawn-image.ts';
import type { PlacedRedraw, Redraw } from '../../../src/protocol/decisions.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { recipe } from '../sample-plans.ts';

const plan: RecipePlan = recipe('preview', { rows: ['cat', 'dog'], columns: [1], images: 2 });
const [first, second] = plan.cells[0]?.images ?? [];
if (!first || !second) throw new Error('no images');

describe('rejecting and redrawing', () => {
  function attempt(options: { readonly words?: string | undefined; readonly redraws?: readonly PlacedRedraw[] } = {}) {
    const { redraws = [] } = options;
    const done: string[] = [];
    const kept: Redraw[] = [];
    const drawn: RecipePlan[] = [];
    const asked: string[] = [];
    const parts: RedrawParts = {
      redrawsOf: async () => redraws,
      reseed: async ({ model, settings, image, ...again }) => redrawnImage(model, settings, image, again),
      draw: async (_, drawing) => {
        done.push('draw');
        drawn.push(drawing);
      },
      askForWords: async (prompt) => {
        asked.push(prompt);
        return 'words' in options ? options.words : prompt;
      },
    };
    const reject = async (redraw: Redraw) => {
      done.push('reject');
      kept.push(redraw);
    };
    const run = (...keys: readonly string[]) =>
      rejectAndRedraw(
        'file:///a.vlprompt',
        keys.map((key) => ({ recipe: plan, key, reject })),
        parts,
      );
    return { run, done, kept, drawn, asked };
  }

  it('keeps the decision first, then draws the same words with another seed', async () => {
    const { run, done, kept, drawn, asked } = attempt();
    assert.equal(await run(first.key), true);
    assert.deepEqual([done, asked], [['reject', 'draw'], [first.prompt]]);
    const image = drawn[0]?.cells[0]?.images[0];
    assert.deepEqual([image?.key, image?.seed, image?.prompt], [kept[0]?.key, kept[0]?.seed, first.prompt]);
    assert.equal('prompt' in (kept[0] ?? {}), false);
    assert.equal(drawn[0]?.name, 'preview (redraw)');
    assert.notEqual(kept[0]?.key, first.key);
  });

  it('draws amended words, and keeps them', async () => {
    const { run, kept, drawn } = attempt({ words: 'a cat with a hat' });
    await run(first.key);
    assert.equal(kept[0]?.prompt, 'a cat with a hat');
    assert.equal(drawn[0]?.cells[0]?.images[0]?.prompt, 'a cat with a hat');
  });

  it('does nothing when nobody answers', async () => {
    const { run, done } = attempt({ words: undefined });
    assert.equal(await run(first.key), false);
    assert.deepEqual(done, []);
  });

  it('asks for no words of many, and draws each with a seed of its own', async () => {
    const { run, done, kept, asked } = attempt();
    await run(first.key, second.key);
    assert.deepEqual([done, asked], [['reject', 'reject', 'draw', 'draw'], []]);
    assert.equal(new Set(kept.map(({ key }) => key)).size, 2);
  });

  it('draws a redraw again, with the words that it had', async () => {
    const one = { of: first.key, by: 'Ann', seed: 5, prompt: 'a big cat' };
    const settings = plan.cells[0]?.settings ?? assert.fail('no cell');
    const { key } = redrawnImage(plan.model, settings, first, one);
    const { run, drawn, asked } = attempt({ redraws: [{ ...one, key }] });
    await run(key);
    assert.deepEqual([asked, drawn[0]?.cells[0]?.images[0]?.prompt], [['a big cat'], 'a big cat']);
  });

  it('refuses an image that the recipe does not draw any more, and rejects nothing then', async () => {
    const { run, done } = attempt();
    await assert.rejects(run(first.key, 'gone'), (error) => Failure.is(error, 'plan-invalid'));
    assert.deepEqual(done, []);
  });

  it('finds what was drawn in place of an image, and in place of that, and ends', () => {
    const redraw = (of: string, key: string): PlacedRedraw => ({ of, key, seed: 1, by: 'Ann' });
    const redraws = [redraw(first.key, 'a'), redraw('a', 'b'), redraw(second.key, 'c'), redraw('b', first.key)];
    const found = redrawsAfter(first.key, redraws);
    assert.deepEqual(
      found.map(({ key }) => key),
      ['a', 'b', first.key],
    );
    const { cells } = recipeOfRedraws(plan, found.slice(0, 2));
    assert.deepEqual(
      cells[0]?.images.map(({ key }) => key),
      ['a', 'b'],
    );
    assert.equal(findImage(plan, 'a'), undefined);
  });
});
