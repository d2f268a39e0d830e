import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { curatedSet } from '../../../../src/engine/datasets/curated/curated-set.ts';
import { decideImages } from '../../../../src/engine/datasets/decisions/decide-images.ts';
import type { CurationTools } from '../../../../src/engine/datasets/samples/curation-tools.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import { checkText } from '../../../../src/language/checks/check.ts';
import { createDocument } from '../../../../src/language/document.ts';
import { buildPlan } from '../../../../src/language/plan/build-plan.ts';
import type { CuratePlan, RecipePlan } from '../../../../src/language/plan/plan.ts';
import type { CuratedSet } from '../../../../src/protocol/curated-set.ts';
import type { CurationQuestion } from '../../../../src/protocol/curation.ts';
import type { DecisionChange } from '../../../../src/protocol/decisions.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { stubTools } from '../samples/stub-tools.ts';

const SIDE = 32;

/** A picture that looks like no other: squares of noise. */
function pictureOf(name: string, brightest = 255): Promise<Uint8Array> {
  const noise = Buffer.from(digestOf(name) + digestOf(`${name} more`), 'hex');
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const square = (Math.floor(pixel / SIDE / 4) * 8 + (Math.floor((pixel % SIDE) / 4) % 8)) % noise.length;
    return ((noise[square] ?? 0) * brightest) / 255;
  });
  return encodePng({ width: SIDE, height: SIDE, data });
}

