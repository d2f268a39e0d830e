import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decideImages, undoSteps } from '../../../../../src/engine/datasets/decisions/decide-images.ts';
import {
  type ActEvent,
  type DecisionEvent,
  eventLine,
} from '../../../../../src/engine/datasets/decisions/decision-event.ts';
import {
  appendDecisions,
  decisionFiles,
  readAllDecisions,
  readDecisions,
} from '../../../../../src/engine/datasets/decisions/decision-log.ts';
import { foldDecisions } from '../../../../../src/engine/datasets/decisions/fold-decisions.ts';
import { UlidSource } from '../../../../../src/engine/datasets/decisions/ulid.ts';
import { Failure } from '../../../../../src/protocol/failure.ts';
import { mountDisk } from '../../../support/mounted-disk.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ids = new UlidSource();
const [cat, dog] = ['a'.repeat(64), 'b'.repeat(64)];
const picture = (hash: string) => ({ file: '', hash, pixels: hash });

function event(image = cat): ActEvent {
  return {
    id: ids.next(),
    ts: '2026-03-04T05:06:07.000Z',
    by: 'jo',
    op: 'reject',
    image,
    why: ['blurred'],
    note: 'Füße',
  };
}

describe('a file of decisions that something went wrong with', () => {
  const folder = temporaryFolder();
  const month = () => path.join(folder(), 'reviews/jo/2026-03.jsonl');

  async function lay(text: string | Buffer): Promise<void> {
    await mkdir(path.dirname(month()), { recursive: true });
    await writeFile(month(), text);
  }

  it('counts no part of a last line, torn off at any length, and goes on behind it', async () => {
    const [first, torn, next] = [event(), event(dog), event()];
    const whole = Buffer.from(`${eventLine(first)}\n`);
    const line = Buffer.from(eventLine(torn));
    for (let length = 0; length <= line.length; length++) {
      await lay(Buffer.concat([whole, line.subarray(0, length)]));
      assert.deepEqual(await readDecisions(folder(), 'jo'), [first], `${length} bytes`);
      await appendDecisions(folder(), 'jo', [next]);
      // Only its newline was missing: it is whole, as it is seen now.
      const kept = length === line.length ? [first, torn, next] : [first, next];
      assert.deepEqual(await readDecisions(folder(), 'jo'), kept, `${length} bytes`);
      assert.equal((await readFile(month(), 'utf8')).at(-1), '\n');
    }
  });

  it('edited by hand: marks, line ends, blanks and unknown members do not matter', async () => {
    const [first, second] = [event(), event(dog)];
    const wide = eventLine(second).replaceAll('":', '" : ').replace('{', '{ "tool": {"x": [1]},\t');
    await lay(`\uFEFF${eventLine(first)}\r\n\r\n  ${wide}  \r\n`);
    assert.deepEqual(await readDecisions(folder(), 'jo'), [first, second]);
  });

  it('edited by hand: what is no event is read over, and spoils no line beside it', async () => {
    const [first, last] = [event(), event(dog)];
    const wrong = (change: Readonly<Record<string, unknown>>) =>
      JSON.stringify({ ...JSON.parse(eventLine(event())), ...change });
    const lines = [
      ...['<<<<<<< HEAD', '=======', '>>>>>>> theirs', '# a comment', 'null', '[]', '"x"', '{}', '{"v":1}', '\0\0\0'],
      ...[{ v: 2 }, { v: '1' }, { id: 7 }, { id: 'x' }, { ts: null }, { by: ['jo'] }, { s: 'abc' }, { s: 1 }].map(
        wrong,
      ),
      ...[{ op: 'delete' }, { op: 1 }, { op: 'toString' }, { op: 'undo' }, { op: 'undo', of: 'x' }].map(wrong),
      ...[{ op: 'relabel' }, { op: 'rate', to: 6 }, { op: 'rate', to: '4' }, { op: 'split', to: 'dev' }].map(wrong),
      ...[
        { op: 'tag', to: '' },
        { op: 'distinct', to: 'x' },
      ].map(wrong),
      wrong({ by: 'somebody else' }),
      `${'['.repeat(100_000)}`,
      `{"v":1,"id":"${'0'.repeat(5_000_000)}"}`,
      `${eventLine(event())}${eventLine(event())}`,
    ];
    await lay([eventLine(first), ...lines, eventLine(last), ''].join('\n'));
    assert.deepEqual(await readDecisions(folder(), 'jo'), [first, last]);
  });

  it('edited by hand: of an event, members of wrong types alone are read over, and long notes are kept', async () => {
    const plain = event();
    const { why: _, note: _note, ...bare } = plain;
    const broken = { ...JSON.parse(eventLine(plain)), px: 7, key: 'x', batch: {}, why: [1, ''], note: 3, ms: -1 };
    const long = { ...event(dog), note: 'n'.repeat(1_000_000) };
    await lay(`${JSON.stringify(broken)}\n${eventLine(long)}\n`);
    assert.deepEqual(await readDecisions(folder(), 'jo'), [bare, long]);
  });

  it('with one event twice, and two of one id, says the same in any order', async () => {
    const [first, second] = [event(), event(dog)];
    const other: DecisionEvent = { ...second, note: 'changed by hand' };
    const lines = [first, second, other, first].map(eventLine);
    const read: string[] = [];
    for (const order of [lines, lines.toReversed(), [...lines, ...lines]]) {
      await lay(`${order.join('\n')}\n`);
      read.push(JSON.stringify(await readDecisions(folder(), 'jo')));
    }
    assert.equal(new Set(read).size, 1);
    assert.equal((await readDecisions(folder(), 'jo')).length, 2);
  });

  it('with a link in its place: nothing is read or written through it', async () => {
    const outside = await mkdtemp(path.join(os.tmpdir(), 'vlp-outside-'));
    const target = path.join(outside, 'target.jsonl');
    await writeFile(target, `${eventLine(event())}\n`);
    const before = await readFile(target, 'utf8');
    await mkdir(path.dirname(month()), { recursive: true });
    await symlink(target, month());
    const isUnreadable = (error: unknown) => Failure.is(error, 'file-unreadable');
    await assert.rejects(readDecisions(folder(), 'jo'), isUnreadable);
    await assert.rejects(readAllDecisions(folder()), isUnreadable);
    await assert.rejects(appendDecisions(folder(), 'jo', [event()]), (error) => Failure.is(error, 'file-unwritable'));
    await rm(month());
    await symlink(path.join(outside, 'new.jsonl'), month());
    await assert.rejects(appendDecisions(folder(), 'jo', [event()]), (error) => Failure.is(error, 'file-unwritable'));
    assert.deepEqual([await readdir(outside), await readFile(target, 'utf8')], [['target.jsonl'], before]);
    await rm(outside, { recursive: true });
  });

  it('in a folder that cannot be written to: says so, and what was decided stays', async function () {
    const disk = mountDisk(this, folder(), 'size=1m');
    try {
      await decideImages(folder(), 'jo', [picture(cat)], { op: 'accept' });
      disk.makeReadOnly();
      const isRefused = (error: unknown) => Failure.is(error, 'file-unwritable') && error.message.includes('writable');
      await assert.rejects(decideImages(folder(), 'jo', [picture(dog)], { op: 'accept' }), isRefused);
      await assert.rejects(decideImages(folder(), 'ann', [picture(dog)], { op: 'accept' }), isRefused);
      await assert.rejects(undoSteps(folder(), 'jo', 1), isRefused);
      assert.deepEqual([...foldDecisions(await readDecisions(folder(), 'jo')).keys()], [cat]);
    } finally {
      disk.unmount();
    }
  });

  it('in a file that cannot be written to: says so', async function () {
    await decideImages(folder(), 'jo', [picture(cat)], { op: 'accept' });
    const [file = ''] = await decisionFiles(folder());
    await chmod(file, 0o444);
    // Whoever may do everything may write, too.
    if (process.getuid?.() === 0 || process.platform === 'win32') return this.skip();
    const refused = decideImages(folder(), 'jo', [picture(dog)], { op: 'accept' });
    await assert.rejects(refused, (error) => Failure.is(error, 'file-unwritable'));
  });

  it('on a disk that is full: says so, keeps what was kept, and goes on once there is room', async function () {
    const disk = mountDisk(this, folder(), 'size=64k');
    try {
      const kept = [];
      const decide = (hash: string) =>
        decideImages(folder(), 'jo', [picture(hash)], { op: 'accept', note: 'n'.repeat(900) });
      await writeFile(path.join(folder(), 'ballast'), Buffer.alloc(16_384));
      const isFull = (error: unknown) => Failure.is(error, 'disk-full');
      for (let index = 0; index < 100; index++) {
        const hash = index.toString(16).padStart(64, 'c');
        const isKept = await decide(hash).then(
          () => true,
          (error) => (isFull(error) ? false : Promise.reject(error)),
        );
        if (!isKept) break;
        kept.push(hash);
      }
      assert.ok(kept.length > 10 && kept.length < 100);
      await assert.rejects(decide(dog), isFull);
      await assert.rejects(undoSteps(folder(), 'jo', 1), isFull);
      assert.deepEqual([...foldDecisions(await readDecisions(folder(), 'jo')).keys()], kept);
      await rm(path.join(folder(), 'ballast'));
      await decide(dog);
      assert.deepEqual([...foldDecisions(await readDecisions(folder(), 'jo')).keys()], [...kept, dog]);
    } finally {
      disk.unmount();
    }
  });
});

