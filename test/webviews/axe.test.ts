import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { seriousFaults } from './axe.ts';
import { startBrowser } from './browser-page.ts';
import { wear } from './themes.ts';

describe('the look for faults of accessibility', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('finds what is wrong, in shadow roots too, and nothing where nothing is', async () => {
    const page = await browser.newPage();
    await page.setContent(`<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>
      <main><h1>Words</h1><p style="color: var(--vscode-foreground)">to read</p><div id="host"></div></main></body></html>`);
    await wear(page, 'light');
    assert.deepEqual(await seriousFaults(page), []);
    await page.evaluate(`document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML =
      '<button></button><p style="color: #eee; background: #fff">pale</p>'`);
    const faults = await seriousFaults(page);
    assert.deepEqual(faults.map((fault) => fault.split(':')[0]).sort(), ['button-name', 'color-contrast']);
    assert.match(faults[0] ?? '', /#host/);
    await page.close();
  });
});
