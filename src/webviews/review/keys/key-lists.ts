/** @file The keys as people read them: what holds everywhere, and what holds in each mode. */

import type { ReviewMode } from '../../../protocol/webviews/review.ts';
import type { ReviewAction, ReviewKeyRow } from '../../../protocol/webviews/review-keys.ts';
import type { KeyRow } from '../../shared/pressed-key.ts';
import { modeWords } from '../review-words.ts';
import type { KeyRouter } from './key-router.ts';

export interface KeyLists {
  readonly everywhere: readonly KeyRow<ReviewAction>[];
  readonly byMode: readonly (readonly [title: string, rows: readonly KeyRow<ReviewAction>[]])[];
}

const modes: readonly ReviewMode[] = ['cull', 'grid', 'pairs'];

/** Of a key that does something else in a mode, only what it does there is said there. */
export function keyLists(router: KeyRouter): KeyLists {
  const everywhere = router.rowsIn('cull').filter((row) => row.modes === undefined);
  const byMode = modes.map((mode) => {
    const rows = router.rowsIn(mode).filter((row) => row.modes !== undefined);
    return [modeWords[mode], rows.map(shown)] as const;
  });
  return { everywhere: everywhere.map(shown), byMode };
}

/** `1 … 9` of many that are counted. */
function shown({ keys, action, words, isCounted }: ReviewKeyRow<ReviewAction>): KeyRow<ReviewAction> {
  const [first, last] = [keys[0], keys.at(-1)];
  const isLong = isCounted && keys.length > 3 && first !== undefined && last !== undefined;
  return { keys: isLong ? [first, '…', last] : keys, action, words };
}
