/** @file The queues of all engines as rows: what is at work first, then what waits, in the order in which it goes. */
import path from 'node:path';
import type { QueueEntry, QueueSnapshot, RunSubject } from '../../../protocol/runs.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { duration } from '../../../protocol/texts/times.ts';
import type { RowTexts } from '../row-texts.ts';
import type { FolderRuns } from '../run-library.ts';

export interface QueueRow {
  readonly kind: 'queued';
  readonly folder: string;
  readonly entry: QueueEntry;
  readonly isPaused: boolean;
  /** Among those of its engine that wait, from 0, and how many these are; absent while it is at work. */
  readonly place?: number;
  readonly waiting: number;
}

export function queueRows(folders: readonly Pick<FolderRuns, 'folder' | 'queue'>[]): readonly QueueRow[] {
  return folders.flatMap(({ folder, queue: { entries, isPaused } }) => {
    const waiting = entries.filter(({ state }) => state === 'waiting');
    return entries.map((entry) => ({
      kind: 'queued' as const,
      folder,
      entry,
      isPaused,
      waiting: waiting.length,
      ...(entry.state === 'waiting' && { place: waiting.indexOf(entry) }),
    }));
  });
}

const kindIcons: { readonly [K in QueueEntry['kind']]: string } = { draw: 'symbol-color', evaluate: 'beaker' };
const kindWords: { readonly [K in QueueEntry['kind']]: string } = { draw: 'drawing', evaluate: 'evaluating' };

export function queueTexts({ folder, entry, isPaused, place, waiting }: QueueRow): RowTexts {
  const { name, file, kind, state } = entry;
  const standing = standingText(entry, isPaused);
  const isFirst = place === 0;
  const isLast = place === waiting - 1;
  return {
    id: `${folder}#${entry.entry}`,
    label: name,
    description: `${standing} · ${path.posix.basename(file)}`,
    tooltip: `${kindWords[kind]} ${name} of ${file}: ${standing}`,
    icon: state === 'waiting' || isPaused ? (isPaused ? 'debug-pause' : kindIcons[kind]) : 'loading~spin',
    context:
      state === 'running' ? 'queued.running' : `queued.waiting${isFirst ? '.first' : ''}${isLast ? '.last' : ''}`,
    accessibleName: `${kindWords[kind]} ${name}, ${standing}, in ${file}${place === undefined ? '' : `, place ${place + 1} of ${waiting}`}`,
  };
}

/** `12 of 40 · 9 s left`, `waiting, 40 images`, `paused at 12 of 40`. */
function standingText({ state, done, total, secondsLeft }: QueueEntry, isPaused: boolean): string {
  const share = `${done} of ${total}`;
  if (state === 'waiting') return total === 0 ? 'waiting' : `waiting, ${share}`;
  if (isPaused) return `paused at ${share}`;
  if (total === 0) return 'starting';
  return secondsLeft === undefined ? share : `${share} · ${duration(secondsLeft)} left`;
}

/** The same as long as only the progress of runs changes. */
export function orderOf(folders: readonly Pick<FolderRuns, 'folder' | 'queue'>[]): string {
  const orders = folders.map(({ folder, queue: { isPaused, entries } }) => [
    folder,
    isPaused,
    entries.map(({ entry, state }) => [entry, state]),
  ]);
  return JSON.stringify(orders);
}

/** What the view says of itself. */
export interface QueueBadge {
  /** Runs at work or waiting; undefined when there are none. */
  readonly badge: { readonly value: number; readonly tooltip: string } | undefined;
  readonly message?: string;
  readonly isPaused: boolean;
  readonly isEmpty: boolean;
}

export function queueBadge(folders: readonly Pick<FolderRuns, 'queue'>[]): QueueBadge {
  const entries = folders.flatMap(({ queue }) => queue.entries);
  const isPaused = folders.some(({ queue }) => queue.isPaused);
  const atWork = entries.filter(({ state }) => state === 'running').length;
  const tooltip = `${counted(atWork, 'run')} at work, ${entries.length - atWork} waiting`;
  return {
    badge: entries.length === 0 ? undefined : { value: entries.length, tooltip },
    ...(isPaused && { message: 'Paused: nothing goes on until it is resumed.' }),
    isPaused,
    isEmpty: entries.length === 0,
  };
}

/** Why a run that was asked for does not go on; undefined when it does, or when there is none. */
export function standingOf(
  { entries, isPaused }: QueueSnapshot,
  { kind, name, file }: RunSubject,
): 'waiting' | 'paused' | undefined {
  const entry = entries.find((one) => one.kind === kind && one.name === name && one.file === file);
  if (!entry) return undefined;
  if (isPaused) return 'paused';
  return entry.state === 'waiting' ? 'waiting' : undefined;
}

export type QueueMove = 'up' | 'down' | 'top';

/** Where a row goes among those that wait; undefined when it is there, or does not wait. */
export function placeAfter(
  move: QueueMove,
  { place, waiting }: Pick<QueueRow, 'place' | 'waiting'>,
): number | undefined {
  if (place === undefined) return undefined;
  const to = { up: place - 1, down: place + 1, top: 0 }[move];
  return to < 0 || to >= waiting || to === place ? undefined : to;
}
