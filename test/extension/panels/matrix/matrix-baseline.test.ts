import assert from 'node:assert/strict';
import { Emitter } from 'vscode-jsonrpc';
import { type BaselineParts, Baselines } from '../../../../src/extension/panels/matrix/matrix-baseline.ts';
import type { RunRecord, RunSummary } from '../../../../src/protocol/runs.ts';
import { estimate, report } from '../../sample-plans.ts';

const run = (id: string, started: string, change: Partial<RunSummary> = {}): RunSummary => ({
  id,
  kind: 'evaluate',
  name: 'zeroshot',
  file: 'a.vlprompt',
  started,
  ended: started,
  outcome: 'done',
  images: { total: 0, drawn: 0, reused: 0, failed: 0 },
  isPinned: false,
  isBaseline: false,
  ...change,
});

function library(runs: readonly RunSummary[], record: (id: string) => Promise<RunRecord>) {
  const asked: string[] = [];
  const changed = new Emitter<{ readonly folder: string; readonly what: 'runs' | 'queue' }>();
  const parts: BaselineParts['runs'] = {
    of: (folder) => ({ folder, runs, queue: { isPaused: false, entries: [] } }),
    isKnown: () => true,
    refresh: async () => {},
    onDidChange: changed.event,
    record: (_, id) => {
      asked.push(id);
      return record(id);
    },
  };
  return { parts, asked };
}

const earlier = { ...report({ accuracy: estimate(0.8, 600) }), made: '2026-01-01T00:00:00.000Z' };
const recordOf = (summary: RunSummary): RunRecord => ({ summary, report: earlier });

const fail = (error: unknown) => assert.fail(String(error));

describe('what a matrix is compared with', () => {
  const before = run('1', '2026-01-01T00:00:00.000Z');
  const own = run('2', '2026-01-02T03:04:05.000Z');

  it('is the run before, whose report is read once', async () => {
    const { parts, asked } = library([own, before], async () => recordOf(before));
    const baselines = new Baselines({ runs: parts, folder: '/w', onError: fail });
    const told = new Promise<void>((resolve) => baselines.onDidChange(resolve));
    assert.equal(baselines.of(report()), undefined);
    await told;
    assert.equal(baselines.of(report())?.as, 'run before');
    assert.equal(baselines.of(report())?.sources[0]?.accuracy.value, 0.8);
    assert.deepEqual(asked, ['1']);
  });

  it('is the baseline, where somebody made a run that', async () => {
    const chosen = run('0', '2025-01-01T00:00:00.000Z', { isBaseline: true });
    const { parts, asked } = library([own, before, chosen], async () => recordOf(chosen));
    const baselines = new Baselines({ runs: parts, folder: '/w', onError: fail });
    const told = new Promise<void>((resolve) => baselines.onDidChange(resolve));
    baselines.of(report());
    await told;
    assert.equal(baselines.of(report())?.as, 'baseline');
    assert.deepEqual(asked, ['0']);
  });

  it('is nothing when there is no other run, or no report', () => {
    const { parts, asked } = library([own], async () => recordOf(own));
    const baselines = new Baselines({ runs: parts, folder: '/w', onError: fail });
    assert.equal(baselines.of(report()), undefined);
    assert.equal(baselines.of(undefined), undefined);
    assert.deepEqual(asked, []);
  });

  it('is not asked for again and again when it cannot be read', async () => {
    const { parts, asked } = library([own, before], async () => Promise.reject(new Error('gone')));
    const told = new Promise((resolve) => {
      const baselines = new Baselines({ runs: parts, folder: '/w', onError: () => resolve(baselines) });
      baselines.of(report());
    });
    const baselines = await told;
    assert.ok(baselines instanceof Baselines);
    assert.equal(baselines.of(report()), undefined);
    assert.deepEqual(asked, ['1']);
  });
});
