import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { ShotsPoint, UpliftDifference, UpliftQuestion, UpliftReport } from '../../../../src/protocol/uplift.ts';
import { assertGolden } from '../../support/golden.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const text = `class shirt "shirt"
class boot "boot"
data shots from "data/shots" { role: shots }
data more from "data/more" { role: pool }
data holdout from "data/holdout"
recipe preview {
  prompt: "a \${class}"
}
curate train {
  from: preview
}
`;

describe('vlprompt curate uplift', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
    await mkdir(path.join(folder, '.vlprompt'));
    for (const name of ['shots', 'more', 'holdout']) await mkdir(path.join(folder, 'data', name), { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);

  const difference = (value: number, low: number, high: number, n = 40): UpliftDifference => ({
    value,
    low,
    high,
    n,
    seeds: 5,
  });

  function point(shots: number, without: number, gain: number, standing: ShotsPoint['standing']): ShotsPoint {
    const measure = { without, with: without + gain, difference: difference(gain, gain - 0.031, gain + 0.028) };
    const ofClass = { ...measure, difference: { ...measure.difference, n: 20 } };
    return {
      shots,
      real: 2 * shots,
      drawn: 24,
      accuracy: measure,
      balancedAccuracy: measure,
      perClass: [ofClass, ofClass],
      standing,
    };
  }

  const report = (): UpliftReport => {
    const curve = [point(1, 0.6, 0.12, 'helps'), point(2, 0.7, 0.06, 'helps'), point(4, 0.8, 0.002, 'unclear')];
    const { shots: _, ...mixed } = point(4, 0.8, -0.04, 'hurts');
    return {
      curation: 'train',
      judge: { kind: 'starter', name: 'clip' },
      classes: ['shirt', 'boot'],
      training: { names: ['shots'], perClass: [16, 16] },
      holdout: { names: ['holdout'], perClass: [20, 20] },
      drawn: { names: ['preview'], perClass: [12, 12] },
      seeds: 5,
      curve,
      inPlace: { shots: 4, points: [{ ...mixed, share: 0.5, real: 4, drawn: 4 }] },
      onTop: { shots: 4, points: [{ ...mixed, share: 0.5, real: 8, drawn: 8 }] },
      findings: [
        { from: 1, to: 2, standing: 'helps', isOnlyTogether: false, difference: difference(0.09, 0.061, 0.118) },
        { from: 4, to: 4, standing: 'unclear', isOnlyTogether: false, difference: difference(0.002, -0.029, 0.03) },
      ],
      leaks: [],
      notes: ['`boot` has 16 real images to train on: 32 shots left out.'],
    };
  };

  function calls(asked: UpliftQuestion[] = []): Partial<EngineCaller> {
    return {
      measureUplift: async (question) => {
        asked.push(question);
        return report();
      },
    };
  }

  it('says whether it helps, at how many shots, and in which share', async () => {
    assertGolden(
      'curate-uplift.txt',
      transcript(await vlprompt(['curate', 'uplift', 'f.vlprompt'], { calls: calls() })),
    );
    const { out } = await vlprompt(['curate', 'uplift', 'f.vlprompt', '--json'], { calls: calls() });
    assertGolden('curate-uplift.json', out.replaceAll(folder, '<folder>'));
  });

  it('writes a page that says the same, whatever names hold', async () => {
    const hostile = { ...report(), curation: '<script>train</script>', notes: ['a < b & "c"'] };
    const options = { calls: { measureUplift: async () => hostile } };
    const { notes } = await vlprompt(['curate', 'uplift', 'f.vlprompt', '--report', 'out.html'], options);
    assert.equal(notes, 'The report is out.html.');
    const page = await readFile(path.join(folder, 'out.html'), 'utf8');
    assert.doesNotMatch(page, /<script/);
    assert.match(page, /Helps at 1 to 2 shots: \+9\.0 points/);
    assert.match(page, /a &lt; b &amp; &quot;c&quot;/);
    assert.match(page, /aria-label="1: 60\.0% without, 72\.0% with; /);
  });

  it('trains on shots, tests on what is held out, and asks as it is told', async () => {
    const asked: UpliftQuestion[] = [];
    const numbers = ['--shots', '4,1,4', '--share', '1,0.5', '--seeds', '3', '--leaks', 'leave-out'];
    await vlprompt(['curate', 'uplift', 'f.vlprompt', 'train', ...numbers], { calls: calls(asked) });
    await vlprompt(['curate', 'uplift', 'f.vlprompt'], { calls: calls(asked) });
    const shown = asked.map(({ training, holdout, shots, shares, seeds, leaks }) => [
      training.map(({ name }) => name),
      holdout.map(({ name }) => name),
      shots,
      shares,
      seeds,
      leaks,
    ]);
    assert.deepEqual(shown, [
      [['shots'], ['holdout'], [1, 4], [0.5, 1], 3, 'leave-out'],
      [['shots'], ['holdout'], [1, 2, 4, 8, 16], [0, 0.25, 0.5, 0.75, 1], 5, undefined],
    ]);
  });

  it('takes the pool where there are no shots', async () => {
    await writeFile(path.join(folder, 'f.vlprompt'), text.replace('role: shots', 'role: holdout'));
    const asked: UpliftQuestion[] = [];
    await vlprompt(['curate', 'uplift', 'f.vlprompt'], { calls: calls(asked) });
    assert.deepEqual(
      [asked[0]?.training, asked[0]?.holdout].map((data) => data?.map(({ name }) => name)),
      [['more'], ['shots', 'holdout']],
    );
  });

  it('refuses what are no numbers', async () => {
    for (const option of [
      ['--shots', '0'],
      ['--shots', '1,,2'],
      ['--shots', 'many'],
      ['--share', '1.5'],
      ['--seeds', '0'],
      ['--leaks', 'ignore'],
    ]) {
      const { exitCode, started } = await vlprompt(['curate', 'uplift', 'f.vlprompt', ...option], { calls: calls() });
      assert.deepEqual([exitCode, started], [64, []], option.join(' '));
    }
  });

  it('fails with the pair when an image that is held out is trained on', async () => {
    const refusal = new Failure('data-leak', 'a.png of `shots` is nearly the held-out b.png of `holdout`.');
    const leaking = { measureUplift: () => Promise.reject(refusal) };
    const { exitCode, out, notes } = await vlprompt(['curate', 'uplift', 'f.vlprompt'], { calls: leaking });
    assert.deepEqual([exitCode, out], [1, '']);
    assert.match(notes, /a\.png of `shots` is nearly/);
  });
});
