import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { digestOf } from '../../../src/engine/files/digest.ts';
import { RunHistory } from '../../../src/engine/runs/run-history.ts';
import { thisWriter } from '../../../src/engine/runs/run-writer.ts';
import { ImageStore } from '../../../src/engine/store/image-store.ts';
import { StoreFiles } from '../../../src/engine/store/store-files.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { dataPlan, evaluationPlan, recipePlan } from '../support/plans.ts';
import { reportOn } from '../support/reports.ts';

const day = 24 * 60 * 60_000;
const recipe = recipePlan({ images: 2 });
const keys = recipe.cells.flatMap((cell) => cell.images.map(({ key }) => key));
const plan = { kind: 'draw', recipe } as const;
const hash = (text: string) => digestOf(text);

describe('the history of runs', () => {
  let folder: string;
  let files: StoreFiles;
  let history: RunHistory;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-runs-'));
    files = new StoreFiles(folder);
    history = open();
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** As another process would, that knows only what is on disk. */
  const open = () => new RunHistory(files, new ImageStore(files));

  const journal = (id: string) => path.join(folder, 'runs', `${id}.jsonl`);
  const outcomes = async (from = history) => (await from.list()).map(({ outcome }) => outcome);
  const namesIn = async (area: string) =>
    (await readdir(path.join(folder, 'runs', area)).catch(() => [])).filter((name) => name !== '.gitignore').sort();

  /** A journal whose process is gone. */
  async function killed(of = plan): Promise<string> {
    const run = await history.begin(of);
    const text = await readFile(journal(run.id), 'utf8');
    const { process: _, ...writer } = thisWriter();
    const other = JSON.stringify({ ...writer, process: 2 ** 22 + 1 });
    await writeFile(
      journal(run.id),
      text.replace(JSON.stringify(thisWriter()), JSON.stringify({ ...JSON.parse(other) })),
    );
    return run.id;
  }

  async function finished(): Promise<string> {
    const run = await history.begin(plan);
    await run.end();
    return run.id;
  }

  it('tells of a run what was asked and what came of it, the newest first', async () => {
    const first = await finished();
    const run = await history.begin(plan);
    await run.addReused([[keys[0]!, hash('a')]]);
    await run.addDrawn(keys[1]!, hash('b'));
    await run.addDrawn(keys[0]!, hash('a'));
    await run.addFailed(keys[2]!, 'It is too long.');
    const [now] = await history.list();
    assert.deepEqual([now?.id, now?.outcome, now?.ended], [run.id, 'running', undefined]);
    assert.deepEqual(now?.images, { total: 4, drawn: 1, reused: 1, failed: 1 });
    await run.end();
    await run.endWith(new Error('too late'));
    const [last, before] = await open().list();
    assert.deepEqual([last?.id, last?.outcome, before?.id], [run.id, 'done', first]);
    assert.deepEqual([last?.kind, last?.name, last?.file], ['draw', 'preview', 'test.vlprompt']);
    assert.deepEqual(last?.images, { total: 4, drawn: 1, reused: 1, failed: 1 });
    assert.ok(!Number.isNaN(Date.parse(last?.started ?? '')) && !Number.isNaN(Date.parse(last?.ended ?? '')));
    const { recipe: asked, drawn } = await open().read(run.id);
    assert.deepEqual(asked, recipe);
    assert.deepEqual(
      drawn?.cells.flat().map(({ state, reason }) => [state, reason]),
      [
        ['missing', undefined],
        ['missing', undefined],
        ['failed', 'It is too long.'],
        ['missing', undefined],
      ],
      'no file is there',
    );
  });

  it('has those that begin at once in the order in which they were asked for', async () => {
    const begun = await Promise.all(Array.from({ length: 30 }, () => history.begin(plan)));
    const ids = begun.map(({ id }) => id);
    assert.deepEqual([...ids].sort(), ids);
  });

  it('says why a run failed, and that one was cancelled', async () => {
    const failed = await history.begin(plan);
    await failed.endWith(new Failure('disk-full', 'The disk is full.'));
    const cancelled = await history.begin(plan);
    await cancelled.endWith(new Failure('cancelled', 'Cancelled.'));
    const [second, first] = await history.list();
    assert.deepEqual([second?.outcome, second?.reason], ['cancelled', undefined]);
    assert.deepEqual([first?.outcome, first?.reason], ['failed', 'The disk is full.']);
  });

  it('keeps a plan once, and a thousand found images in few lines', async () => {
    const images = Array.from({ length: 1000 }, (_, i) => [`key ${i}`, hash(`${i}`)] as const);
    const run = await history.begin(plan);
    await run.addReused(images);
    await run.end();
    await finished();
    assert.equal((await namesIn('plans')).length, 1);
    assert.equal((await readFile(journal(run.id), 'utf8')).trim().split('\n').length, 4);
    assert.equal((await open().list())[1]?.images.reused, 1000);
  });

  it('tells runs that were killed from those at work', async () => {
    await killed();
    await history.begin(plan);
    assert.deepEqual(await outcomes(), ['running', 'interrupted']);
    assert.deepEqual(await outcomes(open()), ['interrupted', 'interrupted'], 'of another life of this process');
  });

  it('knows which run went on with which', async () => {
    const first = await killed();
    const other = { kind: 'draw', recipe: recipePlan({ images: 1 }) } as const;
    const second = await killed();
    const third = await history.begin(other, second);
    await third.end();
    const [last, middle, oldest] = await history.list();
    assert.deepEqual([last?.resumes, last?.resumedBy], [second, undefined]);
    assert.deepEqual([middle?.id, middle?.resumedBy], [second, third.id]);
    assert.deepEqual([oldest?.id, oldest?.resumedBy], [first, second], 'the same was asked for');
  });

  it('keeps the report of an evaluation', async () => {
    const evaluation = evaluationPlan({ on: [{ kind: 'data', data: dataPlan('real') }] });
    const run = await history.begin({ kind: 'evaluate', evaluation });
    const accuracy = { value: 0.5, n: 2, low: 0.1, high: 0.9, method: 'wilson' as const };
    const report = reportOn('holdout', accuracy);
    await run.end(await history.keepReport(report));
    const [summary] = await open().list();
    assert.deepEqual([summary?.verdict, summary?.accuracies], ['needs-review', [{ source: 'holdout', accuracy }]]);
    const record = await open().read(run.id);
    assert.deepEqual([record.report, record.evaluation], [report, evaluation]);
    assert.equal(record.recipe, undefined);
  });

  it('takes nothing for a plan or a report that is none, though a journal names it', async () => {
    const evaluation = evaluationPlan({ on: [{ kind: 'data', data: dataPlan('real') }] });
    const accuracy = { value: 0.5, n: 2, low: 0.1, high: 0.9, method: 'wilson' as const };
    const drawn = await history.begin(plan);
    await drawn.end();
    const judged = await history.begin({ kind: 'evaluate', evaluation });
    await judged.end(await history.keepReport(reportOn('holdout', accuracy)));
    const bad = [
      '',
      '{',
      'null',
      '[]',
      '{}',
      JSON.stringify({ ...recipe, cells: [{ ...recipe.cells[0], images: [{ key: '../../etc' }] }] }),
      JSON.stringify({ ...evaluation, classes: 5 }),
      JSON.stringify({ ...reportOn('holdout', { ...accuracy, n: '[x](command:evil)' as never }) }),
    ];
    for (const text of bad) {
      const replaced = async (run: string) => {
        const before = await readFile(journal(run), 'utf8');
        const [plan, report] = [/"plan":"[0-9a-f]{64}"/, /"report":"[0-9a-f]{64}"/];
        await writeFile(
          journal(run),
          before.replace(plan, `"plan":"${hash(text)}"`).replace(report, `"report":"${hash(text)}"`),
        );
        for (const kind of ['plans', 'reports']) {
          await mkdir(path.join(folder, 'runs', kind), { recursive: true });
          await writeFile(path.join(folder, 'runs', kind, `${hash(text)}.json`), text);
        }
      };
      await replaced(drawn.id);
      await replaced(judged.id);
      assert.deepEqual(Object.keys(await open().read(drawn.id)), ['summary'], text);
      assert.deepEqual(Object.keys(await open().read(judged.id)), ['summary'], text);
    }
  });

  it('passes over journals that name a file elsewhere, or tell what cannot be shown', async () => {
    const id = await finished();
    const whole = await readFile(journal(id), 'utf8');
    const [start, end] = whole
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const write = (first: object, last: object) =>
      writeFile(journal(id), `${JSON.stringify({ ...start, ...first })}\n${JSON.stringify({ ...end, ...last })}\n`);
    for (const file of ['../secret', 'a/../../b', '/etc/passwd', 'C:\\x', '\\\\host\\share', '..\\x', 'a\0b']) {
      await write({ subject: { kind: 'draw', name: 'a', file } }, {});
      assert.deepEqual(await open().list(), [], file);
    }
    for (const first of [{ at: 'soon' }, { resumes: 5 }, { images: -1 }]) {
      await write(first, {});
      assert.deepEqual(await open().list(), [], JSON.stringify(first));
    }
    const estimate = { value: 'x', n: 1, low: 0, high: 1, method: 'wilson' };
    for (const last of [
      { at: 'later' },
      { reason: { markdown: true } },
      { judged: 5 },
      { judged: { report: '../x', verdict: 'passed', accuracies: [] } },
      { judged: { report: hash('a'), verdict: 'great', accuracies: [] } },
      { judged: { report: hash('a'), verdict: 'passed', accuracies: [{ source: 'a', accuracy: estimate }] } },
    ]) {
      await write({}, last);
      assert.deepEqual(await outcomes(open()), ['interrupted'], JSON.stringify(last));
    }
  });

  it('passes over torn lines, strangers and journals of other versions', async () => {
    const done = await finished();
    await appendFile(journal(done), '');
    const torn = await history.begin(plan);
    await torn.addDrawn(keys[0]!, hash('a'));
    await appendFile(journal(torn.id), '{"kind":"image","key":"');
    for (const [name, text] of [
      ['20261122T000000000Z-1-1.jsonl', '{"kind":"start","recipe":"old","images":1}\n{"kind":"end"}\n'],
      ['20261122T000000001Z-1-1.jsonl', ''],
      ['20261122T000000002Z-1-1.jsonl', '\u0000\u0001garbage'],
      ['notes.txt', 'mine'],
    ] as const) {
      await writeFile(path.join(folder, 'runs', name), text);
    }
    await mkdir(path.join(folder, 'runs', '20261122T000000003Z-1-1.jsonl'));
    assert.deepEqual(
      (await history.list()).map(({ id }) => id),
      [torn.id, done],
    );
    assert.equal((await history.list())[0]?.images.drawn, 1);
  });

  it('reads a journal that was cut off anywhere as far as it goes', async () => {
    const run = await history.begin(plan);
    await run.addReused([[keys[0]!, hash('a')]]);
    await run.addDrawn(keys[1]!, hash('b'));
    await run.addFailed(keys[2]!, 'ein Grund — “why”');
    await run.end();
    const whole = await readFile(journal(run.id));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        await writeFile(journal(run.id), whole.subarray(0, length));
        const [summary] = await open().list();
        const lines = whole.subarray(0, length).toString('utf8').split('\n').length - 1;
        if (lines === 0) return assert.equal(summary, undefined);
        const isWhole = length >= whole.length - 1;
        const count = (line: number) => (isWhole || lines > line ? 1 : 0);
        assert.equal(summary?.outcome, isWhole ? 'done' : 'interrupted');
        const { drawn, reused } = summary?.images ?? { drawn: -1, reused: -1 };
        assert.ok(reused >= count(1) && drawn >= count(2));
        await open().read(run.id);
      }),
      { numRuns: 60 },
    );
  });

  describe('notes', () => {
    it('pin, name and compare runs; the last word counts', async () => {
      const [first, second] = [await finished(), await finished()];
      await history.change({ kind: 'note', run: first, note: ' worse hands ' });
      await history.change({ kind: 'pin', run: first, isPinned: true });
      await history.change({ kind: 'baseline', run: first, isBaseline: true });
      await history.change({ kind: 'baseline', run: second, isBaseline: true });
      const seen = async () =>
        (await open().list()).map(({ note, isPinned, isBaseline }) => [note, isPinned, isBaseline]);
      assert.deepEqual(await seen(), [
        [undefined, true, true],
        ['worse hands', true, false],
      ]);
      await history.change({ kind: 'pin', run: second, isPinned: false });
      await history.change({ kind: 'note', run: first, note: '' });
      assert.deepEqual(await seen(), [
        [undefined, false, false],
        [undefined, true, false],
      ]);
    });

    it('survive a line that was torn', async () => {
      const run = await finished();
      await history.change({ kind: 'note', run, note: 'good' });
      await appendFile(path.join(folder, 'runs/notes.jsonl'), `{"kind":"note","run":"${run}","no`);
      assert.equal((await open().list())[0]?.note, 'good');
      await history.change({ kind: 'pin', run, isPinned: true });
      const [summary] = await open().list();
      assert.deepEqual([summary?.note, summary?.isPinned], ['good', true]);
    });

    it('may be anything that somebody wrote there', async () => {
      const run = await finished();
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(fc.json(), fc.string()), { maxLength: 10 }), async (lines) => {
          await writeFile(path.join(folder, 'runs/notes.jsonl'), lines.join('\n'));
          assert.equal((await open().list())[0]?.id, run);
        }),
        { numRuns: 50 },
      );
    });

    it('are of runs that are there', async () => {
      const unknown = { kind: 'pin', run: '20261122T000000000Z-00000000', isPinned: true } as const;
      await assert.rejects(history.change(unknown), (error) => Failure.is(error, 'run-missing'));
      await assert.rejects(history.read(unknown.run), (error) => Failure.is(error, 'run-missing'));
      const { id } = await history.begin(plan);
      await assert.rejects(history.change({ kind: 'remove', run: id }), (error) => Failure.is(error, 'run-at-work'));
      const done = await finished();
      await history.change({ kind: 'remove', run: done });
      assert.deepEqual(
        (await history.list()).map((run) => run.id),
        [id],
      );
    });
  });

  describe('is forgotten', () => {
    const age = async (id: string, days: number) => {
      const then = new Date(Date.now() - days * day);
      await utimes(journal(id), then, then);
    };

    it('when it is old, but for what is pinned, a baseline or at work', async () => {
      const [old, pinned, baseline, young] = [await finished(), await finished(), await finished(), await finished()];
      await history.change({ kind: 'pin', run: pinned, isPinned: true });
      await history.change({ kind: 'baseline', run: baseline, isBaseline: true });
      const atWork = (await history.begin(plan)).id;
      const interrupted = await killed({ kind: 'draw', recipe: recipePlan({ images: 1 }) });
      for (const id of [old, pinned, baseline, atWork, interrupted]) await age(id, 31);
      await history.prune();
      const left = (await history.list()).map(({ id }) => id).sort();
      assert.deepEqual(left, [pinned, baseline, young, atWork].sort());
    });

    it('when there are many newer ones, but not what waits to be gone on with', async () => {
      const open = await killed({ kind: 'draw', recipe: recipePlan({ images: 1 }) });
      const ids: string[] = [];
      for (let i = 0; i < 203; i++) ids.push(await finished());
      await history.prune();
      const left = (await history.list()).map(({ id }) => id);
      assert.deepEqual([left.length, left.at(-1), left.at(-2)], [201, open, ids[3]]);
    });

    it('with its plan and report, once nothing names them and nobody can be about to', async () => {
      await finished();
      const other = await history.begin({ kind: 'draw', recipe: recipePlan({ images: 1 }) });
      await other.end();
      await age(other.id, 31);
      const [first, second] = await namesIn('plans');
      await history.prune();
      assert.deepEqual(await namesIn('plans'), [first, second], 'made a moment ago');
      const then = new Date(Date.now() - day);
      for (const name of [first!, second!]) await utimes(path.join(folder, 'runs/plans', name), then, then);
      await history.prune();
      assert.equal((await namesIn('plans')).length, 1);
      const [run] = await history.list();
      assert.deepEqual((await history.read(run!.id)).recipe, recipe);
    });

    it('of an older version too, and nothing that is not ours', async () => {
      await finished();
      const old = '20200101T000000000Z-1-1';
      await writeFile(journal(old), '{"kind":"start","recipe":"old","images":1}\n');
      await writeFile(path.join(folder, 'runs/mine.jsonl'), 'mine');
      await age(old, 31);
      await history.prune();
      assert.deepEqual(
        (await namesIn('.')).filter((name) => name.endsWith('.jsonl') && !name.includes('T')),
        ['mine.jsonl'],
      );
      await assert.rejects(readFile(journal(old)), { code: 'ENOENT' });
    });

    it('where there is nothing at all', async () => {
      await rm(folder, { recursive: true });
      await history.prune();
      assert.deepEqual(await history.list(), []);
    });
  });

  it('goes on without a journal where none can be written', async () => {
    await writeFile(path.join(folder, 'runs'), 'a file in the way');
    const run = await history.begin(plan);
    await run.addDrawn(keys[0]!, hash('a'));
    await run.end();
    assert.deepEqual(await history.list(), []);
  });

  it('keeps the ending of a journal whose disk was full in between', async () => {
    const run = await history.begin(plan);
    const append = files.append.bind(files);
    files.append = async (file, text) => {
      await append(file, text.slice(0, 10));
      throw new Failure('disk-full', 'The disk is full.');
    };
    await run.addDrawn(keys[0]!, hash('a'));
    files.append = append;
    await run.addDrawn(keys[1]!, hash('b'));
    await run.end();
    const [summary] = await open().list();
    assert.deepEqual([summary?.outcome, summary?.images.drawn], ['done', 2]);
    await truncate(journal(run.id), 0);
  });

  it('is in order although the clock was put back', async () => {
    const first = await finished();
    const future = first.replace(/^\d{4}/, '2090');
    await writeFile(journal(future), (await readFile(journal(first), 'utf8')).replaceAll(first, future));
    const next = await finished();
    assert.deepEqual(
      (await open().list()).map(({ id }) => id),
      [next, future, first],
    );
  });
});
