import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../browser-page.ts';
import { deeds, did, openReview, ready, status } from './opened-review.ts';

const view = { mode: 'pairs', show: 'all', where: '', order: { by: 'duplicates' } } as const;

describe('near-duplicates side by side', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  const group = (page: Page, words: string) => page.locator('vlp-pairs-view .bar', { hasText: words }).waitFor();

  async function open() {
    const opened = await openReview(browser, { snapshot: { view }, count: 9 });
    await group(opened.page, 'Group 1 · 3 images · 3 undecided');
    return opened;
  }

  it('shows a group, how alike its images are, and in what they differ', async () => {
    const { page, complaints } = await open();
    assert.equal(await page.locator('.card').count(), 3);
    const second = page.locator('.card').nth(1);
    assert.match(await second.innerText(), /likeness\s+0\.980/);
    assert.match(await second.innerText(), /seed\s+1001/);
    assert.doesNotMatch(await second.innerText(), /steps/, 'they have as many');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('keeps one and rejects the others by a digit, and goes on to the next group', async () => {
    const { page, host } = await open();
    await page.keyboard.press('2');
    await group(page, 'Group 2 · 3 images · 3 undecided');
    await status(page, '6 to go · 1 accepted · 2 rejected');
    await page.keyboard.press('a');
    await group(page, 'Group 3 · 3 images · 3 undecided');
    await status(page, '3 to go · 4 accepted · 2 rejected');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await group(page, 'Group 1 · 3 images · 0 undecided');
    await page.locator('.card.kept').nth(0).waitFor();
    const made = await deeds(host, (all) => all.filter((deed) => deed.startsWith('decide')).length === 3);
    assert.deepEqual(
      made.filter((deed) => deed.startsWith('decide')),
      ['decide reject duplicate 0,2', 'decide accept 1', 'decide accept 3,4,5'],
    );
    await page.close();
  });

  it('decides about the image that is looked at, as everywhere', async () => {
    const { page, host } = await open();
    await page.keyboard.press('ArrowRight');
    await page.locator('.card.current').nth(0).waitFor();
    await page.keyboard.press('x');
    await did(host, 'decide reject 1');
    await page.locator('.card.rejected').waitFor();
    await page.keyboard.press('n');
    await group(page, 'Group 2');
    await page.close();
  });

  it('says that they are no duplicates, and goes on', async () => {
    const { page, host } = await open();
    await page.keyboard.press('e');
    await did(host, 'tellApart 1 0,1,2');
    await group(page, 'Group 2');
    await page.close();
  });

  it('orders by near-duplicates when it is gone to, and as before when it is left', async () => {
    const { page, host } = await openReview(browser, { count: 9 });
    await ready(page, 'Image 1 of 9');
    await page.keyboard.press('v');
    await did(host, 'change {"mode":"pairs","order":{"by":"duplicates"}}');
    await group(page, 'Group 1');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await did(host, 'change {"mode":"cull"}');
    await ready(page, 'Image 2 of 9');
    await page.keyboard.press('v');
    await group(page, 'Group 1');
    await page.keyboard.press('c');
    await did(host, 'change {"mode":"cull","order":{"by":"plan"}}');
    await ready(page, 'Image 2 of 9');
    await page.close();
  });

  it('says where groups are when another order is chosen', async () => {
    const { page, host } = await open();
    host.show({ view: { order: { by: 'plan' } } });
    await page.getByRole('button', { name: 'Order by near-duplicates' }).click();
    await did(host, 'change {"order":{"by":"duplicates"}}');
    await group(page, 'Group 1');
    await page.close();
  });
});
