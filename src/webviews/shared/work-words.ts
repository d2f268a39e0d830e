import { duration } from '../../protocol/texts/times.ts';

export interface Work {
  readonly label: string;
  readonly done: number;
  /** 0 while that is not known. */
  readonly total: number;
  readonly secondsLeft?: number;
}

/** `Judging holdout · 3 of 9 · 2 s left`. */
export function workWords({ label, done, total, secondsLeft }: Work): string {
  const counts = total === 0 ? [] : [`${done} of ${total}`];
  const left = secondsLeft === undefined ? [] : [`${duration(secondsLeft)} left`];
  return [label, ...counts, ...left].join(' · ');
}
