import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { ReviewCalls, ReviewSnapshot } from '../../../src/protocol/webviews/review.ts';
import { recipe } from '../../extension/sample-plans.ts';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { seriousFaults } from '../axe.ts';
import { openPage, startBrowser } from '../browser-page.ts';
import { themeNames, wear } from '../themes.ts';
import { SampleReview } from './sample-review.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 2 });

describe('the page of a review', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(changes: Partial<ReviewSnapshot> = {}, memory?: unknown, reviewed = plan) {
    const host = new SampleReview(reviewed, changes);
    const opened = await openPage<ReviewCalls>(browser, 'review', host.handlers, memory);
    await opened.page.locator('vlp-review-bar').waitFor();
    return { host, ...opened };
  }

  /** Waits until the page says so. */
  const says = (page: Page, place: string) => page.locator('aside [role=status]', { hasText: place }).waitFor();
  const status = (page: Page, words: string) => page.locator('.status', { hasText: words }).waitFor();

  it('shows one image with its neighbours, under a content policy that refuses nothing of it', async () => {
    const { page, complaints } = await open();
    await page.locator('.stage img').waitFor();
    await says(page, 'Image 1 of 8 · undecided');
    assert.equal(await page.locator('aside h2').innerText(), 'cat · guidance 1');
    assert.equal(await page.locator('vlp-film-strip button:enabled').count(), 8);
    await status(page, '8 to go · 0 accepted · 0 rejected');
    assert.match(await page.locator('aside').innerText(), /seed/);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('goes on to the next undecided image, until all are decided', async () => {
    const { page, host } = await open();
    await says(page, 'Image 1 of 8');
    await page.keyboard.press('p');
    await says(page, 'Image 2 of 8');
    await page.keyboard.press('x');
    await says(page, 'Image 3 of 8');
    await status(page, '6 to go · 1 accepted · 1 rejected');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('k');
    await says(page, 'Image 5 of 8');
    for (const place of ['6', '7', '8', '3']) {
      await page.keyboard.press('k');
      await says(page, `Image ${place} of 8`);
    }
    await page.keyboard.press('x');
    await status(page, 'All decided · 6 accepted · 2 rejected');
    await says(page, 'Image 3 of 8 · rejected');
    assert.deepEqual(
      host.asked.filter((call) => /^(accept|reject)/.test(call)).map((call) => call.split(' ')[0]),
      ['accept', 'reject', 'accept', 'accept', 'accept', 'accept', 'accept', 'reject'],
    );
    await page.close();
  });

  it('shows a decision at once, and takes back what was not kept', async () => {
    const { page, host } = await open();
    await says(page, 'Image 1 of 8');
    let release = () => {};
    host.gate = new Promise((resolve) => {
      release = resolve;
    });
    host.isFull = true;
    await page.keyboard.press('p');
    await status(page, '7 to go · 1 accepted');
    release();
    await status(page, '8 to go · 0 accepted');
    await page.close();
  });

  it('takes back, pins and undoes', async () => {
    const { page, host } = await open();
    await says(page, 'Image 1 of 8');
    await page.keyboard.press('p');
    await page.keyboard.press('ArrowLeft');
    await says(page, 'Image 1 of 8 · accepted');
    await page.keyboard.press('f');
    await says(page, 'Image 1 of 8 · accepted, pinned');
    await page.keyboard.press('f');
    await page.keyboard.press('u');
    await says(page, 'Image 1 of 8 · undecided');
    await page.keyboard.press('z');
    const key = plan.cells[0]?.images[0]?.key;
    const calls = () => host.asked.filter((call) => !call.startsWith('images'));
    const wanted = [`accept ${key}`, `flag ${key}`, `unflag ${key}`, `undecide ${key}`, 'undo'];
    await eventually(
      async () => calls(),
      (made) => made.length === wanted.length,
      10_000,
    );
    assert.deepEqual(calls(), wanted);
    const last = plan.cells.at(-1)?.images.at(-1)?.key ?? '';
    host.tell({ pointed: { key: last, serial: 1 } });
    await says(page, 'Image 8 of 8');
    await page.close();
  });

  it('takes no letter for a key while a list has the focus, and gives the focus back', async () => {
    const { page, host } = await open();
    await says(page, 'Image 1 of 8');
    await page.locator('select').first().focus();
    await page.keyboard.press('x');
    await page.locator('select').first().selectOption('all');
    await eventually(
      async () => host.asked,
      (asked) => asked.includes('change all plan'),
      10_000,
    );
    assert.ok(!host.asked.some((call) => call.startsWith('reject')));
    // Nothing is decided about an image that nobody sees: those of the new list have to be there.
    await eventually(
      async () => host.asked,
      (asked) => asked.filter((call) => call.startsWith('images')).length > 1,
      10_000,
    );
    await page.locator('.stage img').waitFor();
    await page.locator('.stage:focus').waitFor();
    await page.keyboard.press('x');
    await status(page, '7 to go');
    await page.close();
  });

  it('lists its keys, and takes none meanwhile', async () => {
    const { page, host } = await open();
    await says(page, 'Image 1 of 8');
    await page.keyboard.press('?');
    await page.locator('vlp-key-help dialog[open]', { hasText: 'Accept, and go on' }).waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await page.locator('vlp-key-help dialog[open]').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await status(page, '7 to go · 1 accepted · 0 rejected');
    assert.ok(!host.asked.some((call) => call.startsWith('reject')));
    await page.close();
  });

  it('asks for what is in view alone, of however many images', async () => {
    const many = recipe('preview', { rows: ['cat'], columns: [1], images: 5000 });
    const { page, host } = await open({}, undefined, many);
    await says(page, 'Image 1 of 5000');
    await page.keyboard.press('End');
    await says(page, 'Image 5000 of 5000');
    await page.locator('.stage img').waitFor();
    assert.ok(host.asked.length <= 4, host.asked.join('\n'));
    assert.equal(await page.locator('vlp-film-strip li').count(), 17);
    await page.close();
  });

  it('comes back to the image that was looked at', async () => {
    const key = plan.cells[2]?.images[0]?.key;
    const { page, remembered } = await open({}, { key });
    await says(page, 'Image 5 of 8');
    await page.keyboard.press('ArrowRight');
    await says(page, 'Image 6 of 8');
    await page.locator('.stage img').waitFor();
    assert.deepEqual(await remembered(), { key: plan.cells[2]?.images[1]?.key });
    await page.close();
  });

  it('says why there is nothing to show, and what to do', async () => {
    const { page, host } = await open({ activity: { kind: 'unreadable', sentence: 'It is no JSON.' }, drawn: 0 });
    await page.getByRole('button', { name: 'Open as text' }).click();
    host.show({ activity: { kind: 'untrusted', sentence: 'Trust it.' } });
    await page.getByRole('button', { name: 'Manage trust' }).click();
    host.show({ activity: { kind: 'loading' } });
    await page.locator('.empty', { hasText: 'Looking for images' }).waitFor();
    host.show({ activity: { kind: 'ready' } });
    await page.locator('.empty', { hasText: 'Nothing is drawn yet.' }).waitFor();
    host.tell({ drawn: 8 });
    host.show({ view: { show: 'rejected', order: 'plan' } });
    await page.locator('.empty', { hasText: 'No image is like that.' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await says(page, 'Image 1 of 8');
    assert.deepEqual(
      host.asked.filter((call) => !call.startsWith('images')),
      ['openAsText', 'trustWorkspace', 'change all plan'],
    );
    await page.close();
  });

  it('offers scores to an order that needs them', async () => {
    const { page, host } = await open({ view: { show: 'all', order: 'unsure' } });
    await page.getByRole('button', { name: 'Score' }).click();
    host.tell({ scoring: { kind: 'scoring', done: 3, total: 8 } });
    await page.getByText('Scoring 3 of 8').waitFor();
    host.tell({ scoring: { kind: 'scored' } });
    await page.getByText('Scoring').waitFor({ state: 'detached' });
    assert.ok(host.asked.includes('score'));
    await page.close();
  });

  for (const theme of themeNames) {
    it(`has no serious fault of accessibility in ${theme}`, async () => {
      const { page } = await open();
      await wear(page, theme);
      await says(page, 'Image 1 of 8');
      await page.keyboard.press('x');
      await page.keyboard.press('p');
      await page.keyboard.press('ArrowLeft');
      await says(page, 'Image 2 of 8 · accepted');
      assert.deepEqual(await seriousFaults(page), []);
      await page.close();
    });
  }
});
