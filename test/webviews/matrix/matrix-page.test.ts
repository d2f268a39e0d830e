import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { Emitter } from 'vscode-jsonrpc';
import { evaluationState, withReport } from '../../../src/extension/boards/evaluation-state.ts';
import { cellImages, matrixSnapshot } from '../../../src/extension/panels/matrix-snapshot.ts';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import type { Handlers } from '../../../src/protocol/calls.ts';
import type { JudgedImage } from '../../../src/protocol/evaluation.ts';
import type { MatrixCalls, MatrixSnapshot } from '../../../src/protocol/webviews/matrix.ts';
import { evaluation, report } from '../../extension/sample-plans.ts';
import { openPage, startBrowser } from '../browser-page.ts';

const judged = (file: string, actual: number, predicted: number): JudgedImage => ({
  file,
  actual,
  predicted,
  confidence: 0.7,
  margin: 0.4,
});
const last = report({
  images: [judged('/d/a.png', 0, 0), judged('/d/b.png', 1, 0), judged('/d/c.png', 1, 0)],
  held: false,
});
const plan = evaluation('zeroshot');
const id = { uri: 'file:///a.vlprompt', name: 'zeroshot' };
const shown = matrixSnapshot({
  id,
  state: withReport(evaluationState(plan), last, plan),
  availability: { kind: 'ready' },
});

describe('the matrix page', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(snapshot: MatrixSnapshot, state?: unknown) {
    const asked: string[] = [];
    const note = (call: string) => quietly((params: object) => asked.push([call, ...Object.values(params)].join(' ')));
    const never = new Emitter<void>();
    const handlers = (ended: AbortSignal): Handlers<MatrixCalls> => ({
      watch: (_, { report }) =>
        watchSnapshots({ snapshot: () => snapshot, onDidChange: never.event }, { signal: ended, report }),
      cellImages: async (cell) => cellImages(last, cell, (file) => `https://webview.test${file}`),
      evaluate: note('evaluate'),
      cancel: note('cancel'),
      revealImage: note('revealImage'),
      openImage: note('openImage'),
      revealStatement: note('revealStatement'),
      trustWorkspace: note('trustWorkspace'),
      showLog: note('showLog'),
    });
    const opened = await openPage<MatrixCalls>(browser, 'matrix', handlers, state);
    await opened.page.locator('vlp-matrix-bar').waitFor();
    return { asked, ...opened };
  }

  it('shows counts, their meaning, and the number with its evidence', async () => {
    const { page, complaints } = await open(shown);
    assert.deepEqual(await page.locator('.cell').allInnerTexts(), ['1', '0', '0', '1']);
    assert.equal(await page.locator('.cell').first().getAttribute('aria-label'), '1 of 1 cat judged rightly (100.0 %)');
    assert.equal(await page.locator('.accuracy').innerText(), '84.3 %');
    await page.getByText('accuracy · n 600 · 95 % interval 84.3 – 84.3 %').waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('opens what does not hold, and leads to its line', async () => {
    const { page, asked } = await open(shown);
    await page.locator('summary', { hasText: '1 of 1 statement does not hold' }).waitFor();
    await page.getByRole('button', { name: 'expect accuracy >= 80%' }).click();
    await page.locator('.cell').first().click();
    await page.locator('vlp-cell-images .image').waitFor();
    assert.deepEqual(asked, ['revealStatement 0']);
    await page.close();
  });

  it('is worked without a mouse, from the cell to its images and back', async () => {
    const { page, asked } = await open(shown);
    await page.locator('.cell').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('vlp-cell-images h2', { hasText: 'dog, judged as cat, on holdout' }).waitFor();
    await page.locator('vlp-cell-images .image:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.locator('vlp-cell-images').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.cell:focus').getAttribute('aria-label'), '0 of 1 dog judged as cat (0.0 %)');
    assert.deepEqual(asked, ['revealImage 0 2']);
    await page.close();
  });

  it('opens again the cell that was open when the tab was left', async () => {
    const { page, remembered } = await open(shown);
    await page.locator('.cell').nth(2).click();
    await page.locator('vlp-cell-images .image').first().waitFor();
    const state = await remembered();
    await page.close();
    const again = await open(shown, state);
    await again.page.locator('vlp-cell-images .image').nth(1).waitFor();
    await again.page.close();
  });

  it('says what to do when nothing is judged', async () => {
    const empty = matrixSnapshot({ id, state: evaluationState(plan), availability: { kind: 'ready' } });
    const { page } = await open(empty);
    await page.locator('vlp-notice', { hasText: 'Nothing is judged yet' }).waitFor();
    await page.getByRole('button', { name: 'Evaluate' }).waitFor();
    await page.close();
  });

  it('offers to trust, and nothing else, where the workspace is not trusted', async () => {
    const untrusted = matrixSnapshot({
      id,
      state: undefined,
      availability: { kind: 'untrusted', sentence: 'Not trusted.' },
    });
    const { page } = await open(untrusted);
    await page.getByRole('button', { name: 'Manage trust' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Evaluate' }).isDisabled(), true);
    await page.close();
  });
});
