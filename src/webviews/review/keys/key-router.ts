/** @file Which key does what, in each mode: the usual keys, and over them those of the user's own. */

import type { ReviewMode } from '../../../protocol/webviews/review.ts';
import { type ReviewAction, type ReviewKeyRow, reviewKeyRows } from '../../../protocol/webviews/review-keys.ts';
import { keyCalled } from './key-names.ts';

export interface Routed {
  readonly action: ReviewAction;
  /** Which of its keys it was, from 0; says which class, star or image is meant where keys are counted. */
  readonly index: number;
  readonly isRepeated: boolean;
}

export type OwnKeys = Readonly<Record<string, readonly string[]>>;

const modes: readonly ReviewMode[] = ['cull', 'grid', 'pairs'];

export class KeyRouter {
  readonly #routes: ReadonlyMap<ReviewMode, ReadonlyMap<string, Routed>>;
  /** As they hold: for the list of keys. */
  readonly rows: readonly ReviewKeyRow<ReviewAction>[];

  /** @param own by action; one without keys has none */
  constructor(own: OwnKeys = {}) {
    this.rows = reviewKeyRows.map((row) => ({
      ...row,
      keys: own[row.action]?.map(keyCalled) ?? row.keys.map(keyCalled),
    }));
    // The user's own come last: they take a key from what it usually does.
    const rows = [...this.rows].sort((a, b) => Number(a.action in own) - Number(b.action in own));
    this.#routes = new Map(modes.map((mode) => [mode, routesOf(rowsOf(rows, mode))]));
  }

  /** @param key as `keyName` names it */
  routeOf(mode: ReviewMode, key: string): Routed | undefined {
    return this.#routes.get(mode)?.get(key);
  }

  /** What does something in a mode and has a key. */
  rowsIn(mode: ReviewMode): readonly ReviewKeyRow<ReviewAction>[] {
    return rowsOf(this.rows, mode).filter(({ keys }) => keys.length > 0);
  }

  /** The first key of an action in a mode, for tooltips; undefined when another took it. */
  keyOf(mode: ReviewMode, action: ReviewAction, index = 0): string | undefined {
    const keys = rowsOf(this.rows, mode).find((row) => row.action === action)?.keys ?? [];
    const key = keys[index];
    return key !== undefined && this.routeOf(mode, key)?.action === action ? key : undefined;
  }
}

function rowsOf(rows: readonly ReviewKeyRow<ReviewAction>[], mode: ReviewMode): readonly ReviewKeyRow<ReviewAction>[] {
  return rows.filter(({ modes: where }) => where === undefined || where.includes(mode));
}

function routesOf(rows: readonly ReviewKeyRow<ReviewAction>[]): ReadonlyMap<string, Routed> {
  return new Map(
    rows.flatMap(({ keys, action, isRepeated }) =>
      keys.map((key, index) => [key, { action, index, isRepeated: isRepeated ?? false }] as const),
    ),
  );
}
