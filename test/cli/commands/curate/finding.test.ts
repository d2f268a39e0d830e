import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { CuratedSet } from '../../../../src/protocol/curated-set.ts';
import type { Estimate } from '../../../../src/protocol/evaluation.ts';
import type { ImageRow, ListRequest, OpenSetRequest } from '../../../../src/protocol/image-sets.ts';
import type { MeasureName, MeasureQuestion, SetFigure, SetMeasures } from '../../../../src/protocol/set-measures.ts';
import { wilson } from '../../../../src/protocol/statistics/wilson.ts';
import { measureTexts } from '../../../../src/protocol/texts/measure-texts.ts';
import { assertGolden } from '../../support/golden.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const text = `class shirt "shirt" { attribute.colour: "red" }
class boot "boot"
data held from "data/held"
data shots from "data/shots" { role: shots }
data pool from "data/pool" { role: pool }
recipe preview {
  prompt: "a {long|short} \${class}"
  images: 4
}
curate train {
  from: preview
  policy: majority
}
`;

describe('finding and measuring', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
    await mkdir(path.join(folder, '.vlprompt'));
    for (const name of ['held', 'shots', 'pool']) await mkdir(path.join(folder, 'data', name), { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);
  const at = (name: string) => path.join(folder, name);
  const cosine = (value: number, n = 8): Estimate => {
    return { value, n, low: value - 0.02, high: value + 0.02, method: 'bootstrap', unit: 'cosine' };
  };

  function figure(measure: MeasureName, index: number): SetFigure {
    const bare = ['vendi', 'cmmd', 'kid'].includes(measure);
    const value = (index + 1) / 16;
    return { measure, value, n: 8, low: bare ? null : value - 0.05, high: bare ? null : value + 0.05 };
  }

  function measures(more: Partial<SetMeasures> = {}): SetMeasures {
    const slice = (value: string, kept: number) => {
      return {
        value,
        images: 6,
        accepted: wilson(kept, 4),
        score: cosine(0.31),
        margin: cosine(0.5),
        duplicates: wilson(1, 6),
      };
    };
    const uneven = { variable: '{long|short}', value: 'long', accepted: wilson(0, 4), rest: wilson(4, 4) };
    const tested = { p: 0.02857, adjusted: 0.0286, isBeyondChance: true };
    const chance = { p: 0.6, adjusted: 1, isBeyondChance: false };
    return {
      curation: 'train',
      of: 'set',
      images: 8,
      drawn: 12,
      missing: 4,
      judge: { kind: 'starter', name: 'clip' },
      against: { data: 'pool', role: 'pool', images: 20 },
      figures: (Object.keys(measureTexts) as MeasureName[]).map(figure), // Its keys are these.
      classes: [
        { class: 'shirt', images: 8, score: cosine(0.3), margin: cosine(0.4), predicted: wilson(7, 8), vendi: 2.5 },
        { class: 'boot', images: 0, score: none, margin: none, predicted: wilson(0, 0), vendi: null },
      ],
      balances: [
        {
          of: 'class',
          target: 'balance',
          groups: [
            { value: 'shirt', images: 8, share: wilson(8, 8), target: 0.5, skew: Math.log(2) },
            { value: 'boot', images: 0, share: wilson(0, 8), target: 0.5, skew: Math.log(1 / 4) },
          ],
          maxSkew: Math.log(2),
          minSkew: Math.log(1 / 4),
          divergence: Math.log(2),
        },
      ],
      duplicates: [{ files: [at('a.png'), at('b.png')], likeness: 0.97 }],
      holes: Array.from({ length: 11 }, (_, i) => ({ file: at(`r${i}.png`), class: 'boot', files: [at(`r${i}.png`)] })),
      suspects: [{ drawn: at('a.png'), real: at('r0.png'), class: 'shirt', likeness: 0.99, calibrated: 0.25 }],
      slices: [{ variable: '{long|short}', kind: 'variant', slices: [slice('long', 0), slice('', 4)] }],
      bias: {
        acceptedBy: 'decisions',
        uneven: [{ ...uneven, ...tested }],
        predictable: [
          { from: 'colour', accuracy: wilson(8, 8), baseline: 0.5, p: 0.0001, adjusted: 0.0002, isBeyondChance: true },
          { from: 'size', accuracy: wilson(4, 8), baseline: 0.5, ...chance },
        ],
      },
      notes: ['1 image could not be read and were not measured.'],
      ...more,
    };
  }

  const none: Estimate = { value: null, n: 0, low: null, high: null, method: 'bootstrap', unit: 'cosine' };

  function measuring(asked: MeasureQuestion[] = [], more: Partial<SetMeasures> = {}): Partial<EngineCaller> {
    return {
      measureSet: async (question) => {
        asked.push(question);
        return measures(more);
      },
    };
  }

  it('print every figure with n, its interval, and what it does not say', async () => {
    const ran = await vlprompt(['curate', 'measure', 'f.vlprompt'], { calls: measuring() });
    assertGolden('curate-measure.txt', transcript(ran));
    for (const { isNot } of Object.values(measureTexts)) assert.ok(ran.out.includes(isNot));
    const { out } = await vlprompt(['curate', 'measure', 'f.vlprompt', '--json'], { calls: measuring() });
    assertGolden('curate-measure.json', out.replaceAll(folder, '<folder>'));
  });

  it('are written as a page, whose place and leaks are said as data, too', async () => {
    const pair = { kind: 'same-pixels', file: '/a.png', other: '/b.png', side: 'train', otherSide: 'val' } as const;
    const reporting = (leaks: CuratedSet['leaks']): Partial<EngineCaller> => ({
      ...measuring(),
      curateSet: async () => {
        const empty = { images: [], leftOut: [], missing: 0, classes: [], agreement: null, notes: [] };
        return { name: 'train', leaks, ...empty };
      },
    });
    const words = ['curate', 'report', 'f.vlprompt', '-o', 'out/page.html'];
    const told = await vlprompt(words, { calls: reporting([]) });
    assert.deepEqual([told.exitCode, told.out], [0, '']);
    assert.match(told.notes, /The report is out\/page\.html\.$/u);
    const { out, exitCode } = await vlprompt([...words, '--json'], { calls: reporting([pair]) });
    const { format, report, leaks, ...said } = JSON.parse(out);
    assert.deepEqual([format, report, leaks], ['vlprompt.curation-report', 'out/page.html', 1]);
    assert.deepEqual([exitCode, said.exitCode, said.file, said.curation], [1, 1, 'f.vlprompt', 'train']);
    assert.match(await readFile(path.join(folder, report), 'utf8'), /^<!doctype html>/iu);
  });

  it('print no empty sections, and say where nothing stands out', async () => {
    const bare: Partial<SetMeasures> = {
      balances: [],
      duplicates: [],
      holes: [],
      suspects: [],
      slices: [],
      bias: { acceptedBy: 'rules', uneven: [], predictable: [] },
      against: null,
      missing: 0,
      notes: [],
    };
    const { out } = await vlprompt(['curate', 'measure', 'f.vlprompt'], { calls: measuring([], bare) });
    assert.doesNotMatch(out, /balance|duplicates\n|slices|tells/);
    const even = measures().bias;
    const chance = (each: { readonly isBeyondChance: boolean }) => ({ ...each, isBeyondChance: false });
    const bias = {
      ...even,
      uneven: even.uneven.map((each) => ({ ...each, ...chance(each) })),
      predictable: even.predictable.map((each) => ({ ...each, ...chance(each) })),
    };
    const fair = await vlprompt(['curate', 'measure', 'f.vlprompt'], { calls: measuring([], { bias }) });
    assert.match(fair.out, /none of 1 that were compared/);
    assert.match(fair.out, /none of colour, size/);
  });

  it('ask with what the images took, attributes, and a pool before a holdout', async () => {
    const asked: MeasureQuestion[] = [];
    const calls = measuring(asked);
    await vlprompt(['curate', 'measure', 'f.vlprompt'], { calls });
    await vlprompt(['curate', 'measure', 'f.vlprompt', 'train', '--against', 'held', '--drawn'], { calls });
    await writeFile(at('f.vlprompt'), text.replace('{ role: pool }', '{ role: shots }'));
    await vlprompt(['curate', 'measure', 'f.vlprompt'], { calls });
    assert.deepEqual(
      asked.map(({ of, against }) => [of, against?.name]),
      [
        ['set', 'pool'],
        ['drawn', 'held'],
        ['set', 'held'],
      ],
    );
    assert.deepEqual(asked[0]?.attributes, { shirt: { colour: 'red' }, boot: {} });
    const { options = [], points = [], images = {} } = asked[0]?.choices?.preview ?? {};
    assert.deepEqual(
      new Set(options.map((option) => option.text)),
      new Set(['long', 'short', '"a {long|short} ${class}"']),
    );
    assert.ok(points.some(({ kind, name }) => kind === 'variant' && name === '{long|short}'));
    assert.equal(Object.keys(images).length, 8);
  });

  it('refuse real images, orders and limits that are none', async () => {
    const refused = [
      ['measure', 'f.vlprompt', '--against', 'else'],
      ['find', 'f.vlprompt'],
      ['find', 'f.vlprompt', '--order', 'best'],
      ['find', 'f.vlprompt', '--order', 'typical', '--limit', '0'],
      ['find', 'f.vlprompt', '--order', 'typical', '--limit', 'all'],
    ];
    for (const args of refused) {
      const { exitCode } = await vlprompt(['curate', ...args], { calls: measuring() });
      assert.equal(exitCode, 64, args.join(' '));
    }
    const { notes } = await vlprompt(['curate', 'measure', 'f.vlprompt', '--against', 'else'], { calls: measuring() });
    assert.match(notes, /declares no data set `else`; it has held, shots, pool\./);
  });

  interface Asked {
    readonly opened: OpenSetRequest[];
    readonly listed: ListRequest[];
    readonly closed: string[];
  }

  function finding({ opened, listed, closed }: Asked, fails = false): Partial<EngineCaller> {
    const row = (number: number): ImageRow => ({
      number,
      key: 'f'.repeat(64),
      file: at(`${number}.png`),
      hash: 'e'.repeat(64),
      from: 'preview',
      class: 'shirt',
      settings: [],
      width: 64,
      height: 64,
      own: { state: number === 0 ? 'kept' : 'undecided', isFlagged: false, tags: [], why: [] },
      rank: { value: 0.98, words: `${number === 0 ? 'first' : 'one'} of 2 nearly the same` },
      group: { number: 0, size: 2, likeness: 0.98 },
    });
    return {
      openSet: async (request) => {
        opened.push(request);
        return { set: 'set-1', count: 8, missing: 0, classes: ['shirt', 'boot'], fields: [], notes: ['Of opening.'] };
      },
      listSet: async (request) => {
        listed.push(request);
        if (fails) throw new Error('broken');
        return { list: 1, count: 4, letters: 'uuuu', notes: ['Of the list.'] };
      },
      readList: async ({ from, count }) => Array.from({ length: count }, (_, i) => row(from + i)),
      closeSet: async ({ set }) => {
        closed.push(set);
        return null;
      },
    };
  }

  it('list images with the number they are put there by, and close the set', async () => {
    const asked: Asked = { opened: [], listed: [], closed: [] };
    const args = ['curate', 'find', 'f.vlprompt', '--order', 'duplicates', '--limit', '2', '--where', 'class = shirt'];
    assertGolden('curate-find.txt', transcript(await vlprompt(args, { calls: finding(asked) })));
    const { out } = await vlprompt([...args, '--json'], { calls: finding(asked) });
    assertGolden('curate-find.json', out.replaceAll(folder, '<folder>'));
    assert.deepEqual(asked.listed[0]?.order, { by: 'duplicates' });
    assert.deepEqual(asked.listed[0]?.where, { kind: 'compare', field: 'class', operator: '=', value: 'shirt' });
    const { policy, source, isBlind } = asked.opened[0]!;
    assert.deepEqual([policy, isBlind], [{ kind: 'majority' }, undefined]);
    assert.deepEqual(
      source?.data?.map(({ name }) => name),
      ['held', 'shots', 'pool'],
    );
    assert.deepEqual(asked.closed, ['set-1', 'set-1']);
  });

  it('tell a group of duplicates apart, and no other order', async () => {
    const asked: Asked = { opened: [], listed: [], closed: [] };
    const apart: (readonly number[])[] = [];
    const tellApart: EngineCaller['tellApart'] = async ({ numbers }) => {
      apart.push(numbers);
      return null;
    };
    const calls = { ...finding(asked), tellApart };
    const args = ['curate', 'find', 'f.vlprompt', '--limit', '1', '--apart'];
    const { notes } = await vlprompt([...args, '1', '--order', 'duplicates', '--reviewer', 'Ann'], { calls });
    assert.match(notes, /4 images of group 1 are told apart by Ann\./);
    assert.deepEqual(apart, [[0, 1, 2, 3]]);
    assert.equal(asked.opened[0]?.reviewer, 'Ann');
    for (const wrong of [
      ['2', '--order', 'duplicates'],
      ['1', '--order', 'typical'],
    ]) {
      assert.equal((await vlprompt([...args, ...wrong], { calls })).exitCode, 64, wrong.join(' '));
    }
    assert.equal(apart.length, 1);
  });

  it('close the set when listing fails', async () => {
    const asked: Asked = { opened: [], listed: [], closed: [] };
    const args = ['curate', 'find', 'f.vlprompt', '--order', 'typical'];
    await vlprompt(args, { calls: finding(asked, true) });
    assert.deepEqual(asked.closed, ['set-1']);
  });

  it('list real images that no drawn one is near, of all that is drawn', async () => {
    const asked: MeasureQuestion[] = [];
    const args = ['curate', 'find', 'f.vlprompt', '--order', 'holes', '--limit', '2', '--against', 'held'];
    const { out } = await vlprompt(args, { calls: measuring(asked) });
    assert.deepEqual(out.trimEnd().split('\n'), ['1 like r0.png (boot)', '1 like r1.png (boot)']);
    assert.deepEqual([asked[0]?.of, asked[0]?.against?.name], ['drawn', 'held']);
    const json = await vlprompt([...args, '--json'], { calls: measuring() });
    const found = JSON.parse(json.out) as {
      readonly count: number;
      readonly holes: readonly { readonly file: string }[];
    };
    assert.deepEqual([found.count, found.holes.map(({ file }) => file)], [11, ['r0.png', 'r1.png']]);
  });
});
