import assert from 'node:assert/strict';
import {
  type DrawRun,
  type RecipeState,
  recipeState,
  withDrawn,
  withProgress,
  withRunBroken,
} from '../../../../src/extension/boards/recipe-state.ts';
import { findImage } from '../../../../src/extension/panels/grid/grid-images.ts';
import { type GridView, gridImages, gridSnapshot } from '../../../../src/extension/panels/grid/grid-snapshot.ts';
import { settingsText } from '../../../../src/extension/panels/grid/image-settings.ts';
import { ReusedImages } from '../../../../src/extension/panels/grid/reused-images.ts';
import type { GridSnapshot } from '../../../../src/protocol/webviews/grid.ts';
import { drawnRecipe, recipe } from '../../sample-plans.ts';

const id = { uri: 'file:///work/my%20words.vlprompt', name: 'preview' };
const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 1 });

const reused = new ReusedImages();
const rest = {
  id,
  availability: { kind: 'ready' },
  addressOf: (file: string) => `webview:${file}`,
  plan: 1,
  facts: 0,
  scoring: { kind: 'possible' },
  reused,
  isPinned: false,
  isPaused: false,
  canDownload: false,
} as const;

function shown(state: RecipeState | undefined, view: Partial<GridView> = {}): GridSnapshot {
  return gridSnapshot({ ...rest, state, ...view });
}

