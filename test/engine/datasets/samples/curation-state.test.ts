import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decideImages } from '../../../../src/engine/datasets/decisions/decide-images.ts';
import { readDecisions } from '../../../../src/engine/datasets/decisions/decision-log.ts';
import {
  curate as curating,
  curationState as stating,
} from '../../../../src/engine/datasets/samples/curation-state.ts';
import type { CurationTools } from '../../../../src/engine/datasets/samples/curation-tools.ts';
import { decisionLogOf } from '../../../../src/engine/datasets/samples/decision-log-of.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import {
  requireCurationQuestion,
  requireCurationRequest,
} from '../../../../src/engine/serving/shapes/curation-shapes.ts';
import { checkText } from '../../../../src/language/checks/check.ts';
import { createDocument } from '../../../../src/language/document.ts';
import { buildPlan } from '../../../../src/language/plan/build-plan.ts';
import type { Condition, CuratePlan } from '../../../../src/language/plan/plan.ts';
import type {
  CurationQuestion,
  CurationRequest,
  CurationState,
  LogQuestion,
} from '../../../../src/protocol/curation.ts';
import type { DrawnImage, DrawnRecipe } from '../../../../src/protocol/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { stubTools } from './stub-tools.ts';

const never = new AbortController().signal;

async function curationState(folder: string, question: CurationQuestion, tools: CurationTools) {
  return (await drain(stating(folder, question, tools, never))).result;
}

async function curate(folder: string, request: CurationRequest, tools: CurationTools) {
  return (await drain(curating(folder, request, tools, never))).result;
}

const classes = 'class shirt "shirt"\nclass boot "boot"\nrecipe r { prompt: "a ${class}" images: 3 }\n';

function planned(body: string): CuratePlan {
  const plan = buildPlan(createDocument('a.vlprompt', `${classes}curate train { from: r ${body} }`), checkText);
  return plan.curations?.[0] ?? assert.fail('no curation');
}

const compare = (field: string, operator: '<' | '=', value: number | string): Condition => {
  return { kind: 'compare', field, operator, value };
};

