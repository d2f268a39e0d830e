import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { type DecisionEvent, eventLine } from '../../../../../src/engine/datasets/decisions/decision-event.ts';
import { appendDecisions, readAllDecisions } from '../../../../../src/engine/datasets/decisions/decision-log.ts';
import { foldDecisions } from '../../../../../src/engine/datasets/decisions/fold-decisions.ts';
import { foldTeam, pixelNames, type TeamDecision } from '../../../../../src/engine/datasets/decisions/fold-team.ts';
import { digestAt } from '../../../../../src/engine/datasets/sets/columns/image-columns.ts';
import { WorkspaceDecisions } from '../../../../../src/engine/datasets/sets/log/workspace-decisions.ts';
import type { Asking } from '../../../../../src/engine/datasets/sets/words/asking.ts';
import { SetWords } from '../../../../../src/engine/datasets/sets/words/set-words.ts';
import { digestOf } from '../../../../../src/engine/files/digest.ts';
import { StoreFiles } from '../../../../../src/engine/store/store-files.ts';
import { undecided } from '../../../../../src/protocol/decisions.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { columnsOf } from '../sample-columns.ts';

const reviewers = ['Ann', 'Bob Lee'];
const pixels = (image: number) => digestOf(`pixels ${image % 3}`);

/** Images 0 to 3 are in the set, the others are of other files; 0 and 3 look alike, and so do 1 and 4. */
const columns = () =>
  columnsOf([0, 1, 2, 3].map((image) => ({ facts: image === 1 ? undefined : factsOf(image) })) as never);

function factsOf(image: number) {
  return { pixels: pixels(image) };
}

const image = fc.nat({ max: 5 });
const change = fc.oneof(
  fc.constantFrom({ op: 'accept' }, { op: 'reject' }, { op: 'reject', why: ['dark'] }, { op: 'undecide' }),
  fc.constantFrom({ op: 'flag' }, { op: 'relabel', to: 'boot' }, { op: 'tag', to: 'x' }, { op: 'rate', to: 3 }),
  fc.constantFrom({ op: 'note', note: 'so' }, { op: 'split', to: 'val' }),
);

