import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { evaluationState } from '../../../src/extension/boards/evaluation-state.ts';
import type { JudgedImage } from '../../../src/protocol/evaluation.ts';
import { evaluation, report } from '../../extension/sample-plans.ts';
import { seriousFaults } from '../axe.ts';
import { startBrowser } from '../browser-page.ts';
import { themeNames, wear } from '../themes.ts';
import { openMatrix } from './matrix-host.ts';
import { garments, samplePlan, sampleReport } from './sample-evaluation.ts';

const judged = (file: string, actual: number, predicted: number): JudgedImage => ({
  file,
  hash: file,
  actual,
  predicted,
  runnerUp: 1 - predicted,
  confidence: 0.7,
  margin: 0.4,
  truth: actual === predicted ? 0.7 : 0.3,
  rank: actual === predicted ? 1 : 2,
});
const small = report({
  images: [judged('/d/a.png', 0, 0), judged('/d/b.png', 1, 0), judged('/d/c.png', 1, 0)],
  held: false,
});
const smallPlan = evaluation('zeroshot');

const options = { classes: garments, images: 60, alike: { 0: 6, 6: 0, 2: 4, 4: 2 } };
const groups = [{ name: 'shoes', classes: ['sandal', 'sneaker', 'ankle_boot'] }];
const whole = { report: sampleReport(options), plan: samplePlan(options, groups) };
const baseline = sampleReport({ ...options, seed: 9, made: '2026-01-01T03:04:05.000Z' });

