import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type DecisionEvent, eventLine } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import {
  appendDecisions,
  readAllDecisions,
  readDecisions,
} from '../../../../src/engine/datasets/decisions/decision-log.ts';
import { reviewerFolder } from '../../../../src/engine/datasets/decisions/reviewer-folder.ts';
import { UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

const ids = new UlidSource();

function event(by: string, ts = '2026-03-04T05:06:07.000Z'): DecisionEvent {
  return { id: ids.next(), ts, by, op: 'accept', image: 'a'.repeat(64) };
}

describe('the log of decisions', () => {
  let workspace: string;

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'vlp-decisions-'));
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  it('is one file a reviewer and month, and each reads their own', async () => {
    const [march, april] = [event('Jo Doe'), event('Jo Doe', '2026-04-01T00:00:00.000Z')];
    await appendDecisions(workspace, 'Jo Doe', [march]);
    await appendDecisions(workspace, 'Jo Doe', [april]);
    await appendDecisions(workspace, 'Ada', [event('Ada')]);
    assert.deepEqual(await readdir(path.join(workspace, 'reviews/jo-doe')), ['2026-03.jsonl', '2026-04.jsonl']);
    assert.deepEqual(await readDecisions(workspace, 'Jo Doe'), [march, april]);
    assert.deepEqual(await readDecisions(workspace, 'nobody'), []);
  });

  it('passes over a last line that was torn, and goes on behind it', async () => {
    const [first, second] = [event('jo'), event('jo')];
    await appendDecisions(workspace, 'jo', [first]);
    const file = path.join(workspace, 'reviews/jo/2026-03.jsonl');
    await appendFile(file, '{"v":1,"id":"01');
    assert.deepEqual(await readDecisions(workspace, 'jo'), [first]);
    await appendDecisions(workspace, 'jo', [second]);
    assert.deepEqual(await readDecisions(workspace, 'jo'), [first, second]);
    assert.ok((await readFile(file, 'utf8')).endsWith('}\n'));
  });

  it('takes what git put together from two branches, in any order and twice', async () => {
    const events = [event('jo'), event('jo'), event('jo')];
    await appendDecisions(workspace, 'jo', [events[2]!, events[0]!, events[1]!, events[0]!]);
    assert.deepEqual(await readDecisions(workspace, 'jo'), events);
  });

  it('is read of everybody, whatever folder a name shares, and from copies laid beside a month', async () => {
    const [ann, Ann, bob, copy] = [event('ann'), event('Ann'), event('bob'), event('bob')];
    for (const each of [ann, Ann, bob]) await appendDecisions(workspace, each.by, [each]);
    await writeFile(path.join(workspace, 'reviews/bob/2026-03-2.jsonl'), `${eventLine(copy)}\n${eventLine(bob)}\n`);
    await writeFile(path.join(workspace, 'reviews/README.md'), 'What we decided.\n');
    assert.deepEqual(
      await readAllDecisions(workspace),
      new Map([
        ['ann', [ann]],
        ['Ann', [Ann]],
        ['bob', [bob, copy]],
      ]),
    );
  });

  it('is the same for lines in any order, twice, torn, and changed by hand', async () => {
    await mkdir(path.join(workspace, 'reviews/jo'), { recursive: true });
    const file = path.join(workspace, 'reviews/jo/2026-03.jsonl');
    const accepted = event('jo');
    const { id, ts, by } = accepted;
    const changed: DecisionEvent = { id, ts, by, op: 'reject', image: 'a'.repeat(64) };
    const lines = [accepted, event('jo'), changed].map(eventLine);
    const noise = ['', '<<<<<<< HEAD', lines[1]!.slice(0, 40), '{"v":1}'];
    const given = fc.shuffledSubarray([...lines, ...lines, ...noise], { minLength: 10 });
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(given, async (shuffled) => {
        await writeFile(file, `${shuffled.join('\n')}\n`);
        outcomes.add(JSON.stringify(await readDecisions(workspace, 'jo')));
        assert.equal(outcomes.size, 1);
      }),
      { numRuns: 30 },
    );
  });

  it('loses nothing that two windows of one reviewer write at once', async () => {
    const [mine, theirs] = [0, 1].map(() => Array.from({ length: 40 }, () => event('jo')));
    const window = async (events: readonly DecisionEvent[]) => {
      for (const each of events) await appendDecisions(workspace, 'jo', [each]);
    };
    await Promise.all([window(mine!), window(theirs!)]);
    assert.equal((await readDecisions(workspace, 'jo')).length, 80);
  });

  it('writes through no link that leads out of the workspace', async () => {
    const outside = await mkdtemp(path.join(os.tmpdir(), 'vlp-outside-'));
    await symlink(outside, path.join(workspace, 'reviews'), 'junction');
    const isRefused = (error: unknown) => Failure.is(error, 'path-outside-workspace');
    await assert.rejects(appendDecisions(workspace, 'jo', [event('jo')]), isRefused);
    assert.deepEqual(await readdir(outside), []);
    await mkdir(path.join(outside, 'jo'));
    await assert.rejects(readDecisions(workspace, 'jo'), isRefused);
    await rm(outside, { recursive: true });
  });

  it('reads no file without an end that a workspace comes with, nor another’s', async () => {
    await mkdir(path.join(workspace, 'reviews/jo'), { recursive: true });
    const month = path.join(workspace, 'reviews/jo/2026-03.jsonl');
    for (const target of ['/dev/zero', os.devNull, path.join(workspace, 'reviews')]) {
      await symlink(target, month);
      await assert.rejects(readDecisions(workspace, 'jo'), (error) => Failure.is(error, 'file-unreadable'), target);
      await rm(month);
    }
  });

  it('counts decisions that come after one of a time that no clock says', async () => {
    const hostile = { ...event('jo'), id: `7${'Z'.repeat(25)}`, image: 'b'.repeat(64) };
    await appendDecisions(workspace, 'jo', [hostile]);
    const others = new UlidSource();
    others.riseAbove(hostile.id);
    const later = { ...event('jo'), id: others.next() };
    await appendDecisions(workspace, 'jo', [later]);
    assert.deepEqual(await readDecisions(workspace, 'jo'), [later, hostile]);
  });

  it('says what is in the way', async () => {
    await writeFile(path.join(workspace, 'reviews'), '');
    await assert.rejects(appendDecisions(workspace, 'jo', [event('jo')]), (error) =>
      Failure.is(error, 'file-unwritable'),
    );
  });

  it('loses no decision that was reported as made, however its process dies', async () => {
    const writer = fileURLToPath(new URL('./endless-reviewer.ts', import.meta.url));
    const reported: string[] = [];
    for (let round = 1; round <= 3; round++) {
      const child = spawn(process.execPath, ['--import', 'tsx', writer, workspace], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let told = '';
      for await (const chunk of child.stdout) {
        told += chunk;
        if (told.split('\n').length > 20 * round) break;
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      reported.push(...told.split('\n').slice(0, -1));
    }
    const kept = new Set((await readDecisions(workspace, 'jo')).map(({ id }) => id));
    assert.ok(reported.length >= 100);
    assert.deepEqual(
      reported.filter((id) => !kept.has(id)),
      [],
    );
  });

  it('has folders that every disk can have', () => {
    const names: readonly (readonly [string, string])[] = [
      ['Jo Doe', 'jo-doe'],
      ['jo@example.org', 'jo-example.org'],
      ['../../etc', 'etc'],
      ['Ärztin Nº1', 'ärztin-nº1'.normalize('NFC')],
      ['..', 'reviewer'],
      ['CON', 'con-'],
      ['nul.txt', 'nul.txt-'],
      ['a/b\\c:d', 'a-b-c-d'],
    ];
    for (const [reviewer, folder] of names) assert.equal(reviewerFolder(reviewer), folder);
  });

  it('reads nothing else that lies there', async () => {
    await mkdir(path.join(workspace, 'reviews/jo'), { recursive: true });
    await writeFile(path.join(workspace, 'reviews/jo/notes.jsonl'), '{}\n');
    assert.deepEqual(await readDecisions(workspace, 'jo'), []);
  });
});
