import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { reportPage } from '../../src/reports/page.ts';
import { contents } from '../cli/support/sample.ts';
import { seriousFaults } from '../webviews/axe.ts';
import { startBrowser } from '../webviews/browser-page.ts';

const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const classes = ['saw', 'file', 'tongs'];
/** Cells of every strength, right ones and wrong ones. */
const confusion = [
  [10, 0, 0],
  [6, 4, 0],
  [0, 9, 1],
];
const text = reportPage(contents(classes, { real: { classes, confusion }, drawn: { classes, confusion } }), {
  addressOf: () => pixel,
  omitted: 0,
});

describe('a report, opened whole', () => {
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });

  after(() => browser.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const verdict of ['passed', 'failed', 'needs-review']) {
      it(`can be read by all, ${colorScheme}, ${verdict}`, async () => {
        const page = await browser.newPage({ viewport: { width: 900, height: 700 }, colorScheme });
        await page.setContent(text.replace('class="verdict failed"', `class="verdict ${verdict}"`));
        await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
        assert.equal(await page.locator(`.verdict.${verdict}`).count(), 1);
        assert.deepEqual(await seriousFaults(page), []);
        await page.close();
      });
    }
  }
});
