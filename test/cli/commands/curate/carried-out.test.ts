import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { CuratedImage, CuratedSet } from '../../../../src/protocol/curated-set.ts';
import type { CurationQuestion } from '../../../../src/protocol/curation.ts';
import { assertGolden } from '../../support/golden.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const text = `class shirt "shirt"
class boot "boot"
recipe preview {
  prompt: "a \${class}"
}
curate train {
  from: preview
  balance: 3 per class
  split: train 50%, test 50%
}
`;

describe('vlprompt curate, carried out', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
    await mkdir(path.join(folder, '.vlprompt'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);

  const image = (index: number, own: Partial<CuratedImage>): CuratedImage => ({
    id: String(index).repeat(64),
    file: path.join(folder, `.vlprompt/${index}.png`),
    hash: `hash ${index}`,
    class: 'shirt',
    by: 'rules',
    from: 'preview',
    isDrawn: true,
    tags: [],
    reviewers: [],
    ...own,
  });

  const set = (own: Partial<CuratedSet>): CuratedSet => ({
    name: 'train',
    images: [
      image(3, { split: 'test', key: 'key 3', prompt: 'a shirt', seed: 3, score: 0.2 }),
      image(1, { split: 'train', class: 'boot', drawnAs: 'shirt', by: 'decision' }),
      image(2, { split: 'train', isDrawn: false, from: 'pool' }),
    ],
    leftOut: [
      { because: 'rejected', images: 4 },
      { because: 'duplicate', images: 2 },
      { because: 'balance', images: 1 },
      { because: 'unlabelled', images: 1 },
    ],
    missing: 0,
    classes: [
      { name: 'shirt', images: 2, wanted: 3 },
      { name: 'boot', images: 1, wanted: 3 },
    ],
    leaks: [],
    agreement: null,
    notes: ['train holds 67% of the images, not 50%.'],
    ...own,
  });

  const leaking = () =>
    set({
      leaks: [
        {
          kind: 'near-duplicate',
          file: path.join(folder, '.vlprompt/1.png'),
          other: path.join(folder, 'real/9.png'),
          side: 'train',
          otherSide: 'holdout',
          likeness: 0.987,
        },
        {
          kind: 'same-pixels',
          file: path.join(folder, '.vlprompt/2.png'),
          other: path.join(folder, 'real/8.png'),
          side: 'train',
          otherSide: 'holdout',
        },
      ],
    });

  const calls = (answer: () => CuratedSet, asked: CurationQuestion[] = []): Partial<EngineCaller> => ({
    curateSet: async (question, { onProgress } = {}) => {
      asked.push(question);
      onProgress?.({ stage: 'judging', source: 'train', done: 1, total: 2 });
      return answer();
    },
    lookupCuration: async () => ({ name: 'train', samples: [], missing: 0, agreement: null, reviewers: [], notes: [] }),
  });

  const manifest = () => path.join(folder, 'curations/train.jsonl');

  it('writes a line an image, with its split, and says what the set lacks', async () => {
    const ran = await vlprompt(['curate', 'apply', 'f.vlprompt'], { calls: calls(() => set({})) });
    assertGolden('curate-carried-out.txt', transcript(ran));
    const lines = (await readFile(manifest(), 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [
        {
          id: '3'.repeat(64),
          class: 'shirt',
          split: 'test',
          from: 'preview',
          prompt: 'a shirt',
          seed: 3,
          by: 'rules',
          key: 'key 3',
          file: '.vlprompt/3.png',
          sha256: 'hash 3',
        },
        {
          id: '1'.repeat(64),
          class: 'boot',
          drawnAs: 'shirt',
          split: 'train',
          from: 'preview',
          by: 'decision',
          file: '.vlprompt/1.png',
          sha256: 'hash 1',
        },
        {
          id: '2'.repeat(64),
          class: 'shirt',
          split: 'train',
          from: 'pool',
          by: 'rules',
          file: '.vlprompt/2.png',
          sha256: 'hash 2',
        },
      ],
    );
  });

  it('writes no set that leaks, names the pairs, and fails', async () => {
    const ran = await vlprompt(['curate', 'apply', 'f.vlprompt'], { calls: calls(leaking) });
    assert.equal(ran.exitCode, 1);
    assertGolden('curate-leaks.txt', transcript(ran));
    assert.ok(!existsSync(manifest()));
    const { out, exitCode } = await vlprompt(['curate', 'apply', 'f.vlprompt', '--json'], { calls: calls(leaking) });
    const { written, set: body } = JSON.parse(out);
    assert.deepEqual([exitCode, written, body.leaks[0].other], [1, null, 'real/9.png']);
  });

  it('writes it all the same where leaks are allowed', async () => {
    const args = ['curate', 'apply', 'f.vlprompt', '--allow-leaks', '--json'];
    const { out, exitCode } = await vlprompt(args, { calls: calls(leaking) });
    assert.deepEqual([exitCode, JSON.parse(out).written], [0, 'curations/train.jsonl']);
    assert.ok(existsSync(manifest()));
  });

  it('shows in status what the whole set would be, whatever is asked of', async () => {
    const asked: CurationQuestion[] = [];
    const args = ['curate', 'status', 'f.vlprompt', '--where', 'seed = 1'];
    const { out, exitCode } = await vlprompt(args, { calls: calls(leaking, asked) });
    assert.equal(exitCode, 0);
    assert.deepEqual([asked.length, asked[0]?.where], [1, undefined]);
    assert.match(out, /train holds 3 images; left out: 2 as near-duplicates/);
    assert.match(out, /2 pairs on both sides of a border/);
  });

  it('is drawn by its name: the recipes that it sorts, and what comes next', async () => {
    const names: string[] = [];
    const draw: EngineCaller['draw'] = async ({ recipe }) => {
      names.push(recipe.name);
      const cells = recipe.cells.map(({ images }) => images.map(({ key }) => ({ key, state: 'done' as const })));
      return { recipe: recipe.name, cells, done: 2, total: 2, reused: 0, milliseconds: 1 };
    };
    const lookupRedraws: EngineCaller['lookupRedraws'] = async () => [];
    const ran = await vlprompt(['run', 'f.vlprompt', 'train', 'preview'], { calls: { draw, lookupRedraws } });
    assert.equal(ran.exitCode, 0, ran.notes);
    assert.deepEqual(names, ['preview']);
    assert.match(ran.notes, /What becomes of these images says `vlprompt curate status f.vlprompt train`\.$/);
    const unknown = await vlprompt(['run', 'f.vlprompt', 'trains'], { calls: { draw, lookupRedraws } });
    assert.equal(unknown.exitCode, 64);
  });

  it('is part of the plan, and so are the models that it takes', async () => {
    const { out } = await vlprompt(['plan', 'f.vlprompt']);
    assert.match(out, /\n {2}curate +model +classes +from +per class +split\n/);
    assert.match(out, /\n {2}train +starter\/clip +2 +preview \(2 images\) +3 +train 50%, test 50%\n/);
    const locked: string[] = [];
    const lockModels: EngineCaller['lockModels'] = async ({ specs }) => {
      locked.push(...specs.map((spec) => ('name' in spec ? spec.name : '')));
      return { file: path.join(folder, 'vlprompt.lock'), models: specs.length };
    };
    await vlprompt(['models', 'lock', 'f.vlprompt'], { calls: { lockModels } });
    assert.deepEqual(locked.sort(), ['clip', 'diffusion']);
  });
});
