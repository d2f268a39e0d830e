/** @file Runs and queues, for tests that are not about how these come to be. */
import type { QueueEntry, QueueSnapshot, RunSummary } from '../../../src/protocol/runs.ts';

export function runSummary(facts: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'r1',
    kind: 'draw',
    name: 'preview',
    file: 'a.vlprompt',
    started: '2026-01-02T03:00:00.000Z',
    ended: '2026-01-02T03:00:40.000Z',
    outcome: 'done',
    images: { total: 240, drawn: 12, reused: 228, failed: 0 },
    isPinned: false,
    isBaseline: false,
    ...facts,
  };
}

export function interrupted(facts: Partial<RunSummary> = {}): RunSummary {
  const { ended: _, ...rest } = runSummary({
    outcome: 'interrupted',
    images: { total: 96, drawn: 40, reused: 1, failed: 0 },
    ...facts,
  });
  return rest;
}

export function queueEntry(entry: number, facts: Partial<QueueEntry> = {}): QueueEntry {
  const standing = { state: 'waiting', done: 0, total: 40 } as const;
  return { entry, kind: 'draw', name: `recipe${entry}`, file: 'sub/a.vlprompt', ...standing, ...facts };
}

export function queue(entries: readonly QueueEntry[], isPaused = false): QueueSnapshot {
  return { isPaused, entries };
}
