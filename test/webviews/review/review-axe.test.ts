import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { ReviewMode } from '../../../src/protocol/webviews/review.ts';
import { seriousFaults } from '../axe.ts';
import { startBrowser } from '../browser-page.ts';
import { themeNames, wear } from '../themes.ts';
import { did, openReview, ready, says } from './opened-review.ts';

describe('a review for everybody', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(mode: ReviewMode) {
    const order = { by: mode === 'pairs' ? 'duplicates' : 'plan' } as const;
    const view = { mode, show: 'all', where: 'class = dent', order } as const;
    const notes = ['One image cannot be read.'];
    const opened = await openReview(browser, {
      snapshot: { view, notes, whereProblem: 'It is no condition.' },
      count: 40,
    });
    await did(opened.host, 'watchDecisions 1');
    opened.host.decideElsewhere({ 1: 'K', 6: 'r' });
    return opened;
  }

  for (const theme of themeNames) {
    it(`has no serious fault of accessibility in ${theme}, one by one`, async () => {
      const { page } = await open('cull');
      await wear(page, theme);
      await ready(page, 'Image 1 of 8 · accepted, pinned');
      await page.keyboard.press('Shift+Digit3');
      await page.keyboard.press('3');
      for (const key of ['w', 'h', 'd', 's']) await page.keyboard.press(key);
      await page.locator('vlp-heat').waitFor();
      await page.locator('.pair > .canvas').nth(1).waitFor();
      await page.locator('vlp-facet-panel .value').first().waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press('Shift+X');
      await page.locator('vlp-reason-dialog dialog[open]').waitFor();
      await page.keyboard.press('1');
      await page.locator('.reason[aria-pressed=true]').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press('Escape');
      await page.locator('vlp-reason-dialog dialog[open]').waitFor({ state: 'detached' });
      await says(page, 'Image 1 of 8');
      await page.keyboard.press('?');
      await page.locator('vlp-key-help dialog[open]').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.close();
    });

    it(`has none in ${theme}, among many`, async () => {
      const { page } = await open('grid');
      await wear(page, theme);
      await page.locator('.tile img').first().waitFor();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowRight');
      await page.locator('vlp-bulk-bar .bar').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press('x');
      await page.locator('.asked .yes:enabled').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.close();
    });

    it(`has none in ${theme}, among near-duplicates`, async () => {
      const { page } = await open('pairs');
      await wear(page, theme);
      await page.locator('.card').first().waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.close();
    });
  }
});
