import assert from 'node:assert/strict';
import { type HistoryOptions, historyTree } from '../../../../src/extension/runs/history/history-tree.ts';
import type { RunSummary } from '../../../../src/protocol/runs.ts';
import { runSummary } from '../sample-runs.ts';

const now = new Date(2026, 0, 3, 12);
const at = (day: number, hour: number) => new Date(2026, 0, day, hour).toISOString();
const runs: readonly RunSummary[] = [
  runSummary({ id: 'd', started: at(3, 9), file: 'b.vlprompt' }),
  runSummary({ id: 'c', started: at(2, 23) }),
  runSummary({ id: 'b', started: at(2, 1) }),
  runSummary({ id: 'a', started: at(1, 5), file: 'b.vlprompt' }),
];

function outline(options: Omit<HistoryOptions, 'now'>, folders = [{ folder: '/w', runs }]): readonly string[] {
  return historyTree(folders, { ...options, now }).map(
    ({ label, rows }) => `${label}: ${rows.map(({ run }) => run.id).join(' ')}`,
  );
}

describe('the history', () => {
  it('has the newest first, by day', () => {
    assert.deepEqual(outline({ by: 'day' }), ['Today: d', 'Yesterday: c b', '2026-01-01: a']);
  });

  it('has files in alphabetical order, and in each the newest first', () => {
    assert.deepEqual(outline({ by: 'file' }), ['a.vlprompt: c b', 'b.vlprompt: d a']);
  });

  it('shows one file alone, and not its namesake in another folder', () => {
    const folders = [
      { folder: '/v', runs },
      { folder: '/w', runs: [runSummary({ id: 'w', started: at(3, 1), file: 'b.vlprompt' })] },
    ];
    assert.deepEqual(outline({ by: 'day', only: { folder: '/w', file: 'b.vlprompt' } }, folders), ['Today: w']);
  });

  it('merges the folders of the workspace by time', () => {
    const folders = [
      { folder: '/v', runs: runs.slice(2) },
      { folder: '/w', runs: runs.slice(0, 2) },
    ];
    assert.deepEqual(outline({ by: 'day' }, folders), outline({ by: 'day' }));
  });

  it('is empty where nothing was ever run, so that the view welcomes', () => {
    assert.deepEqual(historyTree([{ folder: '/w' }], { by: 'day', now }), []);
  });
});