describe('the snapshot of a grid', () => {
  it('says a letter of every image, and all else of those that are asked for', () => {
    const state = withDrawn(recipeState(plan), drawnRecipe(plan, ['0.0.0']));
    const snapshot = shown(state);
    assert.equal(snapshot.file, 'my words.vlprompt');
    assert.deepEqual(snapshot.layout.rows, [{ label: 'cat' }, { label: 'dog' }]);
    assert.deepEqual(snapshot.layout.axes, [{ name: 'guidance', values: [1, 3] }]);
    assert.deepEqual(snapshot.layout.counts, [1, 1, 1, 1]);
    assert.equal(snapshot.states, 'dmmm');
    assert.deepEqual([snapshot.done, snapshot.total, snapshot.activity], [1, 4, { kind: 'idle' }]);
    const images = gridImages(state, [0, 3, 99], rest.addressOf, reused);
    assert.deepEqual(
      images.map(({ index, state, url, prompt }) => [index, state, url, prompt]),
      [
        [0, 'done', 'webview:/store/0.0.0.png', 'a photo of a cat'],
        [3, 'missing', undefined, 'a photo of a dog'],
      ],
    );
  });

  it('stays small, however many images there are', () => {
    const rows = Array.from({ length: 100 }, (_, row) => `class_${row}`);
    const columns = Array.from({ length: 20 }, (_, column) => column);
    const many = recipe('many', { rows, columns, images: 5 });
    const snapshot = shown(recipeState(many));
    assert.equal(snapshot.states.length, 10_000);
    assert.ok(JSON.stringify(snapshot).length < 20_000, `${JSON.stringify(snapshot).length} characters`);
  });

  it('gives a renewed preview a new address, so that a browser looks again', () => {
    const changed = [{ key: '0.1.0', state: 'drawing', preview: '/store/p.png' } as const];
    const progress = { stage: 'drawing', done: 0, total: 4, changed } as const;
    const once = withProgress(recipeState(plan), progress);
    assert.deepEqual(
      [once, withProgress(once, progress)].map((state) => shown(state).previews),
      [[{ index: 1, url: 'webview:/store/p.png?step=1' }], [{ index: 1, url: 'webview:/store/p.png?step=2' }]],
    );
  });

  it('says what goes on before it says what went wrong', () => {
    const failed = withRunBroken(recipeState(plan), 'The disk is full.');
    const run = { stage: 'drawing', done: 0, total: 4, secondsLeft: 3 } as const;
    const activities = [
      shown(failed),
      shown({ ...failed, run: { stage: 'loading', done: 0, total: 4 } }),
      shown({ ...failed, run }),
      shown({ ...failed, run }, { isPaused: true }),
      shown(undefined),
      shown(failed, { availability: { kind: 'gone', sentence: 'Gone.' } }),
    ].map(({ activity }) => activity);
    assert.deepEqual(activities, [
      { kind: 'failed', sentence: 'The disk is full.' },
      { kind: 'loading' },
      { kind: 'drawing', secondsLeft: 3 },
      { kind: 'drawing', isPaused: true },
      { kind: 'loading' },
      { kind: 'gone', sentence: 'Gone.' },
    ]);
  });

  it('says failures without Markdown, and missing models without what a button does', () => {
    const sentence = '`hf:a/b@main` is not downloaded yet; `vlprompt models download hf:a/b@main` fetches it.';
    const failed = withRunBroken(recipeState(plan), sentence);
    assert.deepEqual(
      [shown(failed, { canDownload: true }).activity, shown(failed).activity],
      [
        { kind: 'failed', sentence: 'hf:a/b@main is not downloaded yet.', canDownload: true },
        {
          kind: 'failed',
          sentence: 'hf:a/b@main is not downloaded yet; vlprompt models download hf:a/b@main fetches it.',
        },
      ],
    );
  });

  it('says what the model is being prepared for, and what was done otherwise than asked', () => {
    const state = { ...recipeState(plan), notes: ['Decoded in tiles.'] };
    const activityOf = (run: DrawRun) => shown({ ...state, run });
    const loading = activityOf({ stage: 'loading', part: 'unet (3.2 GB)', done: 0, total: 4 });
    assert.deepEqual(loading.activity, { kind: 'loading', part: 'unet (3.2 GB)' });
    assert.deepEqual(loading.notes, ['Decoded in tiles.']);
    const warming = activityOf({ stage: 'warming-up', done: 0, total: 4 });
    assert.deepEqual(warming.activity, { kind: 'loading', stage: 'warming-up' });
  });

  it('says of a cell that it is left out', () => {
    const [first, ...cells] = plan.cells;
    const skipped = { ...plan, cells: first ? [{ ...first, images: [], isSkipped: true as const }, ...cells] : [] };
    const snapshot = shown(recipeState(skipped));
    assert.deepEqual(snapshot.layout.counts, [-1, 1, 1, 1]);
    assert.equal(snapshot.total, 3);
  });

  it('counts what was there before a run, once one was seen to begin', () => {
    const own = new ReusedImages();
    const before = withDrawn(recipeState(plan), drawnRecipe(plan, ['0.0.0', '1.0.0']));
    own.see(before);
    assert.equal(shown(before, { reused: own }).reused, undefined);
    own.see({ ...before, run: { stage: 'loading', done: 2, total: 4 } });
    const after = withDrawn(before, drawnRecipe(plan, ['0.0.0', '1.0.0', '1.1.0']));
    own.see(after);
    assert.equal(shown(after, { reused: own }).reused, 2);
    assert.deepEqual(
      gridImages(after, [0, 3], rest.addressOf, own).map(({ isReused }) => isReused),
      [true, false],
    );
  });

  it('crosses a message boundary unchanged', () => {
    const snapshot = shown(withDrawn(recipeState(plan), drawnRecipe(plan, ['0.0.0'])));
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
  });
});

describe('the settings of an image', () => {
  it('are all that it takes to draw it again', () => {
    const found = findImage(plan, '1.1.0') ?? assert.fail();
    assert.equal(
      settingsText(found.cell, found.image),
      'prompt: "a photo of a dog"\nnegative: "blurry"\nseed: 7\nsteps: 20\nscheduler: ddim\nguidance: 3\nsize: 64x64',
    );
    assert.match(settingsText(found.cell, { ...found.image, emphasis: 'comfy' }), /\nemphasis: comfy\n/);
    assert.equal(findImage(plan, 'none'), undefined);
    const begun = {
      settings: { ...found.cell.settings, strength: 0.5, rescale: 0.7, noise: 'philox' as const },
      first: {
        init: { kind: 'data' as const, path: 'real', class: 'dog', index: 2 },
        mask: { kind: 'file' as const, path: 'in/mask.png' },
      },
    };
    assert.match(
      settingsText({ ...found.cell, settings: begun.settings }, { ...found.image, ...begun.first }),
      /\nnoise: philox\n.*\nrescale: 0\.7\nsize: 64x64\ninit: image 3 of real\/dog\nstrength: 0\.5\nmask: "in\/mask\.png"$/s,
    );
  });
});