describe('a curation carried out', () => {
  const folder = temporaryFolder();

  function planned(body: string, images = 10): CuratePlan {
    const text = `class shirt "shirt"\nclass boot "boot"\ndata holdout from "real"\ndata pool from "pool" { role: pool }
recipe r { prompt: "a \${class}" images: ${images} }\ncurate train { from: r ${body} }`;
    return buildPlan(createDocument('a.vlprompt', text), checkText).curations?.[0] ?? assert.fail('no curation');
  }

  /** Pictures by what they are called: drawn ones `shirt 3`, whose score is 0.3, and real ones. */
  interface World {
    /** What a drawn image shows, where that is not what it is called. */
    readonly looks?: Readonly<Record<string, { readonly as: string; readonly brightest?: number }>>;
    readonly real?: Readonly<Record<string, readonly (readonly [picture: string, label: string | null])[]>>;
    /** Images that the judge finds alike; by what they show. */
    readonly isScored?: boolean;
  }

  const fileOf = (name: string) => path.join(folder(), `${name.replaceAll(' ', '-')}.png`);

  async function put(name: string, { as, brightest }: { readonly as: string; readonly brightest?: number }) {
    const png = await pictureOf(as, brightest);
    await writeFile(fileOf(name), png);
    return { file: fileOf(name), hash: digestOf(png) };
  }

  async function toolsOf({ looks = {}, real = {}, isScored = true }: World): Promise<CurationTools> {
    const shows = new Map<string, string>();
    const lookup = async (recipe: RecipePlan) => {
      const cells = await Promise.all(
        recipe.cells.map(async (cell) =>
          Promise.all(
            cell.images.map(async ({ key }, k) => {
              const name = `${recipe.rows[cell.row]?.class} ${k}`;
              const look = looks[name] ?? { as: name };
              shows.set(fileOf(name), look.as);
              return { key, state: 'done' as const, ...(await put(name, look)) };
            }),
          ),
        ),
      );
      return { recipe: recipe.name, cells, done: 0, total: 0, reused: 0, milliseconds: 1 };
    };
    const scoreOf = (k: number) => ({ score: k / 10, predicted: 0, confidence: 0.9, margin: 0.5, agrees: true });
    const scores = (recipe: RecipePlan) => ({
      recipe: recipe.name,
      judge: { spec: { kind: 'starter', name: 'clip' }, digest: '' } as const,
      classes: ['shirt', 'boot'],
      cells: recipe.cells.map(({ images }) => images.map((_, k) => (isScored ? scoreOf(k) : null))),
    });
    return stubTools({
      lookup,
      lookupScores: async (recipe) => scores(recipe),
      async *score(recipe) {
        yield { stage: 'judging', source: recipe.name, done: 1, total: 1 };
        return scores(recipe);
      },
      async *scoreReal(_, source) {
        yield { stage: 'judging', source, done: 1, total: 1 };
        return new Map();
      },
      async *embed(_, source, images) {
        yield { stage: 'judging', source, done: 0, total: images.length };
        const embedding = (file: string) =>
          Float32Array.from(Buffer.from(digestOf(shows.get(file) ?? file), 'hex'), (byte) => byte - 128);
        return new Map(images.map(({ file, hash = '' }) => [file, { hash, embedding: embedding(file) }]));
      },
      async *readData({ name }) {
        yield { stage: 'reading', source: name, done: 0, total: 0 };
        const own = real[name];
        if (own === undefined) throw new Failure('data-missing', `There is no ${name}.`);
        const images = await Promise.all(
          own.map(async ([picture, label], index) => {
            shows.set(fileOf(`${name} ${index}`), picture);
            return { ...(await put(`${name} ${index}`, { as: picture })), label };
          }),
        );
        return { images, skipped: [] };
      },
    });
  }

  async function carriedOut(
    curation: CuratePlan,
    world: World = {},
    question: Partial<CurationQuestion> = {},
  ): Promise<CuratedSet> {
    const tools = await toolsOf({ real: { holdout: [], pool: [] }, ...world });
    return (await drain(curatedSet(folder(), { curation, ...question }, tools, new AbortController().signal))).result;
  }

  async function decide(name: string, change: DecisionChange, world: World = {}): Promise<void> {
    await decideImages(folder(), 'Ann', [await put(name, world.looks?.[name] ?? { as: name })], change);
  }

  const names = ({ images }: CuratedSet, own: (image: CuratedSet['images'][number]) => boolean = () => true) =>
    images
      .filter(own)
      .map(({ file }) => path.basename(file, '.png').replaceAll('-', ' '))
      .sort();
  const left = (set: CuratedSet) => Object.fromEntries(set.leftOut.map(({ because, images }) => [because, images]));

  it('is all that rules let pass, by class and id', async () => {
    const set = await carriedOut(planned('keep where score >= 0.8'));
    assert.deepEqual(names(set), ['boot 8', 'boot 9', 'shirt 8', 'shirt 9']);
    assert.deepEqual(left(set), { 'ruled-out': 16 });
    assert.deepEqual(
      set.images.map((image) => image.class),
      ['boot', 'boot', 'shirt', 'shirt'],
    );
    const [first, second] = set.images;
    assert.ok(first && second && first.id < second.id);
    assert.deepEqual([first.prompt, first.by, first.isDrawn, first.split], ['a boot', 'rules', true, undefined]);
  });

  // The same picture, a little darker: other pixels, nearly the same hash, and alike to the judge.
  const twins: World = {
    looks: {
      'shirt 1': { as: 'twin' },
      'shirt 2': { as: 'twin', brightest: 250 },
      'shirt 3': { as: 'twin', brightest: 245 },
    },
  };

  it('holds the best of near-duplicates, or what people keep of them', async () => {
    const curation = planned('dedupe: 0.94');
    const best = await carriedOut(curation, twins);
    assert.deepEqual([left(best), names(best).includes('shirt 3'), best.images.length], [{ duplicate: 2 }, true, 18]);
    await decide('shirt 1', { op: 'accept' }, twins);
    await decide('shirt 2', { op: 'accept' }, twins);
    const kept = await carriedOut(curation, twins);
    assert.deepEqual(left(kept), { duplicate: 1 });
    assert.deepEqual(
      names(kept, ({ by }) => by === 'decision'),
      ['shirt 1', 'shirt 2'],
    );
    assert.ok(!names(kept).includes('shirt 3'));
  });

  it('holds both of what people told apart', async () => {
    const other = await put('shirt 3', { as: 'twin', brightest: 245 });
    const set = await carriedOut(planned('dedupe: 0.94'), twins);
    const id = set.images.find(({ hash }) => hash === other.hash)?.id;
    for (const name of ['shirt 1', 'shirt 2']) await decide(name, { op: 'distinct', to: `sha256:${id}` }, twins);
    const apart = await carriedOut(planned('dedupe: 0.94'), twins);
    assert.ok(['shirt 2', 'shirt 3'].every((name) => names(apart).includes(name)));
    assert.deepEqual(left(apart), { duplicate: 1 });
  });

  it('holds the same pixels once', async () => {
    const looks = { 'boot 1': { as: 'same' }, 'shirt 2': { as: 'other' }, 'boot 4': { as: 'same' } };
    assert.equal((await carriedOut(planned(''), { looks })).images.length, 19);
  });

  it('holds so many of a class, the best, and says what a class lacks', async () => {
    await decide('boot 0', { op: 'accept' });
    await decide('shirt 0', { op: 'relabel', to: 'boot' });
    const set = await carriedOut(planned('balance: 3 per class', 3));
    assert.deepEqual(names(set), ['boot 0', 'boot 1', 'boot 2', 'shirt 1', 'shirt 2']);
    assert.deepEqual(set.classes, [
      { name: 'shirt', images: 2, wanted: 3 },
      { name: 'boot', images: 3, wanted: 3 },
    ]);
    assert.deepEqual(left(set), { balance: 1 });
  });

  it('parts no siblings and no near-duplicates, and does what people say with all of a group', async () => {
    const looks = { 'shirt 1': { as: 'twin' }, 'boot 5': { as: 'twin', brightest: 250 } };
    const curation = planned('split: train 50%, val 30%, test 20%', 20);
    const whole = await carriedOut(curation, { looks });
    const splitOf = (set: CuratedSet, name: string) =>
      set.images.find(({ file }) => file === fileOf(name))?.split ?? assert.fail(name);
    for (let seed = 0; seed < 20; seed++) {
      assert.equal(splitOf(whole, `shirt ${seed}`), splitOf(whole, `boot ${seed}`));
    }
    assert.equal(splitOf(whole, 'shirt 1'), splitOf(whole, 'boot 5'));
    const shares = (['train', 'val', 'test'] as const).map(
      (split) => names(whole, (image) => image.split === split).length,
    );
    assert.deepEqual(shares, [20, 12, 8]);
    assert.deepEqual(whole.leaks, []);
    await decide('shirt 5', { op: 'split', to: 'test' });
    const pinned = await carriedOut(curation, { looks });
    for (const name of ['shirt 5', 'boot 5', 'shirt 1', 'boot 1']) assert.equal(splitOf(pinned, name), 'test');
  });

  it('says what leaks into what is held out', async () => {
    const set = await carriedOut(planned('drop where score > 0.3'), {
      looks: { 'shirt 1': { as: 'garment', brightest: 250 } },
      real: {
        holdout: [
          ['garment', 'shirt'],
          ['boot 2', 'boot'],
          ['shirt 9', 'shirt'],
        ],
      },
    });
    assert.deepEqual(
      set.leaks.map(({ kind, file, other, otherSide }) => [kind, path.basename(file), path.basename(other), otherSide]),
      [
        ['same-pixels', 'boot-2.png', 'holdout-1.png', 'holdout'],
        ['near-duplicate', 'shirt-1.png', 'holdout-0.png', 'holdout'],
      ],
    );
    assert.ok((set.leaks[1]?.likeness ?? 0) > 0.99);
  });

  it('holds real images as it holds drawn ones, with the labels they have', async () => {
    const curation = planned('');
    const pool = curation.holdouts?.[0] ?? assert.fail('no data');
    const both = { ...curation, from: [...curation.from, { kind: 'data' as const, data: { ...pool, name: 'pool' } }] };
    const set = await carriedOut(both, {
      real: {
        holdout: [],
        pool: [
          ['a', 'boot'],
          ['b', 'hat'],
          ['c', null],
        ],
      },
    });
    assert.deepEqual(
      set.images
        .filter(({ isDrawn }) => !isDrawn)
        .map(({ class: shown, from, key, prompt }) => [shown, from, key, prompt]),
      [['boot', 'pool', undefined, undefined]],
    );
    assert.deepEqual(left(set), { unlabelled: 1 });
  });

  it('is told where held-out images are not there, and is cancelled', async () => {
    const set = await carriedOut(planned('split: train 100%'), { real: {} });
    assert.deepEqual(set.notes, ['The set was not compared with `holdout`: There is no holdout.']);
    const cancelling = new AbortController();
    cancelling.abort();
    const tools = await toolsOf({ real: { holdout: [] } });
    const work = drain(curatedSet(folder(), { curation: planned('dedupe: 0.9') }, tools, cancelling.signal));
    await assert.rejects(work, (error) => Failure.is(error, 'cancelled'));
  });
});