describe('a clock that is wrong', () => {
  const folder = temporaryFolder();
  const now = Date.now;
  afterEach(() => {
    Date.now = now;
  });

  it('going back or jumping ahead changes no order: who decides later has the last word', async () => {
    const hour = 3_600_000;
    for (const [index, at] of [0, -hour, 1000 * 24 * hour, -30 * 24 * hour, 5 * hour].entries()) {
      Date.now = () => now() + at;
      await decideImages(folder(), 'jo', [picture(cat)], { op: index % 2 === 0 ? 'accept' : 'reject' });
    }
    const events = await readDecisions(folder(), 'jo');
    assert.deepEqual(
      events.map(({ op }) => op),
      ['accept', 'reject', 'accept', 'reject', 'accept'],
    );
    Date.now = () => now() - 10 * 24 * hour;
    await undoSteps(folder(), 'jo', 1);
    assert.equal(foldDecisions(await readDecisions(folder(), 'jo')).get(cat)?.state, 'rejected');
  });

  it('is no reason that another window’s decisions sort after those that come later', async () => {
    const ahead = new UlidSource(() => now() + 1e10);
    const theirs = { ...event(), id: ahead.next() };
    await appendDecisions(folder(), 'jo', [theirs]);
    await decideImages(folder(), 'jo', [picture(cat)], { op: 'accept' });
    assert.equal(foldDecisions(await readDecisions(folder(), 'jo')).get(cat)?.state, 'kept');
  });
});
