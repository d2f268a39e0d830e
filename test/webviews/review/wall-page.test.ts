import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { startBrowser } from '../browser-page.ts';
import { deeds, did, openReview, ready, says, status } from './opened-review.ts';

const view = { mode: 'grid', show: 'all', where: '', order: { by: 'plan' } } as const;

describe('the wall of a review', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(count: number, memory?: unknown) {
    const opened = await openReview(browser, { snapshot: { view }, count, memory });
    await opened.page.locator('.tile img').first().waitFor();
    return opened;
  }

  const current = (page: Page, place: number) => page.locator(`.tile.current[data-place="${place}"]`).waitFor();
  const selected = (page: Page, words: string) => page.locator('vlp-bulk-bar', { hasText: words }).waitFor();
  const asked = (page: Page, words: string) => page.locator('.asked', { hasText: words }).waitFor();

  it('holds only what is in view, of however many images', async () => {
    const { page, host, complaints } = await open(100_000);
    assert.ok((await page.locator('.tile').count()) < 150);
    await page.keyboard.press('End');
    await current(page, 99_999);
    await page.locator('.tile.current img').waitFor();
    assert.ok((await page.locator('.tile').count()) < 150);
    assert.ok(host.asked.filter((call) => call.startsWith('images')).length < 12, host.asked.join('\n'));
    assert.equal(await page.locator('[role=grid]').getAttribute('aria-activedescendant'), 'image-99999');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('decides about the current image at once, and goes on', async () => {
    const { page, host } = await open(40);
    await page.keyboard.press('ArrowRight');
    await current(page, 1);
    await page.keyboard.press('p');
    await page.locator('.tile.kept[data-place="1"]').waitFor();
    await current(page, 2);
    await page.keyboard.press('3');
    await page.locator('.tile[data-place="2"] .caption', { hasText: 'hole' }).waitFor();
    await did(host, 'decide relabel hole hole 2');
    assert.ok(host.deeds.includes('decide accept 1'));
    await page.close();
  });

  it('selects by click, Ctrl, Shift and keys, and says how many', async () => {
    const { page } = await open(200);
    await page.locator('[data-place="2"]').click();
    await current(page, 2);
    await page.locator('[data-place="5"]').click({ modifiers: ['Control'] });
    await selected(page, '2 selected');
    await page.locator('[data-place="9"]').click({ modifiers: ['Shift'] });
    await selected(page, '5 selected');
    await page.keyboard.press('Shift+ArrowRight');
    await selected(page, '6 selected');
    await page.keyboard.press('Escape');
    await page.locator('vlp-bulk-bar .bar').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await selected(page, '1 selected');
    await page.keyboard.press('Control+a');
    await selected(page, '200 selected');
    assert.equal(await page.locator('.tile[aria-selected=false]').count(), 0);
    await page.keyboard.press('Space');
    await selected(page, '199 selected');
    await page.close();
  });

  it('says how many it would change before it changes many, and waits for a yes', async () => {
    const { page, host } = await open(100);
    await did(host, 'watchDecisions 1');
    host.decideElsewhere({ 3: 'k' });
    await status(page, '99 to go');
    await page.keyboard.press('Control+a');
    await selected(page, '100 selected');
    await page.keyboard.press('p');
    await asked(page, 'Accept: 99 of 100 will change');
    await page.keyboard.press('Escape');
    await page.locator('.asked').waitFor({ state: 'detached' });
    assert.ok(!host.deeds.some((deed) => deed.startsWith('decide')));
    await page.keyboard.press('x');
    await asked(page, 'Reject: 100 of 100 will change');
    await page.locator('.yes:focus').waitFor();
    await page.keyboard.press('Enter');
    await status(page, 'All decided · 0 accepted · 100 rejected');
    await page.keyboard.press('u');
    await asked(page, 'Make undecided: 100 of 100 will change');
    await page.locator('.yes:focus').waitFor();
    await page.keyboard.press('u');
    await status(page, '100 to go');
    await page.keyboard.press('2');
    await asked(page, 'Relabel to dent');
    await page.getByRole('button', { name: 'Leave it' }).click();
    await page.keyboard.press('Escape');
    const made = await deeds(host, (all) => all.filter((deed) => deed.startsWith('decide')).length === 2);
    assert.deepEqual(
      made.filter((deed) => !deed.startsWith('watch')),
      [
        'count accept all',
        'count reject all',
        'decide reject all',
        'count undecide all',
        'decide undecide all',
        'count relabel dent all',
      ],
    );
    await page.close();
  });

  it('rejects many with reasons', async () => {
    const { page, host } = await open(20);
    await page.locator('[data-place="0"]').click();
    await page.locator('[data-place="2"]').click({ modifiers: ['Shift'] });
    await selected(page, '3 selected');
    await page.getByRole('button', { name: 'Reject …' }).click();
    await page.locator('vlp-reason-dialog dialog[open]').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await asked(page, '3 of 3 will change');
    await page.locator('.yes').click();
    await did(host, 'decide reject blurred 0,1,2');
    await status(page, '17 to go · 0 accepted · 3 rejected');
    await page.close();
  });

  it('decides about a hundred thousand at once', async () => {
    const { page } = await open(100_000);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('p');
    await asked(page, 'Accept: 100\u202F000 of 100\u202F000 will change');
    await page.locator('.yes:focus').waitFor();
    await page.keyboard.press('Enter');
    await status(page, 'All decided · 100\u202F000 accepted');
    await page.close();
  });

  it('opens an image by Enter or a double click, and comes back to it', async () => {
    const { page, host } = await open(200);
    await page.locator('[data-place="7"]').click();
    await current(page, 7);
    await page.keyboard.press('Enter');
    await ready(page, 'Image 8 of 200');
    await did(host, 'change {"mode":"cull"}');
    await page.keyboard.press('ArrowRight');
    await says(page, 'Image 9 of 200');
    await page.keyboard.press('g');
    await current(page, 8);
    await page.locator('[data-place="3"]').dblclick();
    await ready(page, 'Image 4 of 200');
    await page.close();
  });

  it('changes the size of its images, and remembers it with the place', async () => {
    const first = await open(2000);
    await first.page.keyboard.press('+');
    await first.page.locator('vlp-size-choice [aria-valuetext="128 pixels"]').waitFor();
    await first.page.keyboard.press('End');
    await current(first.page, 1999);
    await first.page.locator('.tile.current img').waitFor();
    const memory = await eventually(
      () => first.remembered(),
      (state) => /"number":1999/.test(JSON.stringify(state)),
      10_000,
    );
    await first.page.close();
    const { page } = await open(2000, memory);
    await current(page, 1999);
    await page.locator('vlp-size-choice [aria-valuetext="128 pixels"]').waitFor();
    await page.close();
  });
});
