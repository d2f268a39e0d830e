import assert from 'node:assert/strict';
import { columnsOf } from '../../../src/cli/terminal/columns.ts';
import { createProgressLine } from '../../../src/cli/terminal/progress-line.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';

const drawing = { label: 'Drawing preview', unit: 'image', total: 40 };

describe('createProgressLine', () => {
  it('draws one line over and over, and takes it away', () => {
    const terminal = recordedTerminal({ interactive: true });
    let time = 0;
    const line = createProgressLine(terminal, () => time);
    line.show({ ...drawing, done: 10, secondsLeft: 8 });
    time = 100;
    line.show({ ...drawing, done: 20, fraction: 0.5 });
    line.clear();
    assert.deepEqual(terminal.notes, [
      'Drawing preview  ━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  10/40 images, 8 s left',
      'Drawing preview  ━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  20/40 images',
      '',
    ]);
  });

  it('writes a line to a log only every few seconds, but every new stage at once', () => {
    const terminal = recordedTerminal();
    let time = 0;
    const line = createProgressLine(terminal, () => time);
    for (time = 0; time < 11_000; time += 500) line.show({ ...drawing, done: time / 500 });
    line.show({ label: 'Judging preview', unit: 'image', done: 0, total: 0 });
    line.clear();
    assert.deepEqual(terminal.notes, [
      'Drawing preview: 0 of 40 images',
      'Drawing preview: 10 of 40 images',
      'Drawing preview: 20 of 40 images',
      'Judging preview',
    ]);
  });

  it('tells a log of stages that alternate only once', () => {
    const terminal = recordedTerminal();
    const line = createProgressLine(terminal, () => 0);
    for (const part of ['unet', 'text_encoder', 'unet']) {
      line.show({ ...drawing, done: 0 });
      line.show({ label: `Loading ${part}`, unit: 'image', done: 0, total: 0 });
    }
    assert.deepEqual(terminal.notes, ['Drawing preview: 0 of 40 images', 'Loading unet', 'Loading text_encoder']);
  });

  it('says amounts that are not counted one by one in their own words', () => {
    const terminal = recordedTerminal({ interactive: true });
    const amount = '0.9 of 1.7 GB';
    createProgressLine(terminal, () => 0).show({ label: 'Downloading', unit: 'B', done: 9e8, total: 17e8, amount });
    assert.deepEqual(terminal.notes, ['Downloading  ━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌  0.9 of 1.7 GB']);
  });

  it('stays on one line of a narrow terminal', () => {
    const terminal = recordedTerminal({ interactive: true, width: 30 });
    createProgressLine(terminal, () => 0).show({ ...drawing, label: '日本語の素材を描く', done: 39, secondsLeft: 3 });
    assert.ok(terminal.notes.every((text) => columnsOf(text) < 30));
  });
});
