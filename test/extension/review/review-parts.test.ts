import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { actionOf, reviewCommandTable } from '../../../src/extension/commands/review-command-table.ts';
import { firstReview } from '../../../src/extension/review/first-review.ts';
import { reviewImages } from '../../../src/extension/review/listed-rows.ts';
import { pictureRoots } from '../../../src/extension/review/picture-roots.ts';
import { readKeys, readReasons } from '../../../src/extension/review/read-preferences.ts';
import { completionsOf } from '../../../src/extension/review/review-conditions.ts';
import { Reviewers } from '../../../src/extension/review/reviewers.ts';
import { ShownList } from '../../../src/extension/review/shown-list.ts';
import type { ImageRow } from '../../../src/protocol/image-sets.ts';
import { reviewKeyRows } from '../../../src/protocol/webviews/review-keys.ts';
import { manifest } from '../manifest.ts';
import { planUnderTest } from './review-under-test.ts';

describe('the first look at a review', () => {
  it('is of a recipe, of a curation, or of the images of a class in all recipes that draw it', async () => {
    const plan = await planUnderTest();
    const of = (name: string) => firstReview('shoes.vlprompt', name, plan);
    assert.deepEqual(of('preview').of, { kind: 'recipes', recipes: ['preview'] });
    assert.deepEqual(of('train').of, { kind: 'curation', curation: 'train' });
    assert.deepEqual(of('boot').of, { kind: 'recipes', recipes: ['preview', 'other'] });
    assert.deepEqual([of('boot').view.where, of('preview').view.where], ['class = boot', '']);
    assert.throws(() => of('hat'), { code: 'plan-invalid' });
  });
});

describe('the list that a page knows', () => {
  const listOf = (numbers: readonly number[], letters: string) => {
    const bytes = Buffer.from(Uint32Array.from(numbers).buffer).toString('base64');
    const view = { mode: 'cull', show: 'all', where: '', order: { by: 'plan' } } as const;
    return new ShownList({ list: 1, count: numbers.length, letters, notes: [] }, bytes, view, 1);
  };

  it('knows places by number and numbers by place, in whatever order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1e9)), (numbers) => {
        const list = listOf(numbers, 'u'.repeat(numbers.length));
        assert.deepEqual(list.numbersAt(numbers.map((_, place) => place)), numbers);
        for (const [place, number] of numbers.entries()) assert.equal(list.placeOf(number), place);
        assert.deepEqual(list.numbersAt([-1, numbers.length, 0.5]), []);
      }),
    );
  });

  it('takes letters in of the images that stand in it', () => {
    const list = listOf([7, 3, 9], 'uku');
    assert.deepEqual(
      list.accept([
        [9, 'R'],
        [4, 'k'],
        [7, 'k'],
      ]),
      [
        [2, 'R'],
        [0, 'k'],
      ],
    );
    assert.equal(list.letters, 'kkR');
    list.acceptAll('too long');
    assert.equal(list.letters, 'kkR');
    list.acceptAll('uuu');
    assert.equal(list.letters, 'uuu');
  });
});

describe('rows of a list', () => {
  it('come to the page by address, without paths, hashes and lines', () => {
    const row = { number: 4, file: '/pictures/x.png', hash: 'ab', source: {}, from: 'preview' } as unknown as ImageRow;
    const [image] = reviewImages([row], 7, (file) => `view:${path.basename(file)}`);
    assert.deepEqual(image, { number: 4, from: 'preview', place: 7, url: 'view:x.png' });
  });
});

describe('what may be written in a condition', () => {
  it('is what the language knows, then values that images have, written so that they can be read', () => {
    const items = [{ label: 'boot', detail: 'class', insert: 'boot' }];
    const values = ['boot', 'bag', 'worn "out"'].map((value, index) => ({ value, count: index + 1 }));
    const facets = [{ kind: 'values', field: 'class', values, more: 0, none: 0 }] as const;
    assert.deepEqual(completionsOf('class = ', { start: 8, field: 'class', items }, facets), [
      { label: 'boot', detail: 'class', insert: 'boot', start: 8 },
      { label: 'bag', detail: '2 images', insert: 'bag', start: 8 },
      { label: 'worn "out"', detail: '3 images', insert: '"worn \\"out\\""', start: 8 },
    ]);
    assert.equal(completionsOf('class = ', { start: 8, items }, facets).length, 1);
    const typed = completionsOf('class = O', { start: 8, field: 'class', items }, facets);
    assert.deepEqual(
      typed.map(({ label }) => label),
      ['boot', 'worn "out"'],
    );
    assert.equal(completionsOf('class = ba', { start: 8, field: 'class', items }, facets)[0]?.label, 'bag');
  });
});

describe('settings of reviews', () => {
  it('are taken as far as they make sense', () => {
    assert.deepEqual(readReasons(['blurred', ' blurred ', '', 7, 'dark']), ['blurred', 'dark']);
    assert.deepEqual(readReasons('blurred'), []);
    assert.deepEqual(readKeys({ accept: ['Enter', 7], reject: 'd', constructor: ['x'], dance: ['y'] }), {
      accept: ['Enter'],
      reject: ['d'],
    });
    assert.deepEqual(readKeys(null), {});
  });

  it('have reasons for what drawn images suffer from', () => {
    const all = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties));
    const usual = all['vlprompt.review.reasons'].default;
    assert.deepEqual(readReasons(usual), usual);
    assert.ok(usual.includes('deformed'));
  });
});

describe('commands of reviews', () => {
  it('are one for each action but undo and redo, which are VS Code’s own', () => {
    const ids = Object.keys(reviewCommandTable) as (keyof typeof reviewCommandTable)[];
    const actions = reviewKeyRows.map(({ action }) => action).filter((action) => !/^(un|re)do$/.test(action));
    assert.deepEqual(new Set(ids.map(actionOf)), new Set(actions));
  });
});

describe('the reviewer', () => {
  it('is the one that was chosen for the workspace, else the one that git has', async () => {
    const memory = new Map<string, unknown>();
    const update = async (key: string, value: unknown) => void memory.set(key, value);
    const reviewers = new Reviewers({ get: (key) => memory.get(key), update }, async (folder) => `git of ${folder}`);
    let changes = 0;
    reviewers.onDidChange(() => changes++);
    assert.equal(await reviewers.of('/atelier'), 'git of /atelier');
    await reviewers.choose(' Ann Lee ');
    assert.equal(await reviewers.of('/atelier'), 'Ann Lee');
    await reviewers.choose(' ');
    assert.equal(await reviewers.of('/atelier'), 'git of /atelier');
    assert.equal(changes, 2);
  });
});

describe('folders whose pictures a review may show', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'roots-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are the store and data sets that lie in the workspace, behind whatever links', async () => {
    const workspace = path.join(root, 'work');
    for (const folder of ['work/data/real', 'outside']) mkdirSync(path.join(root, folder), { recursive: true });
    symlinkSync(path.join(root, 'outside'), path.join(workspace, 'data', 'link'));
    const store = path.join(workspace, '.vlprompt');
    const folders = ['data/real', 'data/link', '../outside', '/etc', '.', 'data/gone'];
    assert.deepEqual(await pictureRoots(workspace, store, folders), [store, path.join(workspace, 'data/real')]);
  });
});