/** Times before others, too: clocks differ, and merges bring what is old. */
const act = fc.record({
  kind: fc.constant('act' as const),
  by: fc.constantFrom(...reviewers),
  time: fc.nat({ max: 400 }),
  image,
  change,
  isNamed: fc.boolean(),
  batch: fc.option(fc.nat({ max: 2 })),
  isOwn: fc.boolean(),
});
const step = fc.oneof(
  { weight: 6, arbitrary: act },
  fc.record({ kind: fc.constant('undo' as const), by: fc.constantFrom(...reviewers), of: fc.nat(), time: fc.nat(400) }),
  fc.record({ kind: fc.constant('tear' as const), by: fc.constantFrom(...reviewers) }),
  fc.record({ kind: fc.constant('shuffle' as const) }),
  fc.record({ kind: fc.constant('forge' as const), time: fc.nat(400) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('remove' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let serial = 0;
const ulid = (time: number) => `${String(time).padStart(10, '0')}${String(++serial).padStart(16, '0')}`;

describe('decisions of a workspace in columns', () => {
  const folder = temporaryFolder();
  let written: DecisionEvent[] = [];

  const fileOf = (by: string) => path.join(folder(), 'reviews', by.toLowerCase().replace(' ', '-'), '2026-03.jsonl');

  async function append(event: DecisionEvent): Promise<void> {
    written.push(event);
    await appendDecisions(folder(), event.by, [event]);
  }

  const doers: { readonly [K in Step['kind']]: (step: never, live: WorkspaceDecisions) => Promise<unknown> } = {
    act: async ({ by, time, image: at, change: said, isNamed, batch, isOwn }: Extract<Step, { kind: 'act' }>, live) => {
      const event = {
        ...{ id: ulid(time), ts: '2026-03-01', by, image: digestOf(`file ${at}`) },
        // What a set knows of pixels, decisions say, too.
        ...((isNamed || at !== 1) && { pixels: pixels(at) }),
        ...(batch !== null && { batch: `${String(batch).padStart(26, '0')}` }),
        ...said,
      } as DecisionEvent;
      if (isOwn) await live.update();
      await append(event);
      if (isOwn) await live.takeOwn([event]);
    },
    undo: async ({ by, of, time }: Extract<Step, { kind: 'undo' }>) => {
      const own = written.filter((event) => event.by === by);
      const target = own[of % Math.max(1, own.length)];
      if (target === undefined) return;
      const name = target.op !== 'undo' && of % 2 === 0 ? (target.batch ?? target.id) : target.id;
      await append({ id: ulid(time), ts: '2026-03-01', by, op: 'undo', of: name });
    },
    tear: async ({ by }: Extract<Step, { kind: 'tear' }>) => {
      await mkdir(path.dirname(fileOf(by)), { recursive: true });
      await appendFile(fileOf(by), '{"v":1,"id":"01');
    },
    shuffle: async () => {
      for (const by of reviewers) {
        const text = await readFile(fileOf(by), 'utf8').catch(() => '');
        const lines = text.split('\n').slice(0, -1);
        if (lines.length > 0) await writeFile(fileOf(by), [...lines.reverse(), lines[0], ''].join('\n'));
      }
    },
    // Somebody made two of one event by hand.
    forge: async ({ time }: Extract<Step, { kind: 'forge' }>) => {
      const event = written.find(({ op }) => op !== 'undo');
      if (event === undefined || time > 40) return;
      await appendFile(fileOf(event.by), `${eventLine({ ...event, op: 'reject' } as DecisionEvent)}\n`);
    },
    restart: async () => {},
    remove: async () => rm(fileOf('Bob Lee'), { force: true }),
  };

  async function truth(asking: Asking, set: ReturnType<typeof columns>) {
    const { reviewer, policy, reviewers: asked, isBlind } = asking;
    const logs = await readAllDecisions(folder());
    const names = pixelNames(logs);
    const own = logs.get(reviewer) ?? [];
    const mine = foldDecisions(own, (event) => event.pixels ?? names.get(event.image) ?? event.image);
    const team = isBlind ? foldTeam(new Map([[reviewer, own]]), { kind: 'any-reject' }) : foldTeam(logs, policy, asked);
    return Array.from({ length: set.count }, (_, row) => {
      const hash = digestAt(set.digests.hash, row) ?? '';
      const name = names.get(hash) ?? digestAt(set.digests.pixels, row) ?? hash;
      const { decided: _decided, ...said } = { decided: '', ...(mine.get(name) ?? undecided) };
      return { own: said, team: plain(team.get(name)) };
    });
  }

  const shown = (words: SetWords) =>
    Array.from(words.own, (code, row) => ({ own: words.owns[code], team: plain(words.teams[words.team[row]!]) }));

  it('say what folding all files says, whatever happens to them, and which images changed', async () => {
    const asking = fc.record({
      reviewer: fc.constantFrom(...reviewers),
      policy: fc.constantFrom({ kind: 'any-reject' } as const, { kind: 'majority' } as const),
      isBlind: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), asking, async (steps, asked) => {
        for (const name of await readdir(folder())) await rm(path.join(folder(), name), { recursive: true });
        written = [];
        const make = () => new WorkspaceDecisions(folder(), new StoreFiles(path.join(folder(), '.store')), 200);
        let live = make();
        const set = columns();
        let words = new SetWords(live, asked, set);
        words.update();
        for (const each of steps) {
          if (each.kind === 'restart') {
            live = make();
            words = new SetWords(live, asked, set);
            words.update();
          }
          const before = shown(words);
          await doers[each.kind](each as never, live);
          await live.update();
          const changed = words.update();
          const now = shown(words);
          assert.deepEqual(now, await truth(asked, set));
          const others = now.flatMap((word, row) => (JSON.stringify(word) === JSON.stringify(before[row]) ? [] : row));
          for (const row of others) assert.ok(changed.includes(row), `${row} changed`);
        }
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});

/** Without what is not kept: when each said it. */
function plain(team: TeamDecision | undefined) {
  if (team === undefined) return undefined;
  return { ...team, words: team.words.map(({ by, state }) => ({ by, state })) };
}
