import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { decideImages, redoSteps, undoSteps } from '../../../../../src/engine/datasets/decisions/decide-images.ts';
import {
  type ActEvent,
  type DecisionEvent,
  eventLine,
} from '../../../../../src/engine/datasets/decisions/decision-event.ts';
import { readAllDecisions, readDecisions } from '../../../../../src/engine/datasets/decisions/decision-log.ts';
import { foldTeam } from '../../../../../src/engine/datasets/decisions/fold-team.ts';
import { lastStep, standingEvents } from '../../../../../src/engine/datasets/decisions/standing-events.ts';
import { mergeLine } from '../../../../../src/protocol/texts/merge-line.ts';
import { createRepository, type Repository } from '../../../../language/git/repository.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const [cat, dog, cow] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const pictures = (...hashes: readonly string[]) => hashes.map((hash) => ({ file: '', hash, pixels: hash }));

async function folded(workspace: string): Promise<unknown> {
  const team = foldTeam(await readAllDecisions(workspace), { kind: 'majority' });
  return Object.fromEntries([...team].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every order of them. */
function orders<T>(of: readonly T[]): readonly (readonly T[])[] {
  if (of.length < 2) return [of];
  return of.flatMap((first, index) => orders(of.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe('branches on which people decided', function () {
  this.timeout(60_000);
  let repository: Repository;
  beforeEach(() => {
    repository = createRepository();
  });
  afterEach(() => repository.remove());

  /** Ann on two machines, and Bob; on each branch something is taken back, too. */
  async function decideOnBranches(): Promise<readonly string[]> {
    const { folder, git, commit } = repository;
    await decideImages(folder, 'Ann', pictures(cat, dog), { op: 'accept' });
    await decideImages(folder, 'Bob', pictures(cat), { op: 'flag' });
    commit('before');
    const branches: Readonly<Record<string, () => Promise<unknown>>> = {
      desk: async () => {
        await decideImages(folder, 'Ann', pictures(cat), { op: 'reject', why: ['dark'] });
        await undoSteps(folder, 'Ann', 2);
        await decideImages(folder, 'Ann', pictures(cow), { op: 'accept' });
      },
      laptop: async () => {
        await decideImages(folder, 'Ann', pictures(cow, dog), { op: 'reject' });
        await undoSteps(folder, 'Ann', 2);
        await redoSteps(folder, 'Ann', 1);
        await decideImages(folder, 'Ann', pictures(dog), { op: 'relabel', to: 'boot' });
      },
      bob: async () => {
        await decideImages(folder, 'Bob', pictures(cat, dog, cow), { op: 'reject', note: 'all of them' });
      },
    };
    for (const [name, decide] of Object.entries(branches)) {
      git('checkout', '--quiet', '-b', name, 'main');
      await decide();
      commit(name);
    }
    return Object.keys(branches);
  }

  it('merge without a conflict in every order, and say the same', async () => {
    const { folder, git, write } = repository;
    write('.gitattributes', `${mergeLine}\n`);
    const outcomes = new Set<string>();
    for (const order of orders(await decideOnBranches())) {
      git('checkout', '--quiet', '-B', 'merged', 'main');
      for (const branch of order) git('merge', '--quiet', '--no-edit', branch);
      assert.equal(git('status', '--porcelain'), '');
      outcomes.add(JSON.stringify([await folded(folder), ...(await readAllDecisions(folder))]));
    }
    assert.equal(outcomes.size, 1);
    const ann = await readDecisions(folder, 'Ann');
    assert.equal(ann.length, 2 + 4 + 6);
  });

  it('need no line in .gitattributes where each has a file of their own', async () => {
    const { folder, git } = repository;
    const branches = (await decideOnBranches()).filter((name) => name !== 'laptop');
    const outcomes = new Set<string>();
    for (const order of orders(branches)) {
      git('checkout', '--quiet', '-B', 'merged', 'main');
      for (const branch of order) git('merge', '--quiet', '--no-edit', branch);
      outcomes.add(JSON.stringify(await folded(folder)));
    }
    assert.equal(outcomes.size, 1);
  });

  it('are read with the marks of a conflict in them as they are once it is resolved', async () => {
    const { folder, git } = repository;
    await decideOnBranches();
    git('checkout', '--quiet', '-B', 'merged', 'desk');
    assert.throws(() => git('merge', '--quiet', '--no-edit', 'laptop'));
    const [file = ''] = git('diff', '--name-only', '--diff-filter=U').split('\n');
    assert.match(readFileSync(path.join(folder, file), 'utf8'), /^<<<<<<< /m);
    const conflicting = await folded(folder);
    git('merge', '--abort');
    repository.write('.gitattributes', `${mergeLine}\n`);
    repository.commit('union');
    git('merge', '--quiet', '--no-edit', 'laptop');
    assert.deepEqual(conflicting, await folded(folder));
  });

  it('that both took back one step: a redo takes back both, and an undo the last step of all', async () => {
    const { folder, git, write, commit } = repository;
    write('.gitattributes', `${mergeLine}\n`);
    await decideImages(folder, 'Ann', pictures(cat), { op: 'accept' });
    commit('before');
    for (const name of ['desk', 'laptop']) {
      git('checkout', '--quiet', '-b', name, 'main');
      await undoSteps(folder, 'Ann', 1);
      commit(name);
    }
    git('merge', '--quiet', '--no-edit', 'desk');
    assert.equal(standingEvents(await readDecisions(folder, 'Ann')).undos.length, 2);
    assert.deepEqual(await redoSteps(folder, 'Ann', 5), { steps: 1, images: 1 });
    const events = await readDecisions(folder, 'Ann');
    assert.deepEqual([events.length, standingEvents(events).acts.length], [5, 1]);
    assert.deepEqual(await undoSteps(folder, 'Ann', 5), { steps: 1, images: 1 });
    assert.equal(lastStep(await readDecisions(folder, 'Ann')), undefined);
  });
});

describe('lines of several reviewers', () => {
  const folder = temporaryFolder();

  const line = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        op: fc.constantFrom('accept' as const, 'reject' as const, 'flag' as const, 'undecide' as const),
        image: fc.constantFrom(cat, dog, cow),
        by: fc.constantFrom('Ann', 'Bob', 'cy'),
        batch: fc.option(fc.nat(3), { nil: undefined }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('undo' as const), by: fc.constantFrom('Ann', 'Bob'), of: fc.nat(30) }),
    },
  );
  const idOf = (index: number) => `01K${String(index).padStart(23, '0')}`;

  it('mean the same in any order, in any files, and with any of them twice', async () => {
    const given = fc.array(line, { minLength: 1, maxLength: 25 }).chain((lines) => {
      const events = lines.map((each, index): DecisionEvent => {
        const head = { id: idOf(index), ts: '', by: each.by };
        if (each.op === 'undo') return { ...head, op: 'undo', of: idOf(each.of) };
        const { op, image, batch } = each;
        return { ...head, op, image, ...(batch !== undefined && { batch: idOf(100 + batch) }) } satisfies ActEvent;
      });
      const places = fc.tuple(...events.map(() => fc.constantFrom('2026-01', '2026-02', '2026-02-2')));
      const all = fc.shuffledSubarray([...events.keys()], { minLength: events.length });
      return fc.record({
        events: fc.constant(events),
        order: all,
        again: fc.shuffledSubarray([...events.keys()]),
        places,
      });
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ events, order, again, places }) => {
        await lay(events.map((event) => ['2026-01', event] as const));
        const plain = await folded(folder());
        const shuffled = [...order, ...again].flatMap((index) => {
          const event = events[index];
          return event ? [[places[index] ?? '2026-01', event] as const] : [];
        });
        await lay(shuffled);
        assert.deepEqual(await folded(folder()), plain);
      }),
      { numRuns: 60 },
    );
  });

  async function lay(lines: readonly (readonly [month: string, event: DecisionEvent])[]): Promise<void> {
    await rm(path.join(folder(), 'reviews'), { recursive: true, force: true });
    const files = new Map<string, string[]>();
    for (const [month, event] of lines) {
      const file = path.join(folder(), 'reviews', event.by.toLowerCase(), `${month}.jsonl`);
      files.set(file, [...(files.get(file) ?? []), `${eventLine(event)}\n`]);
    }
    for (const [file, texts] of files) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, texts.join(''));
    }
  }
});
