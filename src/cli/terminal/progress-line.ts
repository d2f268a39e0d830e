/** @file Progress of long work: a bar that is drawn over where that is possible, else a plain line now and then. */

import { counted } from '../../protocol/texts/figures.ts';
import { remaining } from '../../protocol/texts/times.ts';
import { columnsOf, cut, printable } from './columns.ts';
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** `Drawing preview`. */
  readonly label: string;
  /** `image`. */
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  /** In place of `12/40 images`, where numbers are not for people. */
  readonly amount?: string;
  /** Of the unit at work, from 0 to 1. */
  readonly fraction?: number;
  readonly secondsLeft?: number;
}

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the bar away. */
  clear(): void;
}

/** Least time between two looks of a bar, and between two lines of a log. In milliseconds. */
const pace = { bar: 80, line: 5000 };
const barColumns = 24;

/** @param now milliseconds, never going back */
export function createProgressLine(terminal: Terminal, now: () => number): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownLabel = '';
  let isDrawn = false;
  const logged = new Set<string>();
  const period = terminal.interactive ? pace.bar : pace.line;
  return {
    show(progress) {
      // A log is told of a stage once: stages alternate while a model is loaded part by part.
      const isNew = terminal.interactive ? progress.label !== shownLabel : !logged.has(progress.label);
      if (!isNew && now() - shownAt < period) return;
      logged.add(progress.label);
      [shownAt, shownLabel] = [now(), progress.label];
      if (terminal.interactive) terminal.redraw(barLine(progress, terminal));
      else terminal.note(logLine(progress));
      isDrawn = terminal.interactive;
    },
    clear() {
      if (isDrawn) terminal.redraw('');
      isDrawn = false;
      shownLabel = '';
    },
  };
}

/** `Drawing preview  ━━━━━━━━╌╌╌╌  12/40 images  8 s left`, never wider than the terminal. */
function barLine(progress: Progress, { width, noteStyle }: Terminal): string {
  const { label, unit, done, total, amount, secondsLeft } = progress;
  const share = total === 0 ? 0 : Math.min(1, (done + (progress.fraction ?? 0)) / total);
  const filled = Math.round(share * barColumns);
  const bar = noteStyle.cyan('━'.repeat(filled)) + noteStyle.dim('╌'.repeat(barColumns - filled));
  const tail = total === 0 ? '' : `  ${amount ?? `${done}/${counted(total, unit)}`}${timeLeft(secondsLeft)}`;
  const head = cut(printable(label), Math.max(8, width - barColumns - columnsOf(tail) - 3));
  const isRoomy = columnsOf(head) + 2 + barColumns + columnsOf(tail) < width;
  return isRoomy ? `${head}  ${bar}${tail}` : cut(`${head}${tail}`, width - 1);
}

function logLine({ label, unit, done, total, amount, secondsLeft }: Progress): string {
  return total === 0
    ? printable(label)
    : `${printable(label)}: ${amount ?? `${done} of ${counted(total, unit)}`}${timeLeft(secondsLeft)}`;
}

function timeLeft(seconds: number | undefined): string {
  return seconds === undefined || seconds <= 0 ? '' : `, ${remaining(seconds)} left`;
}
