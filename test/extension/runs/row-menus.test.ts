import assert from 'node:assert/strict';
import { queueRows, queueTexts } from '../../../src/extension/runs/queue/queue-tree.ts';
import { runTexts } from '../../../src/extension/runs/run-texts.ts';
import type { RunSummary } from '../../../src/protocol/runs.ts';
import { manifest } from '../manifest.ts';
import { interrupted, queue, queueEntry, runSummary } from './sample-runs.ts';

const contextOf = (run: RunSummary) => runTexts({ kind: 'run', folder: '/w', run }).context;
const entries = [queueEntry(1, { state: 'running' }), queueEntry(2), queueEntry(3), queueEntry(4)];

/** What rows of each view are called in the menus' conditions. */
const contexts: Readonly<Record<string, readonly string[]>> = {
  'vlprompt.queue': queueRows([{ folder: '/w', queue: queue(entries) }]).map((row) => queueTexts(row).context),
  'vlprompt.history': [
    contextOf(runSummary()),
    contextOf(runSummary({ kind: 'evaluate', isPinned: true })),
    contextOf(runSummary({ kind: 'evaluate', isPinned: true, isBaseline: true })),
    contextOf(runSummary({ outcome: 'failed' })),
    contextOf(interrupted()),
  ],
};

/** Commands that a menu of a view offers on a row. */
function offered(view: string, context: string): ReadonlySet<string> {
  const items = manifest.contributes.menus['view/item/context'] ?? [];
  const fits = items.filter(({ when = '' }) => {
    const [, of, pattern] = /^view == (\S+) && viewItem =~ \/(.+)\/$/u.exec(when) ?? [];
    return of === view && pattern !== undefined && new RegExp(pattern, 'u').test(context);
  });
  return new Set(fits.map(({ command }) => command));
}

describe('the menus of runs', () => {
  it('are each asked for by rows that there are', () => {
    for (const [view, rows] of Object.entries(contexts)) {
      const items = (manifest.contributes.menus['view/item/context'] ?? []).filter(({ when }) => when?.includes(view));
      assert.ok(items.length > 0);
      const reachable = rows.flatMap((context) => [...offered(view, context)]);
      for (const { command } of items) assert.ok(reachable.includes(command), command);
    }
  });

  it('move what waits, and only where it can go', () => {
    const moves = ['moveUp', 'moveDown', 'moveToTop'].map((move) => `vlprompt.queue.${move}`);
    const offeredTo = (index: number) => {
      const all = offered('vlprompt.queue', contexts['vlprompt.queue']?.[index] ?? '');
      return moves.filter((move) => all.has(move)).map((move) => move.split('.').at(-1));
    };
    assert.deepEqual([0, 1, 2, 3].map(offeredTo), [
      [],
      ['moveDown'],
      ['moveUp', 'moveDown', 'moveToTop'],
      ['moveUp', 'moveToTop'],
    ]);
  });

  it('offer the opposite of how a run stands', () => {
    const has = (run: RunSummary, command: string) => offered('vlprompt.history', contextOf(run)).has(command);
    const baseline = runSummary({ isPinned: true, isBaseline: true });
    assert.deepEqual([has(runSummary(), 'vlprompt.runs.pin'), has(runSummary(), 'vlprompt.runs.unpin')], [true, false]);
    assert.deepEqual(
      [has(baseline, 'vlprompt.runs.setBaseline'), has(baseline, 'vlprompt.runs.clearBaseline')],
      [false, true],
    );
    assert.deepEqual(
      [has(interrupted(), 'vlprompt.runs.resume'), has(runSummary(), 'vlprompt.runs.resume')],
      [true, false],
    );
    assert.equal(has(interrupted({ outcome: 'running' }), 'vlprompt.runs.remove'), false);
  });
});
