import assert from 'node:assert/strict';
import {
  type DrawRun,
  recipeState,
  withDrawn,
  withProgress,
  withRunBroken,
} from '../../../src/extension/boards/recipe-state.ts';
import { findImage, gridSnapshot, settingsText } from '../../../src/extension/panels/grid-snapshot.ts';
import { drawnRecipe, recipe } from '../sample-plans.ts';

const id = { uri: 'file:///work/my%20words.vlprompt', name: 'preview' };
const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 1 });
const ready = { kind: 'ready' } as const;
const addressOf = (file: string) => `webview:${file}`;

describe('the snapshot of a grid', () => {
  it('has a picture for what is drawn and a place for what is not', () => {
    const state = withDrawn(recipeState(plan), drawnRecipe(plan, ['0.0.0']));
    const snapshot = gridSnapshot({ id, state, availability: ready, addressOf });
    assert.equal(snapshot.file, 'my words.vlprompt');
    assert.deepEqual(snapshot.rows, [{ label: 'cat' }, { label: 'dog' }]);
    assert.deepEqual(snapshot.columns, [{ label: 'guidance 1' }, { label: 'guidance 3' }]);
    assert.deepEqual(
      snapshot.cells.map(({ images }) => images.map(({ state, url }) => [state, url])),
      [
        [['done', 'webview:/store/0.0.0.png']],
        [['missing', undefined]],
        [['missing', undefined]],
        [['missing', undefined]],
      ],
    );
    assert.deepEqual([snapshot.done, snapshot.total, snapshot.activity], [1, 4, { kind: 'idle' }]);
    assert.equal(snapshot.cells[0]?.images[0]?.line, 5);
  });

  it('gives a renewed preview a new address, so that a browser looks again', () => {
    const changed = [{ key: '0.0.0', state: 'drawing', preview: '/store/p.png' } as const];
    const progress = { stage: 'drawing', done: 0, total: 4, changed } as const;
    const once = withProgress(recipeState(plan), progress);
    const urls = [once, withProgress(once, progress)].map(
      (state) => gridSnapshot({ id, state, availability: ready, addressOf }).cells[0]?.images[0]?.url,
    );
    assert.deepEqual(urls, ['webview:/store/p.png?step=1', 'webview:/store/p.png?step=2']);
  });

  it('says what goes on before it says what went wrong', () => {
    const failed = withRunBroken(recipeState(plan), 'The disk is full.');
    const kinds = [
      gridSnapshot({ id, state: failed, availability: ready, addressOf }).activity,
      gridSnapshot({
        id,
        state: { ...failed, run: { stage: 'loading', done: 0, total: 4 } },
        availability: ready,
        addressOf,
      }).activity,
      gridSnapshot({ id, state: undefined, availability: ready, addressOf }).activity,
      gridSnapshot({ id, state: failed, availability: { kind: 'gone', sentence: 'Gone.' }, addressOf }).activity,
    ];
    assert.deepEqual(kinds, [
      { kind: 'failed', sentence: 'The disk is full.' },
      { kind: 'loading' },
      { kind: 'loading' },
      { kind: 'gone', sentence: 'Gone.' },
    ]);
  });

  it('says what the model is being prepared for, and what was done otherwise than asked', () => {
    const state = { ...recipeState(plan), notes: ['Decoded in tiles.'] };
    const activityOf = (run: DrawRun) => gridSnapshot({ id, state: { ...state, run }, availability: ready, addressOf });
    const loading = activityOf({ stage: 'loading', part: 'unet (3.2 GB)', done: 0, total: 4 });
    assert.deepEqual(loading.activity, { kind: 'loading', part: 'unet (3.2 GB)' });
    assert.deepEqual(loading.notes, ['Decoded in tiles.']);
    const warming = activityOf({ stage: 'warming-up', done: 0, total: 4 });
    assert.deepEqual(warming.activity, { kind: 'loading', stage: 'warming-up' });
  });

  it('says of a cell that it is left out', () => {
    const [first, ...cells] = plan.cells;
    const skipped = { ...plan, cells: first ? [{ ...first, images: [], isSkipped: true as const }, ...cells] : [] };
    const snapshot = gridSnapshot({ id, state: recipeState(skipped), availability: ready, addressOf });
    assert.deepEqual(
      snapshot.cells.map(({ isSkipped, images }) => [isSkipped, images.length]),
      [
        [true, 0],
        [undefined, 1],
        [undefined, 1],
        [undefined, 1],
      ],
    );
    assert.equal(snapshot.total, 3);
  });

  it('crosses a message boundary unchanged', () => {
    const state = withDrawn(recipeState(plan), drawnRecipe(plan, ['0.0.0']));
    const snapshot = gridSnapshot({ id, state, availability: ready, addressOf });
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
