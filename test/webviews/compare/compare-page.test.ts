import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Emitter } from 'vscode-jsonrpc';
import { shownComparison, shownPairs } from '../../../src/extension/panels/compare/compare-snapshot.ts';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import type { Comparison } from '../../../src/protocol/comparison.ts';
import type { Handlers } from '../../../src/protocol/connection/calls.ts';
import type { CompareCalls, CompareSnapshot } from '../../../src/protocol/webviews/compare.ts';
import { comparison, pair } from '../../cli/support/sample-comparison.ts';
import { seriousFaults } from '../axe.ts';
import { openPage, startBrowser } from '../browser-page.ts';
import { themeNames, wear } from '../themes.ts';

const id = { uri: 'file:///a.vlprompt', name: 'preview' };

const idle: CompareSnapshot = {
  id,
  file: 'a.vlprompt',
  before: 'HEAD',
  after: 'now',
  revision: 1,
  activity: { kind: 'idle' },
};

describe('the page of a comparison', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(shown: { found?: Comparison | undefined; snapshot?: CompareSnapshot } = {}, state?: unknown) {
    const { found = comparison(), snapshot = idle } = shown;
    const asked: string[] = [];
    const note = (call: string) => quietly((params: object) => asked.push([call, ...Object.values(params)].join(' ')));
    const current = { found, snapshot };
    const changed = new Emitter<void>();
    const handlers = (ended: AbortSignal): Handlers<CompareCalls> => ({
      watch: (_, { report }) =>
        watchSnapshots({ snapshot: () => current.snapshot, onDidChange: changed.event }, { signal: ended, report }),
      comparison: async () => shownComparison(current.found),
      pairs: async (question) => shownPairs(current.found, question, (file) => `https://webview.test${file}`),
      choose: note('choose'),
      compare: note('compare'),
      cancel: note('cancel'),
      pinBaseline: note('pinBaseline'),
      revealWords: note('revealWords'),
      revealPrompt: note('revealPrompt'),
      openImage: note('openImage'),
      revealStatement: note('revealStatement'),
      trustWorkspace: note('trustWorkspace'),
      showLog: note('showLog'),
    });
    const opened = await openPage<CompareCalls>(browser, 'compare', handlers, state);
    await opened.page.locator('vlp-compare-bar').waitFor();
    const show = (next: Partial<typeof current>) => {
      Object.assign(current, next);
      changed.fire();
    };
    return { asked, show, ...opened };
  }

  const tab = (page: Page, name: string) => page.getByRole('tab', { name });

  it('says which sides are compared, what is clear, and with which evidence', async () => {
    const { page, complaints } = await open();
    assert.deepEqual(await page.locator('.side').allInnerTexts(), ['HEAD', 'now']);
    assert.equal(
      await page.locator('.verdict').first().innerText(),
      'Of 6 numbers 1 became better and 1 worse. Images that are not drawn are not in it.',
    );
    const rows = await page.locator('vlp-number-list tbody tr').allInnerTexts();
    assert.equal(rows.length, 4, 'of single classes what is clear alone');
    assert.match(rows[0] ?? '', /accuracy\s+holdout\s+▲ better\s+\+7\.2\s+\+2\.1 … \+12\.0 · n 500\s+80\.0%\s+87\.2%/);
    await page.getByRole('button', { name: 'Show 2 numbers of single classes' }).click();
    assert.equal(await page.locator('vlp-number-list tbody tr').count(), 6);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('leads from words and statements to their lines', async () => {
    const { page, asked } = await open();
    await page.getByRole('button', { name: 'check recall(shirt) >= 80%' }).click();
    await tab(page, 'Words').click();
    assert.deepEqual(await page.locator('vlp-word-list del').allInnerTexts(), [' red']);
    assert.deepEqual(await page.locator('vlp-word-list ins').allInnerTexts(), [' blue', 'a photo of a bag']);
    await page.getByRole('button', { name: 'Show line 3' }).first().click();
    await page.waitForFunction('true');
    assert.deepEqual(asked, ['revealStatement 1', 'revealWords 0']);
    await page.close();
  });

  it('shows pictures in pairs, the largest change first, and what did not change folded away', async () => {
    const { page } = await open();
    await tab(page, 'Pictures').click();
    const pairs = page.locator('vlp-pair-list .pair');
    await pairs.nth(1).waitFor();
    assert.match(
      (await pairs.nth(0).getAttribute('aria-label')) ?? '',
      /image 2, pixels differ by 50\.0% · other words and seed/,
    );
    assert.equal(await pairs.count(), 2);
    await page.locator('summary', { hasText: 'The same (1)' }).click();
    await page.locator('vlp-pair-list[data-kind="same"] .pair').waitFor();
    await page.close();
  });

  it('is worked without a mouse: from a pair to its pictures, through all of them, and back', async () => {
    const { page, asked } = await open();
    await tab(page, 'Better or worse').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('vlp-pair-list .pair').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('vlp-pair-viewer h2', { hasText: 'image 1' }).waitFor();
    await page.keyboard.press('p');
    await page.locator('vlp-pair-viewer h2', { hasText: 'image 2' }).waitFor();
    await page.keyboard.press('n');
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('Home');
    assert.equal(await slider.getAttribute('aria-valuetext'), '0%');
    await page.keyboard.press('End');
    assert.equal(await slider.getAttribute('aria-valuetext'), '100%');
    await page.getByRole('button', { name: 'Line 3' }).click();
    await page.keyboard.press('Escape');
    await page.locator('vlp-pair-viewer').waitFor({ state: 'detached' });
    assert.match((await page.locator('.pair:focus').getAttribute('aria-label')) ?? '', /image 1/);
    assert.deepEqual(asked, ['revealPrompt 0 0 after']);
    await page.close();
  });

  it('blinks, and stands still for who asked for less motion', async () => {
    const { page } = await open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await tab(page, 'Pictures').click();
    await page.locator('vlp-pair-list .pair').first().click();
    await tab(page, 'Blink').click();
    const picture = page.locator('.blink img');
    assert.match((await picture.getAttribute('src')) ?? '', /b\.png$/);
    await page.getByRole('button', { name: 'Show the other picture' }).click();
    assert.match((await picture.getAttribute('src')) ?? '', /a\.png$/);
    await page.close();
  });

  it('shows how the matrix moved', async () => {
    const { page } = await open();
    await tab(page, 'Matrix').click();
    const cell = page.locator('vlp-heat-map .cell').first();
    await cell.waitFor();
    assert.match(
      (await cell.getAttribute('aria-label')) ?? '',
      /shirt judged as shirt: 62\.0% of 50, before 90\.0% of 50/,
    );
    assert.match((await cell.getAttribute('class')) ?? '', /worse/);
    await page.close();
  });

  it('offers to make what is missing', async () => {
    const { page, asked } = await open();
    await page.locator('vlp-notice', { hasText: '1 of 10 images of both sides are not drawn' }).waitFor();
    await page.getByRole('button', { name: 'Draw and judge' }).click();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('button', { name: 'Pin as baseline' }).click();
    await page.waitForFunction('true');
    assert.deepEqual(asked, ['compare draw', 'choose', 'pinBaseline']);
    await page.close();
  });

  it('says what goes on, and stops it', async () => {
    const activity = { kind: 'comparing', label: 'Judging holdout', done: 3, total: 9, secondsLeft: 2 } as const;
    const { page, asked } = await open({ snapshot: { ...idle, revision: 0, activity } });
    await page.getByText('Judging holdout · 3 of 9 · 2 s left').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction('true');
    assert.deepEqual(asked, ['cancel']);
    await page.close();
  });

  it('says why it failed, and what an untrusted workspace cannot do', async () => {
    const failed = { kind: 'failed', sentence: '`HEAD` is no commit.' } as const;
    const { page, asked, show } = await open({ snapshot: { ...idle, revision: 0, activity: failed } });
    await page.locator('vlp-notice', { hasText: 'is no commit' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    show({ snapshot: { ...idle, revision: 0, activity: { kind: 'untrusted', sentence: 'Not trusted.' } } });
    await page.getByRole('button', { name: 'Manage trust' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Compare with…' }).isDisabled(), true);
    assert.deepEqual(asked, ['compare judge']);
    await page.close();
  });

  it('takes in a new comparison, and comes back to where it was', async () => {
    const { page, show, remembered } = await open();
    await tab(page, 'Pictures').click();
    await page.locator('vlp-pair-list .pair').first().waitFor();
    const pictures = [{ recipe: 'preview', pairs: [pair({ row: 'coat' })] }];
    show({ found: comparison({ pictures }), snapshot: { ...idle, revision: 2 } });
    await page.locator('.pair', { hasText: 'coat' }).waitFor();
    const state = await remembered();
    await page.close();
    const again = await open({}, state);
    await again.page.locator('vlp-pair-list .pair').first().waitFor();
    await again.page.close();
  });

  it('shows thousands of pairs page by page', async () => {
    const pairs = Array.from({ length: 5000 }, (_, i) =>
      pair({ row: `class ${i}`, pixels: { kind: 'changed', distance: i / 5000 } }),
    );
    const { page } = await open({ found: comparison({ pictures: [{ recipe: 'preview', pairs }] }) });
    await tab(page, 'Pictures').click();
    await page.getByRole('button', { name: 'Show more (60 of 5000)' }).click();
    await page.getByRole('button', { name: 'Show more (120 of 5000)' }).waitFor();
    assert.match((await page.locator('.pair').first().getAttribute('aria-label')) ?? '', /class 4999/);
    await page.close();
  });

  it('shows words as words, whatever they look like', async () => {
    const evil = '<img src=x onerror="window.evil = 1">';
    const words = [{ what: 'prompt', where: evil, pieces: [{ kind: 'added', text: evil }], count: 1 }] as const;
    const { page, complaints } = await open({ found: comparison({ words, notes: [evil] }) });
    await tab(page, 'Words').click();
    assert.equal(await page.locator('ins').innerText(), evil);
    assert.equal(await page.evaluate('window.evil'), undefined);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  for (const theme of themeNames) {
    it(`has no serious fault of accessibility, ${theme}`, async () => {
      const { page } = await open();
      await page.route('https://webview.test/store/**', (route) =>
        route.fulfill({ contentType: 'image/svg+xml', body: picture(route.request().url().includes('a.png')) }),
      );
      await wear(page, theme);
      for (const name of ['Better or worse', 'Words', 'Pictures', 'Matrix']) {
        await tab(page, name).click();
        if (name === 'Pictures') await page.locator('.pair').first().click();
        assert.deepEqual(await seriousFaults(page), [], name);
        await keep(page, `${theme}-${name.split(' ')[0]?.toLowerCase()}`);
      }
      await page.close();
    });
  }
});

function picture(isBefore: boolean): string {
  const [colour, x] = isBefore ? ['#b33', 16] : ['#36b', 22];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#eee"/><path d="M${x} 14h24l8 10-6 5v22H${x - 2}V29l-6-5z" fill="${colour}"/></svg>`;
}

/** With `VLPROMPT_SCREENSHOTS` set to a folder, pictures are left there for people. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.VLPROMPT_SCREENSHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `compare-${name}.png`) });
}
