import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActEvent, DecisionEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { foldTeam } from '../../../../src/engine/datasets/decisions/fold-team.ts';
import type { DecisionChange, FoldPolicy } from '../../../../src/protocol/decisions.ts';

const [cat, dog, pixels] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
let count = 0;

function said(by: string, change: DecisionChange, image = cat): ActEvent {
  count++;
  return { id: String(count).padStart(6, '0'), ts: '', by, image, ...change };
}

function logsOf(events: readonly DecisionEvent[]): ReadonlyMap<string, readonly DecisionEvent[]> {
  const names = [...new Set(events.map(({ by }) => by))];
  return new Map(names.map((by) => [by, events.filter((event) => event.by === by)]));
}

/** What becomes of one image that these keep and those reject. */
function stateOf(kept: readonly string[], rejected: readonly string[], policy: FoldPolicy, asked?: readonly string[]) {
  const events = [...kept.map((by) => said(by, { op: 'accept' })), ...rejected.map((by) => said(by, { op: 'reject' }))];
  const { state, isDisputed } = foldTeam(logsOf(events), policy, asked).get(cat) ?? {
    state: 'none',
    isDisputed: false,
  };
  return isDisputed ? `${state}, disputed` : state;
}

describe('the words of several reviewers', () => {
  const team = ['ann', 'bob', 'cy'];

  it('any reject: one is enough, and all who are asked must keep', () => {
    const policy = { kind: 'any-reject' } as const;
    assert.equal(stateOf(['ann'], [], policy), 'kept');
    assert.equal(stateOf(['ann'], [], policy, team), 'undecided');
    assert.equal(stateOf(team, [], policy, team), 'kept');
    assert.equal(stateOf(['ann'], ['bob'], policy), 'rejected, disputed');
    assert.equal(stateOf(['ann', 'bob'], ['zoe'], policy, ['ann', 'bob']), 'kept');
  });

  it('majority: more than half of those who are asked', () => {
    const policy = { kind: 'majority' } as const;
    assert.equal(stateOf(['ann', 'bob'], ['cy'], policy), 'kept, disputed');
    assert.equal(stateOf(['ann'], ['cy'], policy), 'undecided, disputed');
    assert.equal(stateOf(['ann'], [], policy, team), 'undecided');
    assert.equal(stateOf([], ['ann', 'bob'], policy, team), 'rejected');
  });

  it('n of m: kept by so many, rejected once that cannot be reached', () => {
    const policy = { kind: 'n-of-m', least: 2 } as const;
    assert.equal(stateOf(['ann'], [], policy, team), 'undecided');
    assert.equal(stateOf(['ann', 'bob'], ['cy'], policy, team), 'kept, disputed');
    assert.equal(stateOf([], ['cy'], policy, team), 'undecided');
    assert.equal(stateOf([], ['bob', 'cy'], policy, team), 'rejected');
  });

  it('n of m: of so many where they are not named', () => {
    const policy = { kind: 'n-of-m', least: 2, of: 3 } as const;
    assert.equal(stateOf(['ann'], [], policy), 'undecided');
    assert.equal(stateOf([], ['bob'], policy), 'undecided');
    assert.equal(stateOf([], ['bob', 'cy'], policy), 'rejected');
    assert.equal(stateOf(['ann'], ['bob', 'cy'], policy, [...team, 'dan']), 'undecided, disputed');
  });

  it('adjudicator: has the last word, and until then nobody has where they differ', () => {
    const policy = { kind: 'adjudicator', reviewer: 'Dr. Zoe' } as const;
    assert.equal(stateOf(['ann'], ['bob'], policy), 'undecided, disputed');
    assert.equal(stateOf(['ann', 'bob'], [], policy), 'kept');
    assert.equal(stateOf(['ann'], ['bob', 'dr. zoe'], policy), 'rejected');
  });

  it('know an image by its pixels, whatever file each has it in', () => {
    const events = [
      { ...said('ann', { op: 'accept' }, cat), pixels },
      { ...said('bob', { op: 'reject', why: ['dark'] }, dog), pixels },
      said('bob', { op: 'flag' }, dog),
    ];
    const folded = foldTeam(logsOf(events), { kind: 'any-reject' });
    assert.deepEqual(
      [...folded],
      [
        [
          pixels,
          {
            state: 'rejected',
            isFlagged: true,
            isDisputed: true,
            keptBy: ['ann'],
            rejectedBy: ['bob'],
            why: ['dark'],
            tags: [],
            words: [
              { by: 'ann', state: 'kept', isFlagged: false, decided: events[0]?.id },
              { by: 'bob', state: 'rejected', isFlagged: true, decided: events[1]?.id, why: ['dark'] },
            ],
            reviewer: 'bob',
          },
        ],
      ],
    );
  });

  it('dispute a class that they name differently, and share one that they agree on', () => {
    const relabel = (by: string, to: string) => said(by, { op: 'relabel', to });
    const policy = { kind: 'any-reject' } as const;
    const differing = foldTeam(logsOf([relabel('ann', 'boot'), relabel('bob', 'shoe')]), policy).get(cat);
    assert.deepEqual([differing?.label, differing?.isDisputed], [undefined, true]);
    const alike = foldTeam(logsOf([relabel('ann', 'boot'), relabel('bob', 'boot')]), policy).get(cat);
    assert.deepEqual([alike?.label, alike?.isDisputed], ['boot', false]);
  });

  it('take back nothing of another', () => {
    const event = said('ann', { op: 'accept' });
    const undo = { id: '999999', ts: '', by: 'bob', op: 'undo', of: event.id } as const;
    assert.equal(foldTeam(logsOf([event, undo]), { kind: 'any-reject' }).get(cat)?.state, 'kept');
  });

  it('are the same in whatever order reviewers are read', () => {
    const change = fc.constantFrom<DecisionChange>(
      { op: 'accept' },
      { op: 'reject', why: ['dark'] },
      { op: 'relabel', to: 'boot' },
      { op: 'relabel', to: 'shoe' },
      { op: 'rate', to: 3 },
      { op: 'tag', to: 'odd' },
      { op: 'split', to: 'val' },
    );
    const step = fc.record({ by: fc.constantFrom(...team), change, image: fc.constantFrom(cat, dog) });
    const policy = fc.constantFrom<FoldPolicy>(
      { kind: 'any-reject' },
      { kind: 'majority' },
      { kind: 'n-of-m', least: 2 },
      { kind: 'adjudicator', reviewer: 'bob' },
    );
    fc.assert(
      fc.property(fc.array(step), policy, (steps, chosen) => {
        const logs = logsOf(steps.map(({ by, change, image }) => said(by, change, image)));
        const backwards = new Map([...logs].reverse());
        const outcome = (from: typeof logs) => Object.fromEntries(foldTeam(from, chosen));
        assert.deepEqual(outcome(logs), outcome(backwards));
      }),
    );
  });
});
