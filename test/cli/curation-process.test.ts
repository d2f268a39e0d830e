/** @file A curation from the command line as a process, with the real engine and the models that ship. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ended, entry, root, saying, startIn } from './support/command-process.ts';

const text = `class bag "bag"
class coat "coat"

data held from "held"
data pool from "pool" {
  role:   pool
  labels: "labels.csv" column "kind"
}

recipe preview {
  classes: all
  prompt:  "a photo of a \${class}"
  images:  4
  steps:   4
}

curate train {
  from:    preview, pool
  drop where brightness > 0.99
  dedupe:  0.999
  balance: 5 per class
  split:   train 50%, test 50%
}

evaluate labelled {
  on: pool
  expect accuracy >= 0%
}
`;

describe('vlprompt curate as a process', function () {
  this.timeout(180_000);
  let folder = '';

  /** The photographs of a class that ship, the first ones. */
  async function photos(name: string, count: number): Promise<readonly string[]> {
    const all = path.join(root, 'examples/fashion/data/holdout', name);
    return (await readdir(all))
      .sort()
      .slice(0, count)
      .map((photo) => path.join(all, photo));
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-curation-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
    const rows = ['file,kind'];
    for (const name of ['bag', 'coat']) {
      await mkdir(path.join(folder, 'held', name), { recursive: true });
      const [held = '', ...others] = await photos(name, 4);
      await cp(held, path.join(folder, 'held', name, '0.png'));
      await mkdir(path.join(folder, 'pool/images'), { recursive: true });
      for (const [index, photo] of others.entries()) {
        await cp(photo, path.join(folder, `pool/images/${name}${index}.png`));
        rows.push(`images/${name}${index}.png,${name}`);
      }
    }
    await writeFile(path.join(folder, 'pool/labels.csv'), `${rows.join('\n')}\n`);
  });

  afterEach(() => rm(folder, { recursive: true }));

  const start = (...args: readonly string[]) => startIn(folder, [...entry, ...args]);
  const vlprompt = (...args: readonly string[]) => ended(start(...args));
  const manifest = async () =>
    (await readFile(path.join(folder, 'curations/train.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('draws, sorts, shares out and writes a set of drawn and real images; finds what leaks', async () => {
    assert.equal((await vlprompt('run', 'f.vlprompt', 'train')).exitCode, 0);
    const applied = await vlprompt('curate', 'apply', 'f.vlprompt');
    assert.equal(applied.exitCode, 0, applied.notes + applied.out);
    const members = await manifest();
    const count = (field: string, value: string) => members.filter((each) => each[field] === value).length;
    assert.deepEqual([count('class', 'bag'), count('class', 'coat')], [5, 5]);
    assert.ok(count('split', 'train') >= 4 && count('split', 'test') >= 4);
    assert.ok(count('from', 'pool') > 0 && count('from', 'preview') > 0);
    const sides = new Map<number, string>();
    for (const { seed, split } of members) {
      if (seed === undefined) continue;
      assert.equal(sides.get(seed) ?? split, split, `seed ${seed} is in two splits`);
      sides.set(seed, split);
    }
    const before = await readFile(path.join(folder, 'curations/train.jsonl'), 'utf8');
    await vlprompt('curate', 'apply', 'f.vlprompt');
    assert.equal(await readFile(path.join(folder, 'curations/train.jsonl'), 'utf8'), before);

    // A photograph that is held out, among those to choose from.
    await cp(path.join(folder, 'held/bag/0.png'), path.join(folder, 'pool/images/bag0.png'));
    await vlprompt('curate', 'accept', 'f.vlprompt', '--where', 'file = "pool/images/bag0.png"', '--reviewer', 'Ann');
    const leaking = await vlprompt('curate', 'apply', 'f.vlprompt', '-o', 'other.jsonl');
    assert.equal(leaking.exitCode, 1);
    assert.match(
      leaking.out,
      /pool\/images\/bag0\.png \((train|test)\) and held\/bag\/0\.png \(held\): the same pixels/,
    );
    await assert.rejects(readFile(path.join(folder, 'other.jsonl')));
    const allowed = await vlprompt('curate', 'apply', 'f.vlprompt', '-o', 'other.jsonl', '--allow-leaks');
    assert.equal(allowed.exitCode, 0, allowed.notes);
    const status = await vlprompt('curate', 'status', 'f.vlprompt', '--json');
    assert.equal(status.exitCode, 0);
    assert.equal(JSON.parse(status.out).set.leaks[0].kind, 'same-pixels');
  });

  it('judges real images by the labels of a table', async () => {
    const { exitCode, out, notes } = await vlprompt('evaluate', 'f.vlprompt', '--json');
    assert.equal(exitCode, 0, notes);
    assert.equal(JSON.parse(out).evaluations[0].sources[0].accuracy.n, 6);
  });

  it('ends with 130 when it is interrupted', async function () {
    if (process.platform === 'win32') this.skip();
    await vlprompt('run', 'f.vlprompt', 'train');
    const running = start('curate', 'status', 'f.vlprompt');
    const ending = ended(running);
    await saying(running, /(Looking|Comparing|Loading|Scoring)/);
    running.kill('SIGINT');
    assert.equal((await ending).exitCode, 130);
  });
});