describe('the matrix page', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('shows counts, their meaning, and the number with its evidence', async () => {
    const { page, complaints } = await openMatrix(browser, { report: small, plan: smallPlan });
    assert.deepEqual(await page.locator('.cell').allInnerTexts(), ['1', '', '', '1']);
    assert.equal(
      await page.locator('.cell').first().getAttribute('aria-label'),
      '1 of 1 cat judged rightly (100.0%, 95% interval 20.7 – 100.0%)',
    );
    await page.getByText('accuracy 84.3% (n 600 · 84.3 – 84.3%)').waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('opens what does not hold, and leads to its line', async () => {
    const { page, asked } = await openMatrix(browser, { report: small, plan: smallPlan });
    await page.locator('summary', { hasText: '1 of 1 statement does not hold' }).waitFor();
    await page.getByRole('button', { name: 'expect accuracy >= 80%' }).click();
    await page.locator('.cell').first().click();
    await page.locator('vlp-cell-images .image').waitFor();
    assert.deepEqual(asked, ['revealStatement 0']);
    await page.close();
  });

  it('is worked without a mouse, from the cell to its images and back', async () => {
    const { page, asked } = await openMatrix(browser, { report: small, plan: smallPlan });
    await page.locator('.cell').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('vlp-cell-images h2', { hasText: 'dog, judged as cat, on holdout' }).waitFor();
    await page.locator('vlp-cell-images .image:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.locator('vlp-cell-images').waitFor({ state: 'detached' });
    assert.match((await page.locator('.cell:focus').getAttribute('aria-label')) ?? '', /^0 of 1 dog judged as cat/);
    assert.deepEqual(asked, ['revealImage 0 2']);
    await page.close();
  });

  it('opens again what was looked at when the tab was left', async () => {
    const { page, remembered } = await openMatrix(browser, { ...whole, baseline });
    await page.getByRole('tab', { name: 'preview' }).click();
    await select(page, 'Show', 'Share of row (recall)');
    await page.locator('[data-row="0"][data-column="6"]').click();
    await page.locator('vlp-cell-images .image').first().waitFor();
    const state = await remembered();
    await page.close();
    const again = await openMatrix(browser, { ...whole, baseline, remembered: state });
    await again.page.locator('vlp-cell-images h2', { hasText: 'tshirt, judged as shirt, on preview' }).waitFor();
    await again.page.locator('vlp-cell-images .image').first().waitFor();
    assert.equal(
      (await again.page.locator('vlp-matrix-section option:checked').first().innerText()).trim(),
      'Share of row (recall)',
    );
    await again.page.close();
  });

  it('forgets a cell that an earlier version remembered otherwise', async () => {
    const remembered = { open: { source: 0, actual: 1, predicted: 0 } };
    const { page, complaints } = await openMatrix(browser, { report: small, plan: smallPlan, remembered });
    await page.locator('.cell').first().waitFor();
    assert.equal(await page.locator('vlp-cell-images').count(), 0);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('says what to do when nothing is judged', async () => {
    const { page } = await openMatrix(browser, { plan: smallPlan });
    await page.locator('vlp-notice', { hasText: 'Nothing is judged yet' }).waitFor();
    await page.getByRole('button', { name: 'Evaluate' }).waitFor();
    await page.close();
  });

  it('offers to trust, and nothing else, where the workspace is not trusted', async () => {
    const view = { availability: { kind: 'untrusted', sentence: 'Not trusted.' } } as const;
    const { page } = await openMatrix(browser, { plan: smallPlan, view });
    await page.getByRole('button', { name: 'Manage trust' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Evaluate' }).isDisabled(), true);
    await page.close();
  });

  it('compares with the run before, and frames only what changed by more than chance', async () => {
    const { page } = await openMatrix(browser, { ...whole, baseline });
    await page.locator('vlp-matrix-section select').first().selectOption({ index: 3 });
    await page.locator('.cell.same').first().waitFor();
    const label = await page.locator('[data-row="0"][data-column="6"]').getAttribute('aria-label');
    assert.match(
      label ?? '',
      /tshirt judged as shirt: [\d.]+% of 60, before [\d.]+% of 60: [+−][\d.]+ points \(95% interval/,
    );
    await page.close();
  });

  it('cannot be asked for a difference where there is nothing to compare with', async () => {
    const { page } = await openMatrix(browser, whole);
    const option = page.locator('option', { hasText: 'Difference (no earlier run)' });
    assert.equal(await option.evaluate((element) => (element as unknown as { disabled: boolean }).disabled), true);
    await page.close();
  });

  it('shows a group as one class, and opens the images of all of it', async () => {
    const { page } = await openMatrix(browser, whole);
    await page.getByRole('button', { name: 'shoes (3)' }).click();
    await page.locator('.name.group', { hasText: 'shoes' }).waitFor();
    assert.equal(await page.locator('.row').count(), 8);
    const shoes = page.locator('[data-row="5"][data-column="5"]');
    const count = Number(await shoes.innerText());
    await shoes.click();
    await page.locator('vlp-cell-images header', { hasText: `${count} images` }).waitFor();
    await page.close();
  });

  it('orders by confusion, so that classes that are confused are neighbours', async () => {
    const { page } = await openMatrix(browser, whole);
    await select(page, 'Order', 'By confusion');
    const names = await page.locator('.row .name').allInnerTexts();
    assert.equal(Math.abs(names.indexOf('tshirt') - names.indexOf('shirt')), 1);
    assert.equal(Math.abs(names.indexOf('pullover') - names.indexOf('coat')), 1);
    await page.close();
  });

  it('holds a part of a hundred classes only, and brings any cell into view by keyboard', async () => {
    const many = { classes: Array.from({ length: 100 }, (_, index) => `class_${index}`), images: 4 };
    const { page } = await openMatrix(browser, { report: sampleReport(many), plan: samplePlan(many) });
    await page.locator('.cell').first().focus();
    assert.ok((await page.locator('.cell').count()) < 6000);
    await page.keyboard.press('Control+End');
    await page.locator('.cell:focus[data-row="99"][data-column="99"]').waitFor();
    const isSeen = await page.locator('.cell:focus').evaluate((cell) => {
      const [inner, outer] = [cell, cell.closest('.scroller')].map((one) => one?.getBoundingClientRect());
      return inner && outer && inner.bottom <= outer.bottom + 1 && inner.right <= outer.right + 1;
    });
    assert.equal(isSeen, true);
    await page.close();
  });

  it('sorts classes, marks those of few images, and shows the mistakes of one', async () => {
    const { page } = await openMatrix(browser, whole);
    await page.getByRole('tab', { name: 'Classes' }).click();
    await page.getByRole('button', { name: 'images' }).click();
    assert.deepEqual((await page.locator('tbody .link').allInnerTexts()).slice(0, 2), ['dress', 'sneaker']);
    assert.equal(await page.locator('tr', { hasText: 'sneaker' }).locator('.badge').innerText(), 'few images');
    await page.getByRole('button', { name: 'tshirt', exact: true }).click();
    await page.locator('vlp-cell-images h2', { hasText: 'tshirt, judged as another class, on holdout' }).waitFor();
    await page.locator('vlp-cell-images', { hasText: 'a photo of a tshirt' }).waitFor();
    await page.close();
  });

  it('shows confused pairs with both wordings, which lead to their lines', async () => {
    const { page, asked } = await openMatrix(browser, whole);
    await page.getByRole('tab', { name: 'Confused pairs' }).click();
    const first = page.locator('li.pair').first();
    await first.locator('h4', { hasText: 'tshirt' }).waitFor();
    await first.getByRole('button', { name: 'a product photo of a shirt' }).click();
    assert.deepEqual(asked, ['revealWording 6 1']);
    await page.close();
  });

  it('draws the reliability of the judge and says what its temperature means', async () => {
    const { page } = await openMatrix(browser, whole);
    await page.getByRole('tab', { name: 'Confidence' }).click();
    await page.getByRole('img', { name: 'Reliability diagram' }).waitFor();
    await page.getByText(/Fitted temperature \d\.\d\d: the judge is/).waitFor();
    await page.getByText(/Expected calibration error [\d.]+% \(n \d+ · 95% interval/).waitFor();
    await page.close();
  });

  it('measures each line when asked to, tells how far it is, and can be stopped', async () => {
    const running = { kind: 'running', label: 'Judging holdout', done: 3, total: 9 } as const;
    const { page, asked } = await openMatrix(browser, { ...whole, analysed: running });
    await page.getByRole('tab', { name: 'Lines' }).click();
    await page.getByRole('button', { name: 'Measure each line' }).click();
    await page.getByText('Judging holdout · 3 of 9').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Measure each line' }).waitFor();
    assert.deepEqual(asked, ['analyse contributions', 'cancelAnalysis contributions']);
    await page.close();
  });

  it('says what each line adds, and only what the interval allows', async () => {
    const { page, asked } = await openMatrix(browser, whole);
    await page.getByRole('tab', { name: 'Lines' }).click();
    await page.getByRole('button', { name: 'Measure each line' }).click();
    await page.getByText('+3.1 points (n 600 · 95% interval +1.2 to +5.0)').waitFor();
    const verdicts = await page.locator('vlp-contributions .both span').allInnerTexts();
    assert.deepEqual(
      verdicts.filter((words) => /[a-z]/.test(words)),
      ['helps', 'unclear', 'harms'],
    );
    await page.getByRole('button', { name: 'a blurry photo of a shirt' }).click();
    assert.deepEqual(asked, ['analyse contributions', 'revealContribution 0 2']);
    await page.close();
  });

  it('says why nothing can be measured while the report is of other words', async () => {
    const view = { state: { ...evaluationState(whole.plan), report: whole.report, isStale: true } };
    const { page } = await openMatrix(browser, { ...whole, view });
    await page.getByRole('tab', { name: 'Lines' }).click();
    await page.getByText('evaluate again first').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Measure each line' }).isDisabled(), true);
    await page.close();
  });

  it('draws a map; a lasso and the keyboard select images', async () => {
    const { page } = await openMatrix(browser, whole);
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.getByRole('button', { name: 'Draw the map' }).click();
    const box = await page.locator('vlp-map-canvas').boundingBox();
    assert.ok(box);
    const corners = [
      [2, 2],
      [box.width - 2, 2],
      [box.width - 2, box.height - 2],
      [2, box.height - 2],
    ] as const;
    await page.mouse.move(box.x + 2, box.y + 2);
    await page.mouse.down();
    for (const [x, y] of corners) await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
    await page.mouse.up();
    const total = whole.report.sources.reduce((sum, { images }) => sum + images.length, 0);
    await page.locator('vlp-cell-images header', { hasText: `${total} images` }).waitFor();
    await page.locator('vlp-cell-images .counts', { hasText: 'tshirt 120' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Select 20 images of sneaker' }).click();
    await page.locator('vlp-cell-images header', { hasText: '20 images' }).waitFor();
    await page.locator('vlp-map-canvas canvas').focus();
    await page.keyboard.press('Enter');
    await page.locator('vlp-cell-images header', { hasText: `${total} images` }).waitFor();
    await page.close();
  });

  it('says the map in a table, too', async () => {
    const { page } = await openMatrix(browser, whole);
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.getByRole('button', { name: 'Draw the map' }).click();
    await page.getByText('The map as a table').click();
    await page.locator('vlp-map-table tbody tr').last().waitFor();
    assert.equal(await page.locator('vlp-map-table tbody tr').count(), garments.length);
    await page.close();
  });

  for (const theme of themeNames) {
    it(`has no serious fault of accessibility, in ${theme}`, async () => {
      const { page, complaints } = await openMatrix(browser, { ...whole, baseline });
      await wear(page, theme);
      const faults: string[] = [];
      for (const name of ['Matrix', 'Classes', 'Confused pairs', 'Confidence', 'Lines', 'Map']) {
        await page.getByRole('tab', { name }).click();
        if (name === 'Lines') await page.getByRole('button', { name: 'Measure each line' }).click();
        if (name === 'Map') await page.getByRole('button', { name: 'Draw the map' }).click();
        if (name === 'Matrix') await page.locator('[data-row="0"][data-column="6"]').click();
        faults.push(...(await seriousFaults(page)));
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }
});

async function select(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label).selectOption({ label: option });
}
