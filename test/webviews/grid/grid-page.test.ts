import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { recipeState, withRunBroken } from '../../../src/extension/boards/recipe-state.ts';
import type { GridCalls } from '../../../src/protocol/webviews/grid.ts';
import { recipe } from '../../extension/sample-plans.ts';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { seriousFaults } from '../axe.ts';
import { openPage, startBrowser } from '../browser-page.ts';
import { themeNames, wear } from '../themes.ts';
import { allKeys, SampleGrid, sampleId, stateOf } from './sample-grid.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 2 });
const someDrawn = stateOf(plan, ['0.0.0', '0.0.1', '0.1.0']);
const allDrawn = stateOf(plan, allKeys(plan));

describe('the grid page', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(state = someDrawn, memory?: unknown) {
    const host = new SampleGrid(state);
    const opened = await openPage<GridCalls>(browser, 'grid', host.handlers, memory);
    await opened.page.locator('vlp-grid-bar').waitFor();
    return { host, ...opened };
  }

  /** Index of the image that is the active one. */
  const current = (page: Page) => page.locator('.tile.current').getAttribute('data-index');
  const isCurrent = (page: Page, index: string) =>
    eventually(
      () => current(page),
      (is) => is === index,
      10_000,
    );
  const grid = (page: Page) => page.locator('.scroller');

  it('shows every image in its place, under a content policy that refuses nothing of it', async () => {
    const { page, complaints } = await open();
    await page.locator('.tile.done img').nth(2).waitFor();
    assert.deepEqual(await page.locator('.column-head').allInnerTexts(), ['guidance 1', 'guidance 3']);
    assert.deepEqual(await page.locator('.row-head').allInnerTexts(), ['cat', 'dog']);
    assert.equal(await page.locator('.tile').count(), 8);
    assert.equal(await page.locator('.tile.done img').count(), 3);
    assert.equal(await page.locator('.status').innerText(), '3 of 8 images');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('says what to do when nothing is drawn', async () => {
    const { page, host } = await open(recipeState(plan));
    await page.locator('vlp-notice', { hasText: 'Nothing is drawn yet' }).waitFor();
    await page.getByRole('button', { name: 'Draw 8 images' }).click();
    host.show(someDrawn, { activity: { kind: 'loading' } });
    await page.locator('.status', { hasText: 'Loading' }).waitFor();
    assert.deepEqual(host.asked, ['draw']);
    await page.close();
  });

  it('follows the host from snapshot to snapshot', async () => {
    const { page, host } = await open();
    host.show(someDrawn, { activity: { kind: 'drawing', secondsLeft: 9 } });
    await page.locator('.status', { hasText: '3 of 8 images · 9 s left' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    host.show(someDrawn, { activity: { kind: 'drawing', isPaused: true } });
    await page.locator('.status', { hasText: 'paused' }).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    host.show(withRunBroken(someDrawn, 'The disk is full.'));
    await page.locator('vlp-notice[tone=error]', { hasText: 'The disk is full.' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    host.show(allDrawn);
    await page.locator('.status', { hasText: /^8 images$/ }).waitFor();
    assert.deepEqual(host.asked, ['cancel', 'resume', 'draw']);
    await page.close();
  });

  it('offers to download what is missing, without words for a terminal', async () => {
    const { page, host } = await open();
    const sentence = '`hf:a/b@main` is not downloaded yet; `vlprompt models download hf:a/b@main` fetches it.';
    host.show(withRunBroken(someDrawn, sentence), { canDownload: true });
    const notice = page.locator('vlp-notice[tone=error]');
    await notice.getByRole('button', { name: 'Download' }).click();
    assert.match(await notice.innerText(), /^hf:a\/b@main is not downloaded yet\.\s/);
    await eventually(
      async () => host.asked,
      (asked) => asked.includes('download'),
      10_000,
    );
    await page.close();
  });

  it('tells what came from the cache while a run is on', async () => {
    const { page, host } = await open();
    host.show({ ...someDrawn, run: { stage: 'drawing', done: 3, total: 8 } });
    await page.locator('.status', { hasText: '3 of 8 images · 3 from cache' }).waitFor();
    host.show(allDrawn);
    await page.locator('.status', { hasText: '8 images · 3 from cache' }).waitFor();
    await page.close();
  });

  it('shows latents as they come, then the picture', async () => {
    const { page, host } = await open();
    const images = new Map(someDrawn.images);
    images.set('1.1.1', { key: '1.1.1', state: 'drawing', preview: '/store/p.png', revision: 2 });
    const drawing = {
      ...someDrawn,
      images,
      run: { stage: 'drawing', done: 3, total: 8, step: { index: 3, count: 12 } },
    } as const;
    host.show(drawing);
    await page.locator('.tile.drawing img[src$="/store/p.png?step=2"]').waitFor();
    await page.locator('.tile.drawing .step').waitFor();
    host.show(allDrawn);
    await page.locator('.tile.done[data-index="7"] img[src$="/store/1.1.1.png"]').waitFor();
    await page.close();
  });

  it('is worked without a mouse, from the grid into an image and back', async () => {
    const { page, host } = await open(allDrawn);
    await grid(page).focus();
    for (const [key, index] of [
      ['ArrowRight', '0'],
      ['ArrowRight', '1'],
      ['ArrowRight', '2'],
      ['ArrowDown', '6'],
      ['Home', '4'],
      ['End', '7'],
      ['Control+Home', '0'],
      ['ArrowRight', '1'],
      ['ArrowRight', '2'],
    ] as const) {
      await page.keyboard.press(key);
      await isCurrent(page, index);
    }
    await page.keyboard.press('Enter');
    await page.locator('vlp-detail-panel h2', { hasText: 'cat · guidance 3' }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowLeft');
    await page.locator('vlp-detail-panel h2', { hasText: 'cat · guidance 1' }).waitFor();
    for (const key of ['i', 's', 'Shift+C', 'l', 'o']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.locator('vlp-large-view dialog[open]').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('vlp-large-view h2', { hasText: 'cat · guidance 3' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('vlp-detail-panel').waitFor({ state: 'detached' });
    assert.deepEqual(host.asked, [
      'copySeed 7',
      'copyInfotext 0.0.1',
      'copySettings 0.0.1',
      'copyAs 0.0.1',
      'revealPrompt 0.0.1',
      'openImage 0.0.1',
    ]);
    await page.close();
  });

  it('decides by key, of one image and of several, and takes it back', async () => {
    const { page, host } = await open(allDrawn);
    await grid(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('k');
    await page.locator('.tile[data-index="0"] .mark.kept').waitFor();
    await page.keyboard.press('k');
    await page.locator('.mark.kept').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    assert.equal(await page.locator('.tile[aria-selected=true]').count(), 3);
    await page.keyboard.press('x');
    await page.locator('.mark.rejected').nth(2).waitFor();
    await page.keyboard.press('p');
    await page.keyboard.press('Control+z');
    await eventually(
      async () => host.asked.length,
      (count) => count === 5,
      10_000,
    );
    assert.deepEqual(host.asked, [
      'decide accept 0.0.0',
      'decide undecide 0.0.0',
      'decide reject 0.0.0,0.0.1,0.1.0',
      'decide flag 0.0.0,0.0.1,0.1.0',
      'decide undo ',
    ]);
    await page.close();
  });

  it('takes letters for words while one types', async () => {
    const { page, host } = await open(allDrawn);
    await grid(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('/');
    await page.keyboard.type('dog xk');
    assert.equal(await page.locator('input[type=search]').inputValue(), 'dog xk');
    await page.locator('.shown', { hasText: '0 of 8 shown' }).waitFor();
    await page.locator('input[type=search]').fill('dog');
    await page.locator('.shown', { hasText: '4 of 8 shown' }).waitFor();
    assert.equal(await page.locator('.tile').count(), 4);
    assert.deepEqual(await page.locator('.caption').first().innerText(), 'dog · guidance 1');
    assert.deepEqual(host.asked, []);
    await page.close();
  });

  it('lists its keys', async () => {
    const { page, host } = await open();
    await grid(page).focus();
    await page.keyboard.press('?');
    await page.locator('vlp-key-help dialog[open]', { hasText: 'Draw it again with a new seed' }).waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await page.locator('vlp-key-help dialog[open]').waitFor({ state: 'detached' });
    assert.deepEqual(host.asked, [], 'no key of the list reaches the grid');
    await page.close();
  });

  it('sorts and filters by what the judge thinks', async () => {
    const { page, host } = await open(allDrawn);
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    host.scores = (index) => ({
      score: 0.3 - index / 100,
      predicted: 0,
      confidence: 0.9,
      margin: 0.5,
      agrees: index < 4,
    });
    host.show(allDrawn, { facts: 7 });
    await page.getByLabel('Sort by').selectOption('score');
    await eventually(
      () => page.locator('.caption').first().innerText(),
      (text) => text === '0.230',
      10_000,
    );
    await page.getByRole('button', { name: 'Lowest first' }).click();
    await eventually(
      () => page.locator('.caption').first().innerText(),
      (text) => text === '0.300',
      10_000,
    );
    await page.getByLabel('Show', { exact: true }).selectOption('disagrees');
    await page.locator('.shown', { hasText: '4 of 8 shown' }).waitFor();
    await page.locator('.tile').first().click();
    await page.locator('vlp-detail-panel dd', { hasText: 'cat, not as asked' }).waitFor();
    assert.deepEqual(host.asked, ['score']);
    await page.close();
  });

  it('lays classes, axes and images on rows, columns and pages', async () => {
    const { page, host } = await open(allDrawn);
    await page.getByRole('button', { name: 'Layout', exact: true }).click();
    await page.getByLabel('guidance: where').selectOption('pages');
    assert.deepEqual(await page.getByLabel('Page', { exact: true }).locator('option').allInnerTexts(), [
      'guidance 1',
      'guidance 3',
    ]);
    await page.getByLabel('Images: where').selectOption('columns');
    await eventually(
      () => page.locator('.column-head').allInnerTexts(),
      (heads) => heads.join() === 'image 1,image 2',
      10_000,
    );
    await grid(page).focus();
    await page.keyboard.press(']');
    await eventually(
      () => page.locator('.tile').first().getAttribute('data-index'),
      (index) => index === '2',
      10_000,
    );
    assert.deepEqual(host.asked, [
      'arrange {"class":"rows","axis:guidance":"pages","image":"cell"}',
      'arrange {"class":"rows","axis:guidance":"pages","image":"columns"}',
    ]);
    await page.close();
  });

  it('says where each piece of a prompt was written, and leads there', async () => {
    const { page, host } = await open(allDrawn);
    await page.locator('.tile').first().click();
    const pieces = page.locator('vlp-detail-panel .piece');
    await pieces.nth(1).waitFor();
    assert.deepEqual(await pieces.allInnerTexts(), ['a photo of a ', 'cat']);
    assert.match((await pieces.nth(1).getAttribute('title')) ?? '', /^class cat, line 2/);
    await pieces.nth(1).click();
    await eventually(
      async () => host.asked,
      (asked) => asked.includes('revealSpan 1'),
      10_000,
    );
    await page.close();
  });

  it('shows other seeds beside the recipe, and copies the one that is liked', async () => {
    const { page, host } = await open(allDrawn);
    await page.locator('.tile').first().click();
    await page.getByRole('button', { name: 'New seed' }).click();
    await page.locator('.candidates img').waitFor();
    await page.locator('.candidates button', { hasText: '4711' }).click();
    await eventually(
      async () => host.asked,
      (asked) => asked.includes('copySeed 4711'),
      10_000,
    );
    await page.close();
  });

  it('has another drawn in place of an image, by key, and shows it as an image of the recipe', async () => {
    const { page, host } = await open(allDrawn);
    await page.locator('.tile').first().click();
    await page.keyboard.press('Shift+R');
    await page.getByText('Drawn in its place').waitFor();
    await page.getByAltText('a better shoe with seed 815').waitFor();
    assert.deepEqual(host.asked.filter((asked) => asked.startsWith('rejectAndRedraw')).length, 1);
    await page.getByRole('button', { name: 'Reject and redraw…' }).waitFor();
    await page.close();
  });

  it('goes to the class under the cursor, and stays when it is told to', async () => {
    const many = recipe('many', {
      rows: Array.from({ length: 60 }, (_, row) => `class ${row}`),
      columns: [1],
      images: 1,
    });
    const { page, host } = await open(stateOf(many, []));
    host.show(stateOf(many, []), { pointed: { row: 40, serial: 1 } });
    await page.locator('.row.pointed .row-head', { hasText: 'class 40' }).waitFor();
    await page.getByRole('button', { name: 'Stay with this recipe' }).click();
    await eventually(
      async () => host.asked,
      (asked) => asked.includes('pin true'),
      10_000,
    );
    await page.close();
  });

  it('remembers where one looked, and nothing that was fetched', async () => {
    const { page, remembered } = await open(allDrawn);
    await page.locator('.tile').nth(3).click();
    await isCurrent(page, '3');
    await grid(page).focus();
    await page.keyboard.press('+');
    const memory = await eventually(remembered, (is) => JSON.stringify(is).includes('"size":96'), 10_000);
    assert.deepEqual(memory, {
      id: sampleId,
      isPinned: false,
      views: [
        [
          'file:///a.vlprompt#preview',
          {
            size: 96,
            page: 0,
            choice: { sort: 'plan', isDescending: false, filter: 'all', words: '' },
            scroll: { left: 0, top: 0 },
            current: 3,
          },
        ],
      ],
    });
    await page.close();
    const again = await open(allDrawn, memory);
    await isCurrent(again.page, '3');
    await again.page.close();
  });

  it('zooms around the pointer, and pans by dragging without a click', async () => {
    const many = recipe('many', {
      rows: Array.from({ length: 40 }, (_, row) => `c${row}`),
      columns: [1, 2, 3],
      images: 4,
    });
    const { page } = await open(stateOf(many, []));
    const top = () =>
      page.evaluate(
        `document.querySelector('vlprompt-grid').shadowRoot.querySelector('vlp-image-table').shadowRoot.querySelector('.scroller').scrollTop`,
      );
    await page.locator('.tile').first().waitFor();
    await page.mouse.move(400, 500);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await eventually(top, (y) => Number(y) > 0, 10_000);
    const before = Number(await top());
    await page.mouse.down();
    await page.mouse.move(400, 300, { steps: 4 });
    await page.mouse.up();
    assert.ok(Math.abs(Number(await top()) - before - 200) <= 1, `${before} → ${await top()}`);
    assert.equal(await page.locator('.tile.current').count(), 0);
    await page.close();
  });

  it('keeps the page small, however many images there are', async () => {
    const many = recipe('many', {
      rows: Array.from({ length: 100 }, (_, row) => `class ${row}`),
      columns: Array.from({ length: 20 }, (_, column) => column + 1),
      images: 5,
    });
    const { page } = await open(stateOf(many, []));
    await page.locator('.tile').first().waitFor();
    assert.ok((await page.locator('.tile').count()) < 600);
    await grid(page).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+End');
    await isCurrent(page, '9999');
    assert.ok((await page.locator('.tile').count()) < 600);
    await page.close();
  });

  it('shows words as words, whatever is in them', async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const evil = { ...plan, rows: [{ label: hostile }, { label: 'dog' }] };
    const { page, complaints } = await open(stateOf(evil, []));
    assert.equal(await page.locator('.row-head').first().innerText(), hostile);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  for (const theme of themeNames) {
    it(`has no serious fault of accessibility in ${theme}`, async () => {
      const { page, host } = await open(allDrawn);
      await wear(page, theme);
      await grid(page).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await page.locator('vlp-detail-panel .piece').first().waitFor();
      host.show(withRunBroken(allDrawn, 'The disk is full.'));
      await page.locator('vlp-notice').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.close();
    });
  }
});