describe('what becomes of drawn images', () => {
  const folder = temporaryFolder();
  const pictureOf = (index: number) => path.join(folder(), `${index}.png`);

  /** Shirts 0, 1, 2 and boots 3, 4; the last boot is not drawn. Scores are 0.1, 0.2 and so on. */
  async function drawnRecipe(curation: CuratePlan): Promise<CurationTools> {
    const [source] = curation.from;
    const recipe = source?.kind === 'recipe' ? source.recipe : assert.fail('no recipe');
    const images: DrawnImage[] = [];
    for (const [index, { key }] of recipe.cells.flatMap((cell) => cell.images).entries()) {
      const png = await encodePng({ width: 1, height: 1, data: Uint8Array.from([index, 0, 0]) });
      await writeFile(pictureOf(index), png);
      const done: DrawnImage = { key, state: 'done', file: pictureOf(index), hash: digestOf(png) };
      images.push(index < 5 ? done : { key, state: 'missing' });
    }
    const cells = [images.slice(0, 3), images.slice(3)];
    const drawn: DrawnRecipe = { recipe: 'r', cells, done: 5, total: 6, reused: 0, milliseconds: 1 };
    const score = (index: number) => {
      return { score: (index + 1) / 10, predicted: 0, confidence: 0.9, margin: 0.5, agrees: index < 3 };
    };
    const scores = [
      [score(0), score(1), score(2)],
      [score(3), score(4), null],
    ];
    const judge = { spec: { kind: 'starter', name: 'clip' }, digest: '' } as const;
    return stubTools({
      lookup: async () => drawn,
      lookupScores: async () => ({ recipe: 'r', judge, classes: ['shirt', 'boot'], cells: scores }),
    });
  }

  const fates = ({ samples }: CurationState) => samples.map(({ fate }) => fate);
  const rejecting = (curation: CuratePlan, where: Condition) => {
    return { curation, where, reviewer: 'Ann', change: { op: 'reject', why: ['dark'] }, isTrial: false } as const;
  };

  it('passes without rules, and is ruled out by one that does not hold', async () => {
    const all = planned('');
    const known = await drawnRecipe(all);
    const state = await curationState(folder(), { curation: all }, known);
    assert.deepEqual(
      fates(state),
      Array.from({ length: 5 }, () => 'passed'),
    );
    assert.deepEqual([state.missing, state.notes, state.agreement], [1, [], null]);
    const ruled = planned('keep where score >= 0.2 drop where class = boot and seed = 0');
    const out = fates(await curationState(folder(), { curation: ruled }, known));
    assert.deepEqual(out, ['ruled-out', 'passed', 'passed', 'ruled-out', 'passed']);
    const shirts = planned('classes: shirt');
    assert.equal((await curationState(folder(), { curation: shirts }, known)).samples.length, 3);
  });

  it('is what reviewers say, whatever the rules do', async () => {
    const curation = planned('drop where class = shirt');
    const known = await drawnRecipe(curation);
    const change = { op: 'accept' } as const;
    const where = compare('score', '<', 0.15);
    await curate(folder(), { curation, where, reviewer: 'Ann', change, isTrial: false }, known);
    await curate(folder(), rejecting(curation, compare('class', '=', 'boot')), known);
    const state = await curationState(folder(), { curation, ids: true }, known);
    assert.deepEqual(fates(state), ['kept', 'ruled-out', 'ruled-out', 'rejected', 'rejected']);
    assert.deepEqual(state.samples[3]?.why, ['dark']);
    // Of what is in the set alone.
    assert.deepEqual(
      state.samples.map(({ id }) => id?.length),
      [64, undefined, undefined, undefined, undefined],
    );
    const rejected = await curationState(folder(), { curation, where: compare('decision', '=', 'rejected') }, known);
    assert.equal(rejected.samples.length, 2);
  });

  it('waits for all who are named, and is disputed where an adjudicator has not spoken', async () => {
    const curation = planned('reviewers: ann, bob');
    const known = await drawnRecipe(curation);
    const say = (reviewer: string, op: 'accept' | 'reject') =>
      curate(folder(), { curation, where: compare('seed', '=', 0), reviewer, change: { op }, isTrial: false }, known);
    await say('Ann', 'accept');
    assert.equal(fates(await curationState(folder(), { curation }, known))[0], 'waiting');
    await say('Bob', 'reject');
    const policy = { kind: 'adjudicator', reviewer: 'Zoe' } as const;
    const disputed = await curationState(folder(), { curation, policy }, known);
    assert.deepEqual(fates(disputed), ['disputed', 'waiting', 'waiting', 'disputed', 'waiting']);
    assert.deepEqual([disputed.samples[0]?.keptBy, disputed.samples[0]?.rejectedBy], [['Ann'], ['Bob']]);
    assert.equal(disputed.agreement?.n, 2);
    await say('Bob', 'accept');
    assert.equal(fates(await curationState(folder(), { curation }, known))[0], 'kept');
  });

  it('takes images by id, by digest of their file and by path, and nothing when one is none of its own', async () => {
    const curation = planned('');
    const known = await drawnRecipe(curation);
    const all = (await curationState(folder(), { curation, ids: true }, known)).samples;
    const [first, second, third] = all.map(({ id = '', hash, file }) => ({ id, hash, file }));
    const images = [first?.id ?? '', second?.hash ?? '', third?.file ?? '', first?.hash ?? ''];
    const request = { curation, images, reviewer: 'Ann', change: { op: 'accept' }, isTrial: false } as const;
    assert.deepEqual(await curate(folder(), request, known), { images: 3, changed: 3 });
    assert.deepEqual(fates(await curationState(folder(), { curation }, known)), [
      ...['kept', 'kept', 'kept'],
      ...['passed', 'passed'],
    ]);
    const wrong = [...images, 'f'.repeat(64), pictureOf(9)];
    const refused = curate(folder(), { ...request, images: wrong, change: { op: 'reject' } }, known);
    await assert.rejects(refused, (error) => Failure.is(error, 'plan-invalid') && error.message.includes('ffff'));
    // What a condition leaves out is none of those that are asked for.
    const where = compare('class', '=', 'boot');
    await assert.rejects(curate(folder(), { ...request, where }, known));
    assert.equal((await readDecisions(folder(), 'Ann')).length, 3);
  });

  it('is said once, and says what it was before', async () => {
    const curation = planned('');
    const known = await drawnRecipe(curation);
    const say = (change: CurationRequest['change']) =>
      curate(
        folder(),
        { curation, where: compare('class', '=', 'boot'), reviewer: 'Ann', change, isTrial: false },
        known,
      );
    const changes: readonly CurationRequest['change'][] = [
      { op: 'relabel', to: 'shirt' },
      { op: 'rate', to: 3 },
      { op: 'tag', to: 'odd' },
      { op: 'split', to: 'val' },
      { op: 'note', note: 'see above' },
    ];
    for (const change of changes) {
      assert.deepEqual([(await say(change)).changed, (await say(change)).changed], [2, 0], change.op);
    }
    assert.equal((await say({ op: 'rate', to: 0 })).changed, 2);
    assert.equal((await say({ op: 'untag', to: 'even' })).changed, 0);
    await say({ op: 'relabel', to: 'boot' });
    const froms = (await readDecisions(folder(), 'Ann')).flatMap((event) => ('from' in event ? [event.from] : []));
    assert.deepEqual(froms, ['boot', 'boot', 'shirt', 'shirt']);
  });

  it('is their own word alone in a blind review, until all is decided', async () => {
    const curation = planned('reviewers: ann, bob drop where score < 0.15');
    const known = await drawnRecipe(curation);
    const say = (reviewer: string, op: 'accept' | 'reject', where: Condition) =>
      curate(folder(), { curation, where, reviewer, change: { op }, blindTo: reviewer, isTrial: false }, known);
    await say('Bob', 'reject', compare('seed', '<', 9));
    await say('Ann', 'accept', compare('class', '=', 'boot'));
    const blind = (where?: Condition) =>
      curationState(folder(), { curation, blindTo: 'Ann', ...(where && { where }) }, known);
    const before = await blind();
    assert.deepEqual(fates(before), ['ruled-out', 'waiting', 'waiting', 'kept', 'kept']);
    assert.deepEqual([before.blindTo, before.agreement], ['Ann', null]);
    assert.deepEqual(
      before.reviewers.map(({ reviewer, kept, left }) => [reviewer, kept, left]),
      [['Ann', 2, 2]],
    );
    assert.doesNotMatch(JSON.stringify(before), /Bob/);
    // A condition asks for their own words, too, and does not end the blindness.
    assert.equal((await blind(compare('decision', '=', 'rejected'))).samples.length, 0);
    assert.equal((await blind(compare('class', '=', 'boot'))).blindTo, 'Ann');
    const log = async (question: LogQuestion) => (await drain(decisionLogOf(folder(), question, known, never))).result;
    assert.deepEqual(new Set((await log({ curation, blindTo: 'Ann' })).lines.map(({ by }) => by)), new Set(['Ann']));
    await say('Ann', 'accept', compare('decision', '=', 'undecided'));
    const after = await blind();
    assert.equal(after.blindTo, undefined);
    assert.deepEqual(
      after.reviewers.map(({ reviewer }) => reviewer),
      ['Ann', 'Bob'],
    );
    assert.equal(after.agreement?.n, 5);
    assert.equal(after.samples.filter(({ isDisputed }) => isDisputed).length, 5);
    const lines = (await log({ curation, blindTo: 'Ann', images: [pictureOf(3)] })).lines;
    assert.deepEqual(
      lines.map((line) => line.kind === 'act' && [line.by, line.change.op, line.class, line.before.state]),
      [
        ['Bob', 'reject', 'boot', 'undecided'],
        ['Ann', 'accept', 'boot', 'undecided'],
      ],
    );
    assert.equal((await log({ curation, reviewers: ['bob'] })).lines.length, 5);
  });

  it('stays decided when its file is written anew', async () => {
    const curation = planned('');
    const known = await drawnRecipe(curation);
    await decideImages(folder(), 'Ann', [{ file: pictureOf(2), hash: digestOf('other bytes') }], { op: 'reject' });
    assert.deepEqual(fates(await curationState(folder(), { curation }, known))[2], 'rejected');
  });

  it('is tried without a trace, said once, and one step', async () => {
    const curation = planned('');
    const known = await drawnRecipe(curation);
    const request = rejecting(curation, compare('class', '=', 'shirt'));
    assert.deepEqual(await curate(folder(), { ...request, isTrial: true }, known), { images: 3, changed: 3 });
    assert.ok(!(await readdir(folder())).includes('reviews'));
    const plain = { ...request, change: { op: 'reject' } } as const;
    assert.deepEqual(await curate(folder(), plain, known), { images: 3, changed: 3 });
    assert.deepEqual(await curate(folder(), plain, known), { images: 3, changed: 0 });
    const events = await readDecisions(folder(), 'Ann');
    assert.equal(new Set(events.map((event) => (event.op === 'undo' ? '' : event.batch))).size, 1);
  });

  it('is ruled by what the pixels say', async () => {
    const curation = planned('drop where brightness > 0.003');
    const known = await drawnRecipe(curation);
    // Red of 0 to 4 of 255: lightness is 0, 0, 1, 1 and 1.
    const state = await curationState(folder(), { curation }, known);
    assert.deepEqual(fates(state), ['passed', 'passed', 'ruled-out', 'ruled-out', 'ruled-out']);
    const dark = await curationState(folder(), { curation, where: compare('brightness', '<', 0.001) }, known);
    assert.equal(dark.samples.length, 2);
  });

  it('is ruled by which image it repeats', async () => {
    const curation = planned('drop where duplicate-of');
    const known = await drawnRecipe(curation);
    // Flat pictures have one hash; the embeddings of the first and the fourth are alike.
    const embedding = (file: string) => Float32Array.from(/[03]\.png/.test(file) ? [1, 0] : [Number(file.at(-5)), 9]);
    const embed: CurationTools['embed'] = async function* (_, source, images) {
      yield { stage: 'judging', source, done: 0, total: images.length };
      return new Map(images.map(({ file, hash = '' }) => [file, { hash, embedding: embedding(file) }]));
    };
    const state = await curationState(folder(), { curation }, { ...known, embed });
    assert.deepEqual(fates(state), ['passed', 'passed', 'ruled-out', 'ruled-out', 'ruled-out']);
  });

  it('knows what people said of images', async () => {
    const curation = planned('');
    const known = await drawnRecipe(curation);
    const images = (await curationState(folder(), { curation }, known)).samples;
    await decideImages(folder(), 'Ann', images.slice(0, 1), { op: 'tag', to: 'studio' });
    await decideImages(folder(), 'Ann', images.slice(0, 1), { op: 'tag', to: 'grey' });
    await decideImages(folder(), 'Ann', images.slice(1, 2), { op: 'rate', to: 4 });
    await decideImages(folder(), 'Ann', images.slice(2, 3), { op: 'split', to: 'test' });
    await decideImages(folder(), 'Ann', images.slice(3, 4), { op: 'relabel', to: 'shirt' });
    const found = async (where: Condition) =>
      (await curationState(folder(), { curation, where }, known)).samples.map(({ file }) =>
        path.basename(file, '.png'),
      );
    assert.deepEqual(await found(compare('tag', '=', 'grey')), ['0']);
    assert.deepEqual(await found(compare('tag', '=', 'studio')), ['0']);
    assert.deepEqual(await found({ kind: 'compare', field: 'rating', operator: '>=', value: 4 }), ['1']);
    assert.deepEqual(await found(compare('split', '=', 'test')), ['2']);
    assert.deepEqual(await found(compare('label', '=', 'shirt')), ['3']);
    assert.deepEqual(await found({ kind: 'not', term: { kind: 'is', field: 'tag' } }), ['1', '2', '3', '4']);
  });

  it('does not depend on what else lies among decisions', async () => {
    const curation = planned('');
    const known = await drawnRecipe(curation);
    await mkdir(path.join(folder(), 'reviews/x'), { recursive: true });
    await appendFile(path.join(folder(), 'reviews/x/2026-01.jsonl'), '<<<<<<< HEAD\nnull\n[]\n"x"\n{"v":1}\n');
    assert.ok(fates(await curationState(folder(), { curation }, known)).every((fate) => fate === 'passed'));
  });
});

