import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { CuratedSet } from '../../../../src/protocol/curated-set.ts';
import type {
  CurationQuestion,
  CurationRequest,
  CurationSample,
  CurationState,
  LoggedDecision,
  LogQuestion,
} from '../../../../src/protocol/curation.ts';
import { assertGolden } from '../../support/golden.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const text = `class shirt "shirt"
class boot "boot"
group tops = shirt, boot
recipe preview {
  prompt: "a \${class}"
}
curate train {
  from: preview
}
`;

describe('vlprompt curate', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
    await mkdir(path.join(folder, '.vlprompt'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);

  function sample(index: number, own: Partial<CurationSample>): CurationSample {
    return {
      id: String(9 - index).repeat(64),
      recipe: 'preview',
      key: `key ${index}`,
      file: path.join(folder, `.vlprompt/${index}.png`),
      hash: `hash ${index}`,
      class: 'shirt',
      prompt: 'a shirt',
      seed: index,
      decision: 'undecided',
      isFlagged: false,
      isDisputed: false,
      keptBy: [],
      rejectedBy: [],
      why: [],
      fate: 'passed',
      ...own,
    };
  }

  const kappa = (value: number | null) =>
    ({ value, n: 3, low: value && 0.1, high: value && 0.9, method: 'bootstrap' }) as const;

  const state = (): CurationState => ({
    name: 'train',
    samples: [
      sample(0, { class: 'boot', fate: 'kept', decision: 'kept', keptBy: ['Ann', 'Bob'], score: 0.25 }),
      sample(1, { fate: 'passed', score: 0.31 }),
      sample(2, {
        fate: 'rejected',
        decision: 'rejected',
        isDisputed: true,
        keptBy: ['Ann'],
        rejectedBy: ['Bob'],
        why: ['dark', 'two heels'],
        words: [
          { by: 'Ann', state: 'kept', isFlagged: false, label: 'boot', ms: 1240 },
          { by: 'Bob', state: 'rejected', isFlagged: false, why: ['dark', 'two heels'], note: 'see above', rating: 1 },
        ],
      }),
      sample(3, { fate: 'passed' }),
    ],
    missing: 2,
    agreement: {
      ...kappa(0.5),
      perClass: [
        { class: 'boot', kappa: { ...kappa(null), n: 1 } },
        { class: 'shirt', kappa: { ...kappa(0.25), n: 2 } },
      ],
      labels: { ...kappa(1), perClass: [] },
      pairs: [{ reviewers: ['Ann', 'Bob'], verdicts: { ...kappa(0.4), perClass: [] }, labels: null }],
    },
    reviewers: [
      { reviewer: 'Ann', kept: 1, rejected: 0, left: 3, timed: 1, medianMs: 1240, hasty: 0 },
      { reviewer: 'Bob', kept: 1, rejected: 1, left: 2, timed: 0, medianMs: null, hasty: 0 },
    ],
    notes: ['This version does not run `balance` yet: the set is as it is without it.'],
  });

  /** What `state` comes to. */
  const curated = (): CuratedSet => ({
    name: 'train',
    images: [0, 3, 1].map((index) => {
      const { id = '', file, hash, class: shown = '', recipe, key, prompt, seed, fate } = state().samples[index]!;
      const more = { ...(key !== undefined && { key }), ...(prompt !== undefined && { prompt }) };
      const by = fate === 'kept' ? 'decision' : 'rules';
      const said = { by, tags: [], reviewers: by === 'decision' ? ['Ann', 'Bob'] : [] } as const;
      return {
        id,
        file,
        hash,
        class: shown,
        from: recipe,
        isDrawn: true,
        ...said,
        ...more,
        ...(seed !== undefined && { seed }),
      };
    }),
    leftOut: [{ because: 'rejected', images: 1 }],
    missing: 2,
    classes: [
      { name: 'boot', images: 1 },
      { name: 'shirt', images: 2 },
    ],
    leaks: [],
    agreement: null,
    notes: [],
  });

  const lines = (): readonly LoggedDecision[] => {
    const line = (id: string, by: string) => ({ id, by, ts: `2026-03-04T05:06:0${id}.123Z`, isUndone: false });
    const [file, nothing] = [path.join(folder, '.vlprompt/1.png'), { state: 'undecided', isFlagged: false } as const];
    return [
      { ...line('1', 'Ann'), kind: 'act', file, class: 'shirt', change: { op: 'accept', ms: 740 }, before: nothing },
      {
        ...line('2', 'Ann'),
        kind: 'act',
        isUndone: true,
        file,
        change: { op: 'reject', why: ['dark', 'blurred'], note: 'two heels' },
        before: { state: 'kept', isFlagged: true, label: 'boot', rating: 4, tags: ['odd'], split: 'val' },
        batch: '1',
      },
      { ...line('3', 'Ann'), kind: 'undo', of: '1', images: 2 },
      { ...line('4', 'Bob'), kind: 'redo', of: '9', images: 1 },
    ];
  };
  const none = { steps: 0, images: 0 };

  function calls(asked: (CurationQuestion | CurationRequest)[] = []): Partial<EngineCaller> {
    return {
      lookupCuration: async (question) => {
        asked.push(question);
        return state();
      },
      curateSet: async () => curated(),
      curate: async (request) => {
        asked.push(request);
        return { images: 4, changed: 3 };
      },
      undoDecision: async ({ reviewer, steps = 1 }) => (reviewer === 'Ann' ? { steps, images: 3 } : none),
      redoDecision: async ({ reviewer }) => (reviewer === 'Ann' ? { steps: 1, images: 1 } : none),
      lookupDecisionLog: async (question) => {
        asked.push(question);
        return { lines: lines() };
      },
      score: async () => ({
        recipe: 'preview',
        judge: { spec: { kind: 'starter', name: 'clip' }, digest: '' },
        classes: [],
        cells: [],
      }),
    };
  }

  it('says what becomes of images', async () => {
    const ran = await vlprompt(['curate', 'status', 'f.vlprompt', '--list', '--reviewer', 'Ann'], { calls: calls() });
    assertGolden('curate-status.txt', transcript(ran));
    const args = ['curate', 'status', 'f.vlprompt', 'train', '--json', '--reviewer', 'Ann'];
    const { out } = await vlprompt(args, { calls: calls() });
    assertGolden('curate-status.json', out.replaceAll(folder, '<folder>'));
  });

  it('asks by the policy that is named', async () => {
    for (const [written, policy] of [
      ['any-reject', { kind: 'any-reject' }],
      ['majority', { kind: 'majority' }],
      ['2-of-m', { kind: 'n-of-m', least: 2 }],
      ['2-of-3', { kind: 'n-of-m', least: 2, of: 3 }],
      ['adjudicator:Dr. Zoe', { kind: 'adjudicator', reviewer: 'Dr. Zoe' }],
    ] as const) {
      const asked: CurationQuestion[] = [];
      await vlprompt(['curate', 'status', 'f.vlprompt', '--policy', written], { calls: calls(asked) });
      assert.deepEqual(asked[0]?.policy, policy);
    }
    for (const written of ['0-of-m', '3-of-2', 'adjudicator', 'most']) {
      const { exitCode } = await vlprompt(['curate', 'status', 'f.vlprompt', '--policy', written], { calls: calls() });
      assert.equal(exitCode, 64, written);
    }
  });

  it('decides about all for which a condition holds, and scores first when it speaks of scores', async () => {
    const asked: (CurationQuestion | CurationRequest)[] = [];
    const act = ['--why', 'dark', '--why', 'blurred', '--note', 'see above', '--reviewer', 'Ann'];
    const where = ['--where', 'class in tops and score < 20%'];
    const ran = await vlprompt(['curate', 'reject', 'f.vlprompt', ...where, ...act], { calls: calls(asked) });
    assert.equal(ran.out, '3 changed, of 4 images for which it holds.\n');
    const request = asked[0] as CurationRequest;
    assert.deepEqual(request.change, { op: 'reject', why: ['dark', 'blurred'], note: 'see above' });
    assert.deepEqual([request.reviewer, request.isTrial], ['Ann', false]);
    assert.deepEqual(request.where, {
      kind: 'and',
      terms: [
        { kind: 'in', field: 'class', values: ['shirt', 'boot'] },
        { kind: 'compare', field: 'score', operator: '<', value: 0.2 },
      ],
    });
  });

  it('says of images whatever can be said of them', async () => {
    for (const [words, change] of [
      [['relabel', '--to', 'boot'], { op: 'relabel', to: 'boot' }],
      [['rate', '--to', '4'], { op: 'rate', to: 4 }],
      [['rate', '--to', '0'], { op: 'rate', to: 0 }],
      [['tag', '--to', 'odd one'], { op: 'tag', to: 'odd one' }],
      [['untag', '--to', 'odd one'], { op: 'untag', to: 'odd one' }],
      [['split', '--to', 'val'], { op: 'split', to: 'val' }],
      [['note', '--note', 'see above'], { op: 'note', note: 'see above' }],
      [['note'], { op: 'note' }],
      [['undecide'], { op: 'undecide' }],
    ] as const) {
      const asked: (CurationQuestion | CurationRequest)[] = [];
      const [verb, ...rest] = words;
      const args = ['curate', verb, 'f.vlprompt', '--where', 'seed = 1', '--reviewer', 'Ann', ...rest, '--json'];
      const { out, notes } = await vlprompt(args, { calls: calls(asked) });
      assert.deepEqual((asked[0] as CurationRequest).change, change, notes);
      const { reviewer, act, to } = JSON.parse(out);
      assert.deepEqual([reviewer, act, to], ['Ann', change.op, 'to' in change ? change.to : undefined]);
    }
    const wrong = [
      ['rate', '--to', '6'],
      ['split', '--to', 'dev'],
      ['tag'],
      ['tag', '--to', ' '],
      ['note', '--note', ''],
      ['reject', '--why', ''],
      ['relabel', '--to', 'boots'],
    ];
    for (const words of wrong) {
      const [verb = '', ...rest] = words;
      const args = ['curate', verb, 'f.vlprompt', '--where', 'seed = 1', ...rest];
      const { exitCode, notes } = await vlprompt(args, { calls: calls() });
      assert.equal(exitCode, 64, words.join(' '));
      if (verb === 'relabel') assert.match(notes, /declares no class `boots` \(did you mean `boot`\?\)\.$/);
    }
  });

  it('decides about images by name: of a file, or of standard input', async () => {
    const [id, hash] = ['a'.repeat(64), 'b'.repeat(64)];
    await writeFile(path.join(folder, '.vlprompt/0.png'), '');
    await writeFile(
      path.join(folder, 'ids.txt'),
      `\uFEFF# of a script\r\n${id}\n\nsha256:${hash.toUpperCase()}\n.vlprompt/0.png\n`,
    );
    const named = [id, hash, path.join(folder, '.vlprompt/0.png')];
    const asked: (CurationQuestion | CurationRequest)[] = [];
    const args = ['curate', 'accept', 'f.vlprompt', '--reviewer', 'Ann', '--ids'];
    const { out } = await vlprompt([...args, 'ids.txt'], { calls: calls(asked) });
    assert.equal(out, '3 changed, of 4 chosen images.\n');
    await vlprompt([...args, '-'], { calls: calls(asked), input: `${hash}\n` });
    assert.deepEqual(
      asked.map(({ images }) => images),
      [named, [hash]],
    );
    assert.equal((await vlprompt([...args, 'missing.txt'], { calls: calls() })).exitCode, 1);
    const neither = await vlprompt(['curate', 'accept', 'f.vlprompt'], { calls: calls() });
    assert.equal(neither.exitCode, 64);
    assert.match(neither.notes, /^vlprompt: Which images\? Say it with --where/);
  });

  it('knows who decides: who is named, else who the environment names', async () => {
    const asked: (CurationQuestion | CurationRequest)[] = [];
    const args = ['curate', 'accept', 'f.vlprompt', '--where', 'seed = 1'];
    const environment = { VLPROMPT_REVIEWER: ' Zoe ' };
    await vlprompt(args, { calls: calls(asked), environment });
    await vlprompt([...args, '--reviewer', 'Ann'], { calls: calls(asked), environment });
    assert.deepEqual(
      asked.map((request) => 'reviewer' in request && request.reviewer),
      ['Zoe', 'Ann'],
    );
  });

  it('names what reviewers differ on', async () => {
    const args = ['curate', 'disputes', 'f.vlprompt', '--reviewer', 'Ann'];
    assertGolden('curate-disputes.txt', transcript(await vlprompt(args, { calls: calls() })));
    const { out } = await vlprompt([...args, '--json'], { calls: calls() });
    assert.deepEqual(
      JSON.parse(out).images.map(({ seed }: { seed: number }) => seed),
      [2],
    );
  });

  it('hides what others say in a blind review, as the file or the option says', async () => {
    const asked: CurationQuestion[] = [];
    const status = ['curate', 'status', 'f.vlprompt', '--reviewer', 'Ann'];
    await vlprompt([...status, '--blind'], { calls: calls(asked) });
    await vlprompt(status, { calls: calls(asked) });
    await writeFile(path.join(folder, 'f.vlprompt'), text.replace('from: preview', 'from: preview\n  blind: true'));
    await vlprompt(status, { calls: calls(asked) });
    await vlprompt([...status, '--no-blind'], { calls: calls(asked) });
    await vlprompt(['curate', 'accept', 'f.vlprompt', '--reviewer', 'Ann', '--where', 'seed = 1'], {
      calls: calls(asked),
    });
    assert.deepEqual(
      asked.map((question) => question.blindTo),
      ['Ann', undefined, 'Ann', undefined, 'Ann'],
    );
    const hidden = { ...calls(), lookupCuration: async () => ({ ...state(), blindTo: 'Ann', agreement: null }) };
    const { out } = await vlprompt(['curate', 'disputes', 'f.vlprompt', '--reviewer', 'Ann'], { calls: hidden });
    assert.equal(out, 'The review of Ann is blind: where others differ is shown once all is decided.\n');
  });

  it('says who decided what', async () => {
    const asked: (CurationQuestion | CurationRequest)[] = [];
    const args = ['curate', 'log', 'f.vlprompt', '--reviewer', 'Ann', '--reviewer', 'bob', '--image', 'a'.repeat(64)];
    assertGolden('curate-log.txt', transcript(await vlprompt(args, { calls: calls(asked) })));
    const { images, reviewers } = asked[0] as LogQuestion;
    assert.deepEqual([images, reviewers], [['a'.repeat(64)], ['Ann', 'bob']]);
    const { out } = await vlprompt(['curate', 'log', 'f.vlprompt', '--json'], { calls: calls() });
    assertGolden('curate-log.json', out.replaceAll(folder, '<folder>'));
  });

  it('tries what would change', async () => {
    const asked: (CurationQuestion | CurationRequest)[] = [];
    // Without a score among the calls nothing is scored.
    const { score: _, ...unscored } = calls(asked);
    const args = ['curate', 'accept', 'f.vlprompt', '--where', 'seed = 3', '--dry-run', '--reviewer', 'Ann'];
    const { out, notes } = await vlprompt(args, { calls: unscored });
    assert.deepEqual(
      [out, notes],
      ['3 would change, of 4 images for which it holds.\n', 'Nothing was written for Ann.'],
    );
    assert.equal((asked[0] as CurationRequest).isTrial, true);
  });

  it('refuses what is no condition', async () => {
    for (const [where, sentence] of [
      ['scor > 2', /^vlprompt: --where: There is no field `scor` here \(did you mean `score`\?\)/],
      ['score >', /^vlprompt: --where: /],
      ['', /^vlprompt: --where: /],
      ['seed = 1 } curate x { from: preview keep where seed = 2', /is no condition; write one such as/],
      ['seed = 1 // and so on', /is no condition; write one such as/],
      ['class = hat', /^vlprompt: --where: /],
    ] as const) {
      const args = ['curate', 'accept', 'f.vlprompt', '--reviewer', 'Ann', '--where', where];
      const { exitCode, notes, started } = await vlprompt(args, { calls: calls() });
      assert.equal(exitCode, 64, where);
      assert.match(notes, sentence);
      assert.deepEqual(started, []);
    }
    const quoted = ['curate', 'accept', 'f.vlprompt', '--reviewer', 'Ann', '--where', 'prompt ~ "{//"'];
    assert.equal((await vlprompt(quoted, { calls: calls() })).exitCode, 0);
  });

  it('wants to know which curation is meant', async () => {
    await writeFile(path.join(folder, 'f.vlprompt'), `${text}curate more {\n  from: preview\n}\n`);
    const { exitCode, notes } = await vlprompt(['curate', 'status', 'f.vlprompt'], { calls: calls() });
    assert.equal(exitCode, 64);
    assert.equal(notes, 'vlprompt: The file has several curations; name one: train, more.');
    assert.equal((await vlprompt(['curate', 'status', 'f.vlprompt', 'more'], { calls: calls() })).exitCode, 0);
  });

  it('takes back the last step', async () => {
    const undo = (reviewer: string) =>
      vlprompt(['curate', 'undo', '--workspace', '.', '--reviewer', reviewer], { calls: calls() });
    assert.equal((await undo('Ann')).out, 'Took back 1 step of Ann, about 3 images.\n');
    assert.equal((await undo('Bob')).out, 'Bob has nothing to undo.\n');
    const steps = ['curate', 'undo', '--workspace', '.', '--reviewer', 'Ann', '--steps', '4'];
    assert.equal((await vlprompt(steps, { calls: calls() })).out, 'Took back 4 steps of Ann, about 3 images.\n');
    const redo = ['curate', 'redo', '--workspace', '.', '--reviewer'];
    assert.equal(
      (await vlprompt([...redo, 'Ann'], { calls: calls() })).out,
      'Did again 1 step of Ann, about 1 image.\n',
    );
    assert.equal((await vlprompt([...redo, 'Bob'], { calls: calls() })).out, 'Bob has nothing to redo.\n');
    const none = ['curate', 'undo', '--workspace', '.', '--steps', '0'];
    assert.equal((await vlprompt(none, { calls: calls() })).exitCode, 64);
  });

  it('writes the set, sorted, and nothing when it is tried', async () => {
    const file = path.join(folder, 'curations/train.jsonl');
    await vlprompt(['curate', 'apply', 'f.vlprompt', '--dry-run'], { calls: calls() });
    await assert.rejects(readFile(file));
    assertGolden('curate-apply.txt', transcript(await vlprompt(['curate', 'apply', 'f.vlprompt'], { calls: calls() })));
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const read = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      read.map((each) => [each.class, each.seed, each.by, each.file]),
      [
        ['boot', 0, 'decision', '.vlprompt/0.png'],
        ['shirt', 3, 'rules', '.vlprompt/3.png'],
        ['shirt', 1, 'rules', '.vlprompt/1.png'],
      ],
    );
  });

  it('decides under no empty name', async () => {
    const args = ['curate', 'accept', 'f.vlprompt', '--where', 'score > 0', '--reviewer', ' '];
    const { exitCode, notes } = await vlprompt(args, { calls: calls() });
    assert.equal(exitCode, 64);
    assert.match(notes, /--reviewer/u);
  });

  it('writes the set through no folder that is a link', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, path.join(folder, 'curations'));
    const { exitCode, notes } = await vlprompt(['curate', 'apply', 'f.vlprompt'], { calls: calls() });
    assert.notEqual(exitCode, 0);
    assert.match(notes, /curations is a link/u);
    assert.deepEqual(await readdir(elsewhere), []);
  });

  it('adds the line for merges once, behind what is there', async () => {
    const file = path.join(folder, '.gitattributes');
    await writeFile(file, '*.png binary');
    for (let round = 0; round < 2; round++) await vlprompt(['curate', 'attributes', '--workspace', '.']);
    assert.equal(await readFile(file, 'utf8'), '*.png binary\nreviews/**/*.jsonl merge=union text eol=lf\n');
  });

  it('speaks of that line in a repository without it', async () => {
    await mkdir(path.join(folder, '.git'));
    const args = ['curate', 'accept', 'f.vlprompt', '--where', 'seed = 1', '--reviewer', 'Ann'];
    const { notes } = await vlprompt(args, { calls: calls() });
    assert.match(notes, /call `vlprompt curate attributes` once\.$/);
    await vlprompt(['curate', 'attributes', '--workspace', '.']);
    assert.doesNotMatch((await vlprompt(args, { calls: calls() })).notes, /attributes/);
  });
});
