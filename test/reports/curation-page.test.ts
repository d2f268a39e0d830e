import assert from 'node:assert/strict';
import type { CuratedImage, CuratedSet, LeftOut } from '../../src/protocol/curated-set.ts';
import type { Album } from '../../src/reports/album.ts';
import { classSamples, picturesOfCuration, shownLeaksOf } from '../../src/reports/curation-contents.ts';
import { curationPage } from '../../src/reports/curation-page.ts';

const pictures: Album = {
  addressOf: (file) => `data:image/png;base64,${Buffer.from(file).toString('base64')}`,
  omitted: 0,
};

function image(name: string, number: number): CuratedImage {
  const digest = number.toString(16).padStart(64, '0');
  return {
    id: digest,
    file: `/images/${name}-${number}.png`,
    hash: digest,
    class: name,
    split: number % 4 === 0 ? 'val' : 'train',
    by: number % 2 === 0 ? 'decision' : 'rules',
    from: 'preview',
    isDrawn: true,
    prompt: `a photo of a ${name}`,
    tags: [],
    reviewers: [],
  };
}

function setOf(names: readonly string[], more: Partial<CuratedSet> = {}): CuratedSet {
  const images = names.flatMap((name, place) => Array.from({ length: 30 }, (_, i) => image(name, 100 * place + i)));
  return {
    name: names[0] ?? '',
    images,
    leftOut: [
      { because: 'rejected', images: 7 },
      { because: 'duplicate', images: 0 },
    ],
    missing: 3,
    classes: names.map((name) => ({ name, images: 30, wanted: 40 })),
    leaks: [],
    agreement: null,
    notes: [],
    ...more,
  };
}

const pageOf = (set: CuratedSet) => curationPage({ fileName: 'shoes.vlprompt', set }, pictures);

describe('curationPage', () => {
  it('says how many images are in the set, why the others are not, and what a class lacks', () => {
    const page = pageOf(setOf(['boot', 'sandal']));
    assert.match(page, /From 67 images to 60/u);
    assert.match(page, /rejected by people<\/th><td class="number">7</u);
    assert.doesNotMatch(page, /nearly the same as another/u);
    assert.match(
      page,
      /<th scope="row">boot<\/th><td class="number">30<\/td>\s*<td[^>]*>40 <span class="mark">10 short/u,
    );
    assert.match(page, /No leaks found/u);
  });

  it('has words for every reason', () => {
    const all: readonly LeftOut[] = [
      'rejected',
      'ruled-out',
      'waiting',
      'disputed',
      'duplicate',
      'balance',
      'unsplit',
      'unlabelled',
    ];
    const page = pageOf(setOf(['boot'], { leftOut: all.map((because) => ({ because, images: 1 })) }));
    assert.doesNotMatch(page, /undefined/u);
    assert.equal(page.match(/class="bar"/gu)?.length, all.length + 1);
  });

  it('shows the pairs of a leak, and no more of them than can be looked at', () => {
    const leaks = Array.from({ length: 50 }, (_, i) => ({
      kind: 'near-duplicate' as const,
      file: `/a/${i}.png`,
      other: `/b/${i}.png`,
      side: 'train',
      otherSide: 'holdout',
      likeness: 0.991,
    }));
    const set = setOf(['boot'], { leaks });
    const page = pageOf(set);
    assert.match(page, /50 leaks/u);
    assert.equal(page.match(/train and holdout/gu)?.length, shownLeaksOf(set).length);
    const shown = picturesOfCuration({ fileName: '', set });
    for (const { file, other } of shownLeaksOf(set)) assert.ok(shown.includes(file) && shown.includes(other));
  });

  it('asks nothing of the network, runs nothing, and takes no text for markup', () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const page = pageOf(setOf([hostile], { notes: [hostile] }));
    assert.doesNotMatch(page, /<script|<link|<iframe|https?:|@import|url\(/iu);
    assert.doesNotMatch(page, /<img src=x/u);
  });

  it('closes every element it opens', () => {
    const open: string[] = [];
    for (const [, slash, name = ''] of pageOf(setOf(['boot'])).matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/gu)) {
      if (slash === '/') assert.equal(open.pop(), name);
      else if (!['meta', 'img', 'br'].includes(name)) open.push(name);
    }
    assert.deepEqual(open, []);
  });
});

describe('classSamples', () => {
  it('takes images evenly from all of a class, each once', () => {
    const [sample] = classSamples(setOf(['boot']));
    assert.equal(sample?.count, 30);
    assert.equal(new Set(sample?.images.map(({ id }) => id)).size, 10);
    assert.equal(sample?.images[5]?.file, '/images/boot-15.png');
  });

  it('shows all where there are few, and none where there are none', () => {
    const { images } = setOf(['boot']);
    const few = setOf(['boot'], { images: images.slice(0, 3) });
    assert.equal(classSamples(few)[0]?.images.length, 3);
    assert.equal(classSamples(setOf(['boot'], { images: [] }))[0]?.images.length, 0);
  });
});