describe('a request about a curation', () => {
  const curation = planned('keep where not (score > 0.2 or class in [shirt, boot])');
  const whole = { curation, reviewer: 'Jo', change: { op: 'reject', why: ['dark'] }, isTrial: false };

  it('is let pass when it is whole', () => {
    assert.deepEqual(requireCurationRequest(whole), whole);
    const question = { curation, policy: { kind: 'n-of-m', least: 2 }, where: compare('seed', '<', 3), ids: true };
    assert.deepEqual(requireCurationQuestion(question), question);
  });

  it('is refused for anything else', () => {
    const deep = Array.from({ length: 200 }).reduce<object>((term) => ({ kind: 'not', term }), {
      kind: 'is',
      field: 'x',
    });
    for (const change of [
      { reviewer: '' },
      { change: { op: 'drop' } },
      { change: { op: 'relabel' } },
      { change: { op: 'reject', why: 'dark' } },
      { change: { op: 'accept', by: 'Ann' } },
      { isTrial: 1 },
      { where: { kind: 'maybe' } },
      { where: { kind: 'compare', field: 'x', operator: '<', value: null } },
      { where: deep },
      { policy: { kind: 'n-of-m', least: 0 } },
      { curation: { ...curation, from: [{ kind: 'recipe', recipe: {} }] } },
      { curation: { ...curation, rules: [{}] } },
    ]) {
      const refused = () => requireCurationRequest({ ...whole, ...change });
      assert.throws(refused, (error) => Failure.is(error, 'plan-invalid'), JSON.stringify(change).slice(0, 80));
    }
  });
});
