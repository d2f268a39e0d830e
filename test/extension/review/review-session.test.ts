import assert from 'node:assert/strict';
import { Failure } from '../../../src/protocol/failure.ts';
import type { DecidedPlaces } from '../../../src/protocol/webviews/review.ts';
import { planUnderTest, ReviewUnderTest } from './review-under-test.ts';

describe('a review', () => {
  let review: ReviewUnderTest;
  afterEach(() => {
    review.session.dispose();
    assert.deepEqual(review.errors, []);
  });

  it('is of the images of its recipe, as its view says', async () => {
    review = await ReviewUnderTest.start();
    const { activity, title, file, count, drawn, total, classes, reviewer, revision } = review.snapshot;
    assert.deepEqual(
      { activity, title, file, count, drawn, total, classes, reviewer, revision },
      {
        activity: { kind: 'ready' },
        title: 'preview',
        file: 'shoes.vlprompt',
        count: 6,
        drawn: 6,
        total: 6,
        classes: ['boot', 'bag'],
        reviewer: 'Ann Lee',
        revision: 1,
      },
    );
    review.session.change({ where: 'class = bag', order: { by: 'field', field: 'score', isDescending: true } });
    await review.listed(() => review.snapshot.revision === 2);
    assert.equal(review.snapshot.count, 3);
  });

  it('of several recipes, and of a curation with its own policy, reasons and blindness', async () => {
    review = await ReviewUnderTest.start(undefined, { kind: 'recipes', recipes: ['preview', 'other'] });
    assert.equal(review.snapshot.title, 'preview, other');
    review.session.dispose();
    review = await ReviewUnderTest.start(undefined, { kind: 'curation', curation: 'train' });
    const { title, reasons, isBlind } = review.snapshot;
    assert.deepEqual({ title, reasons, isBlind }, { title: 'train', reasons: ['bad sole'], isBlind: true });
    const [, asked] = review.engine.opened;
    assert.deepEqual([asked?.policy, asked?.isBlind, asked?.source?.kind], [{ kind: 'majority' }, true, 'curation']);
  });

  it('tells the source only to an engine that does not know it', async () => {
    review = await ReviewUnderTest.start();
    assert.deepEqual(
      review.engine.opened.map(({ source }) => source !== undefined),
      [false, true],
    );
    review.reviewer = 'Bob';
    review.preferred.fire();
    await review.listed(() => review.snapshot.reviewer === 'Bob' && review.engine.listed.length === 2);
    assert.equal(review.engine.opened.at(-1)?.source, undefined);
    assert.equal(review.engine.opened.at(-1)?.reviewer, 'Bob');
    assert.equal(review.engine.closed.length, 1);
  });

  it('decides in the order of the keys, a step each, about the images that were seen', async () => {
    review = await ReviewUnderTest.start();
    const answers = await Promise.all([
      review.decide([0], 'accept'),
      review.decide([1], 'reject'),
      review.decide([1, 0], 'flag'),
    ]);
    assert.deepEqual(
      review.engine.steps.map(({ change, isOf }) => [change?.op, isOf]),
      [
        ['accept', [0]],
        ['reject', [1]],
        ['flag', [1, 0]],
      ],
    );
    assert.equal(review.letters, 'KRuuuu');
    assert.deepEqual(answers[1], { letters: [[1, 'r']] });
    assert.deepEqual(
      review.edits.map(({ label }) => label),
      ['Accept 1 Image', 'Reject 1 Image', 'Pin 2 Images'],
    );
  });

  it('writes no step that changes nothing, and counts what would change without writing', async () => {
    review = await ReviewUnderTest.start();
    await review.decide([0], 'accept');
    await review.decide([0], 'accept');
    assert.equal(review.engine.steps.length, 1);
    await review.edits.at(-1)?.undo();
    await review.edits.at(-1)?.redo();
    assert.deepEqual(review.passedOn, ['undo', 'redo']);
    const { revision } = review.snapshot;
    assert.equal(await review.session.count({ revision, places: 'all', change: { op: 'accept' } }), 5);
    assert.equal(review.engine.steps.length, 1);
  });

  it('undoes a step by an event that takes it back, and redoes by taking that back', async () => {
    review = await ReviewUnderTest.start();
    await review.decide([2], 'accept');
    await review.decide('all', 'reject');
    const [first, all] = review.edits;
    assert.ok(first && all);
    assert.equal(review.letters, 'rrrrrr');
    for (const [act, letters] of [
      [all.undo, 'uukuuu'],
      [first.undo, 'uuuuuu'],
      [first.redo, 'uukuuu'],
      [all.redo, 'rrrrrr'],
      [all.undo, 'uukuuu'],
    ] as const) {
      await act();
      assert.equal(review.letters, letters);
    }
    assert.deepEqual(
      review.engine.steps.map(({ undoes }) => undoes),
      [undefined, undefined, 'step-2', 'step-1', 'step-4', 'step-3', 'step-6'],
    );
    assert.equal(review.edits.length, 2);
  });

  it('undoes the last key that was pressed, also before it is written', async () => {
    review = await ReviewUnderTest.start();
    const writing = [review.decide([0], 'accept'), review.decide([1], 'reject')];
    await review.edits.at(-1)?.undo();
    await Promise.all(writing);
    assert.equal(review.letters, 'kuuuuu');
  });

  it('shows what an undo was about, and lists it again where it had gone', async () => {
    review = await ReviewUnderTest.start();
    review.session.change({ show: 'undecided' });
    await review.listed(() => review.snapshot.revision === 2);
    await review.decide([1], 'accept');
    assert.equal(review.snapshot.count, 6);
    review.drawn = 7;
    await review.session.refresh();
    assert.equal(review.snapshot.count, 5);
    await review.edits.at(-1)?.undo();
    await review.listed(() => review.snapshot.count === 6);
    assert.deepEqual(review.snapshot.pointed, { number: 1, serial: 1 });
  });

  it('decides about no image when another list holds by now', async () => {
    review = await ReviewUnderTest.start();
    const { revision } = review.snapshot;
    review.session.change({ where: 'class = bag' });
    await review.listed(() => review.snapshot.revision > revision);
    assert.equal(await review.session.decide({ revision, places: [0], change: { op: 'accept' } }), null);
    assert.equal(review.engine.steps.length, 0);
    await review.decide([0], 'accept');
    assert.deepEqual(review.engine.steps[0]?.isOf, [3]);
  });

  it('passes on why a decision was not kept, makes nothing of it, and goes on', async () => {
    review = await ReviewUnderTest.start();
    review.engine.refusal = new Failure('disk-full', 'The disk is full.');
    await assert.rejects(review.decide([0], 'accept'), /disk is full/);
    assert.equal(review.letters, 'uuuuuu');
    await review.edits[0]?.undo();
    assert.deepEqual([review.passedOn, review.engine.steps], [['undo'], []]);
    await review.decide([0], 'reject');
    assert.equal(review.letters, 'ruuuuu');
  });

  it('hears of decisions made elsewhere', async () => {
    review = await ReviewUnderTest.start();
    const heard: DecidedPlaces['letters'][] = [];
    review.session.set.onDidDecide((letters) => heard.push(letters));
    review.engine.decideElsewhere(4, 'reject');
    await review.listed(() => heard.length > 0);
    assert.deepEqual(heard, [[[4, 'r']]]);
    assert.equal(review.letters, 'uuuuru');
  });

  it('opens its images again without a word when the engine has started anew', async () => {
    review = await ReviewUnderTest.start();
    review.engine.restart();
    await review.decide([5], 'accept');
    assert.deepEqual(review.engine.steps[0]?.isOf, [5]);
    review.engine.restart();
    await review.session.relist();
    assert.equal(review.letters, 'uuuuuk');
    assert.equal(review.snapshot.revision, 1);
    assert.equal(review.engine.opened.length, 6);
  });

  it('does not decide by number when the engine has found other images meanwhile', async () => {
    review = await ReviewUnderTest.start();
    review.engine.restart();
    review.engine.images = review.engine.images.slice(1);
    await assert.rejects(review.decide([5], 'accept'), { code: 'set-unknown' });
    assert.deepEqual(review.engine.steps, []);
  });

  it('takes in images that are drawn meanwhile, once they have stopped coming', async () => {
    review = await ReviewUnderTest.start();
    review.engine.images = [...review.engine.images, { class: 'bag' }];
    review.drawn = 7;
    review.drew.fire();
    review.drew.fire();
    assert.equal(review.engine.listed.length, 1);
    review.timer.pass(1000);
    await review.listed(() => review.snapshot.count === 7);
    assert.equal(review.engine.listed.length, 2);
  });

  it('asks for nothing when nothing that it shows has changed', async () => {
    review = await ReviewUnderTest.start();
    review.planned.fire('file:///atelier/shoes.vlprompt');
    review.timer.pass(1000);
    await review.session.refresh();
    assert.equal(review.engine.listed.length, 1);
    assert.equal(review.engine.opened.length, 2);
  });

  it('says what is wrong with a condition and where, and shows all', async () => {
    review = await ReviewUnderTest.start();
    review.session.change({ where: 'class = hat' });
    await review.listed(() => review.snapshot.whereProblem !== undefined);
    assert.match(review.snapshot.whereProblem ?? '', /hat/);
    assert.deepEqual(review.snapshot.whereProblemAt, { start: 8, end: 11 });
    assert.equal(review.snapshot.count, 6);
    review.session.change({ where: 'class = bag' });
    await review.listed(() => review.snapshot.count === 3);
    assert.equal(review.snapshot.whereProblem, undefined);
  });

  it('says that scores are missing where they are asked for, and has them made', async () => {
    review = await ReviewUnderTest.start();
    assert.deepEqual(review.snapshot.scoring, { kind: 'possible' });
    review.session.change({ where: 'score > 0.2' });
    await review.listed(() => review.snapshot.count === 0);
    assert.match(review.snapshot.notes.join(), /No image has a score yet/);
    await review.session.score();
    assert.equal(review.engine.scored, 1);
    assert.equal(review.snapshot.count, 3);
    assert.deepEqual([review.snapshot.scoring.kind, review.snapshot.notes], ['scored', []]);
  });

  it('changes its view as a step that is undone, and makes none of what changes nothing', async () => {
    review = await ReviewUnderTest.start();
    review.session.change({ mode: 'grid' });
    review.session.change({ mode: 'grid' });
    assert.equal(review.edits.length, 1);
    await review.edits[0]?.undo();
    assert.equal(review.file?.view.mode, 'cull');
    await review.edits[0]?.redo();
    assert.equal(review.file?.view.mode, 'grid');
  });

  it('starts nothing where the workspace is not trusted, or the file says nothing that can be shown', async () => {
    review = new ReviewUnderTest(await planUnderTest());
    review.isTrusted = false;
    await review.session.refresh();
    assert.equal(review.snapshot.activity.kind, 'untrusted');
    [review.file, review.problem, review.isTrusted] = [undefined, 'It is no JSON.', true];
    await review.session.refresh();
    assert.deepEqual(review.snapshot.activity, { kind: 'unreadable', sentence: 'It is no JSON.' });
    assert.deepEqual(review.engine.opened, []);
  });

  it('says that its recipe is gone, and shows how it last was', async () => {
    review = await ReviewUnderTest.start();
    review.plan = { ...review.plan, recipes: [] };
    await review.session.refresh();
    const { activity, count } = review.snapshot;
    assert.ok(activity.kind === 'gone');
    assert.match(activity.sentence, /recipe preview is not in shoes\.vlprompt any more\. This is how it last was\./);
    assert.equal(count, 6);
  });
});

describe('a review whose engine does not start', () => {
  it('says why, and tries again', async () => {
    const review = new ReviewUnderTest(await planUnderTest());
    const { openSet } = review.engine.calls;
    const failing = { ...review.engine.calls, openSet: () => Promise.reject(new Failure('store-read-only', 'No.')) };
    Object.assign(review.engine, { calls: failing });
    await review.session.refresh();
    assert.deepEqual(review.snapshot.activity, { kind: 'gone', sentence: 'No.' });
    assert.equal(review.errors.length, 1);
    Object.assign(review.engine, { calls: { ...failing, openSet } });
    await review.session.refresh();
    assert.equal(review.snapshot.activity.kind, 'ready');
    review.session.dispose();
  });
});
