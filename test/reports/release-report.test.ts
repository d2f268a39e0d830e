import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { ReleaseDiff, ReleaseImage } from '../../src/protocol/releases.ts';
import { makeReleaseReport } from '../../src/reports/release-report.ts';
import { seriousFaults } from '../webviews/axe.ts';
import { startBrowser } from '../webviews/browser-page.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the page of what differs between releases', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-diff-'));
    await writeFile(path.join(folder, 'one.png'), png);
  });

  afterEach(() => rm(folder, { recursive: true }));

  function image(number: number, own: Partial<ReleaseImage> = {}): ReleaseImage {
    const id = number.toString(16).padStart(64, '0');
    return { id, sha256: id, class: 'shirt', split: 'train', file: path.join(folder, 'one.png'), ...own };
  }

  function diffOf(own: Partial<ReleaseDiff> = {}): ReleaseDiff {
    const lists = { added: [image(1)], removed: [image(2, { class: 'boot' })] };
    return {
      name: 'train',
      before: '1.0.0',
      after: '2.0.0',
      change: 'major',
      counts: { added: 1, removed: 1, relabelled: 1, moved: 1, same: 5 },
      ...lists,
      relabelled: [{ before: image(3), after: image(3, { class: 'boot' }) }],
      moved: [{ before: image(4), after: image(4, { split: 'val' }) }],
      notes: [],
      ...own,
    };
  }

  const pageOf = (own: Partial<ReleaseDiff> = {}) => makeReleaseReport(diffOf(own), [folder]);

  it('shows what came, went and changed, with its pictures', async () => {
    const page = await pageOf();
    assert.equal(page.split('<img src="data:image/png;base64,').length - 1, 4);
    assert.match(page, /train: <del>shirt<\/del> → <ins>boot<\/ins>/);
    assert.match(page, /shirt: <del>train<\/del> → <ins>val<\/ins>/);
    assert.match(page, /<h3>train · boot <small>1<\/small><\/h3>/);
  });

  it('takes names and prompts as text, and no picture from elsewhere', async () => {
    const strange = image(9, { class: '<script>x</script>', prompt: '"><img onerror=x>', file: '/etc/hostname' });
    const page = await pageOf({ added: [strange], relabelled: [], moved: [], removed: [] });
    assert.equal(page.includes('<script>'), false);
    assert.equal(page.includes('<img'), false);
    assert.match(page, /not here/);
  });

  it('counts what would be too many', async () => {
    const many = Array.from({ length: 450 }, (_, i) => image(i));
    const page = await pageOf({ added: many });
    assert.match(page, /Added <small class="quiet">450<\/small>/);
    assert.match(page, /… and 150 more\./);
  });

  it('says when nothing differs', async () => {
    const none = { added: [], removed: [], relabelled: [], moved: [], change: 'none' } as const;
    assert.match(await pageOf(none), /Nothing has changed\./);
  });

  describe('opened', () => {
    let browser: Browser;

    before(async () => {
      browser = await startBrowser();
    });

    after(() => browser.close());

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`can be read by all, ${colorScheme}`, async () => {
        const page = await browser.newPage({ viewport: { width: 900, height: 700 }, colorScheme });
        const gone = diffOf().removed.map(({ file: _, ...rest }) => rest);
        await page.setContent(await pageOf({ removed: gone }));
        assert.deepEqual(await seriousFaults(page), []);
        await page.close();
      });
    }
  });
});
