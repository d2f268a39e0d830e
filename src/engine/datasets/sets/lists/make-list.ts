/** @file Choosing and sorting: what a reviewer asked for → numbers of images in their order. */
import { setImmediate } from 'node:timers/promises';
import type { Condition } from '../../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import { Failure } from '../../../../protocol/failure.ts';
import type { ImageOrder, ImageShow, ListRequest } from '../../../../protocol/image-sets.ts';
import { throwIfCancelled } from '../../../runtime/sessions/cancellation.ts';
import type { RankingTools } from '../../finding/ranker.ts';
import { rankers } from '../../finding/rankers.ts';
import { fieldsOf } from '../../samples/condition-fields.ts';
import { fieldColumn } from '../columns/field-columns.ts';
import type { ImageSet, KeptList } from '../image-set.ts';
import { holdsFor, type RowTest } from './holds-for.ts';
import { isPictureField, measurePictures } from './measure-pictures.ts';
import { sortedByField } from './sort-numbers.ts';

export interface MadeList extends KeptList {
  /** Each in one sentence. */
  readonly notes: readonly string[];
}

/** @throws Failure of models and data, `plan-invalid` of a field that cannot be sorted by, `cancelled` */
export async function* makeList(
  set: ImageSet,
  { show, where, order }: ListRequest,
  tools: RankingTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, MadeList> {
  const asked = [...(where === undefined ? [] : fieldsOf(where)), ...(order.by === 'field' ? [order.field] : [])];
  const notes = asked.some(isPictureField) ? yield* measurePictures(set, tools, signal) : [];
  const numbers = await chosen(set, show, where, signal);
  const unknown = asked.filter((field) => fieldColumn(field, set.sources) === undefined);
  const all = [...notes, ...unknown.map((field) => `No image here has \`${field}\`.`)];
  if (order.by === 'plan') return { numbers, notes: all };
  if (order.by === 'field') return { numbers: sorted(set, numbers, order), notes: all };
  const ranked = yield* rankers[order.by]({ set, numbers, workspace: set.workspace }, tools, signal);
  return { numbers: ranked.numbers, ranked, notes: [...all, ...ranked.notes] };
}

/** Images between which messages are let in. */
const TURN = 1 << 16;

async function chosen(
  set: ImageSet,
  show: ImageShow,
  where: Condition | undefined,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const tests = [shown[show](set), ...(where === undefined ? [] : [holdsFor(where, set.sources)])];
  const numbers = new Uint32Array(set.count);
  let found = 0;
  for (let row = 0; row < set.count; row++) {
    if (tests.every((test) => test(row))) numbers[found++] = row;
    if (row % TURN !== TURN - 1) continue;
    await setImmediate();
    throwIfCancelled(signal);
  }
  return numbers.slice(0, found);
}

/** By the reviewer's own word; `disputed` by everybody's, which a blind review does not show. */
const shown: { readonly [S in ImageShow]: (set: ImageSet) => RowTest } = {
  all: () => () => true,
  undecided: (set) => ownState(set, 'undecided'),
  kept: (set) => ownState(set, 'kept'),
  rejected: (set) => ownState(set, 'rejected'),
  pinned: (set) => (row) => set.words.owns[set.words.own[row]!]!.isFlagged,
  disputed: (set) => (row) => !set.asking.isBlind && set.words.teams[set.words.team[row]!]?.isDisputed === true,
};

function ownState(set: ImageSet, state: 'kept' | 'rejected' | 'undecided'): RowTest {
  return (row) => set.words.owns[set.words.own[row]!]!.state === state;
}

function sorted(set: ImageSet, numbers: Uint32Array, order: Extract<ImageOrder, { by: 'field' }>): Uint32Array {
  const column = fieldColumn(order.field, set.sources);
  if (column !== undefined) return sortedByField(numbers, column, order.isDescending);
  throw new Failure('plan-invalid', `Images cannot be sorted by \`${order.field}\`; sort them by another field.`);
}
