/** @file To which sizes a cache can be cleaned. */
import type { CacheStatus } from '../../protocol/cache.ts';
import { sized } from '../../protocol/texts/figures.ts';

export interface CleanChoice {
  /** Bytes. */
  readonly to: number;
  readonly label: string;
  readonly detail: string;
}

const shares = [0.5, 0.25];

/** Everything that may go, or the half or a quarter of the cache kept, where that is more than must stay. */
export function cleanChoices({ bytes, held }: Pick<CacheStatus, 'bytes' | 'held'>): readonly CleanChoice[] {
  if (bytes <= held) return [];
  const stays =
    held === 0 ? 'Nothing refers to any of it' : `Runs, decisions and releases refer to ${sized(held)}, which stay`;
  const all = { to: 0, label: `Remove all that nothing refers to: about ${sized(bytes - held)}`, detail: `${stays}.` };
  const some = shares
    .map((share) => Math.round(bytes * share))
    .filter((to) => to > held)
    .map((to) => ({ to, label: `Keep ${sized(to)}`, detail: 'What has not been used for longest goes.' }));
  return [all, ...some];
}
