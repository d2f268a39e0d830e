import assert from 'node:assert/strict';
import type { Album } from '../../src/reports/album.ts';
import { reportPage } from '../../src/reports/page.ts';
import { picturesOf, worstConfusions } from '../../src/reports/report-contents.ts';
import { contents, source } from '../cli/support/sample.ts';

const pictures: Album = {
  addressOf: (file) => `data:image/png;base64,${Buffer.from(file).toString('base64')}`,
  omitted: 0,
};

const classes = ['saw', 'file', 'tongs'];
const confusion = [
  [7, 3, 0],
  [0, 9, 1],
  [2, 0, 8],
];
const sample = contents(classes, {
  real: { classes, confusion },
  drawn: {
    classes,
    confusion: [
      [4, 0, 0],
      [0, 4, 0],
      [1, 0, 3],
    ],
  },
});

/** Names as an attacker of a shared repository would choose them. */
const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>${1}\'`</style>';

describe('reportPage', () => {
  it('asks nothing of the network and runs nothing', () => {
    const page = reportPage(sample, pictures);
    assert.match(page, /content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/u);
    assert.doesNotMatch(page, /<script|<link|<iframe|\son\w+=|javascript:|https?:|@import|url\(/iu);
    for (const [, address] of page.matchAll(/\s(?:src|href)="([^"]*)"/gu))
      assert.match(address ?? '', /^data:image\/png;base64,/u);
  });

  it('lets no name or text of a file become markup', () => {
    const names = [hostile, `${hostile}2`, `${hostile}3`];
    const options = { classes: names, confusion };
    const dangerous = contents(names, { real: options, drawn: options, fileName: hostile });
    const page = reportPage(dangerous, pictures);
    const elements = (text: string) =>
      [...text.matchAll(/<([a-z]+)/gu)].map(([, name]) => name).filter((name) => name !== 'img');
    const harmless = contents(classes, { real: { classes, confusion }, drawn: { classes, confusion } });
    assert.deepEqual(elements(page), elements(reportPage(harmless, pictures)));
    assert.doesNotMatch(page, /<script|onerror=alert\(2\)>\$/u);
  });

  it('closes every element it opens', () => {
    const open: string[] = [];
    for (const [, slash, name = ''] of reportPage(sample, pictures).matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/gu)) {
      if (slash === '/') assert.equal(open.pop(), name);
      else if (!['meta', 'img'].includes(name)) open.push(name);
    }
    assert.deepEqual(open, []);
  });

  it('prints every count of the matrix', () => {
    const page = reportPage(sample, pictures);
    const table = /<table class="matrix">[\s\S]*?<\/table>/u.exec(page)?.[0] ?? '';
    const cells = [...table.matchAll(/<td class="(?:right|wrong|)[^"]*"[^>]*>(?:<span[^>]*>)?(\d+)/gu)].map(
      ([, count]) => Number(count),
    );
    assert.deepEqual(
      cells.filter((_, index) => index % 4 !== 3),
      confusion.flat(),
    );
  });

  it('gives every picture words, and every table a caption', () => {
    const page = reportPage(sample, pictures);
    assert.equal(page.match(/<img /gu)?.length, page.match(/ alt="[^"]+"/gu)?.length);
    assert.equal(page.match(/<table/gu)?.length, page.match(/<caption/gu)?.length);
  });

  it('frames drawn images that the judge took for another class', () => {
    assert.equal(reportPage(sample, pictures).match(/class="mistaken"/gu)?.length, 1);
  });

  it('draws how sure the judge was, and shows the words of confused classes side by side', () => {
    const page = reportPage(sample, pictures);
    assert.match(page, /aria-label="Reliability diagram; expected calibration error 10\.0%"/u);
    assert.match(page, /aria-label="Histogram of margins; median 0\.65"/u);
    assert.match(page, /<b>saw<\/b><span class="line quiet">[^<]+<\/span>.*<b>file<\/b>/u);
  });

  it('says how to make it again: the commands, the file, and the digest of every image', () => {
    const promptFile = { text: 'class a "<b>"', digest: 'ab'.repeat(32) };
    const page = reportPage({ ...sample, fileName: "it's.vlprompt", promptFile }, pictures);
    assert.match(page, /vlprompt run &#39;it&#39;\\&#39;&#39;s\.vlprompt&#39; /u);
    assert.match(page, /class a &quot;&lt;b&gt;&quot;/u);
    const hashes = sample.drawn.flatMap(({ drawn }) => drawn.cells.flat()).map(({ hash }) => hash ?? 'missing');
    for (const hash of hashes) assert.ok(page.includes(`>${hash}</code>`), hash);
  });

  it('says that pictures were left out', () => {
    const page = reportPage(sample, { addressOf: () => undefined, omitted: 3 });
    assert.match(page, /3 pictures are not in this file/u);
    assert.doesNotMatch(page, /<img/u);
  });

  it('has no verdict where nothing was stated', () => {
    assert.doesNotMatch(reportPage({ ...sample, evaluated: [] }, pictures), /class="verdict/u);
  });
});

describe('worstConfusions', () => {
  it('starts with the pair of most mistakes and leaves out what is right', () => {
    const pairs = worstConfusions(source('holdout', 'data', { classes, confusion }));
    assert.deepEqual(
      pairs.map(({ actual, predicted, count, of, images }) => [actual, predicted, count, of, images.length]),
      [
        [0, 1, 3, 10, 3],
        [2, 0, 2, 10, 2],
        [1, 2, 1, 10, 1],
      ],
    );
  });
});

describe('picturesOf', () => {
  it('has drawn images before mistakes', () => {
    const files = picturesOf(sample);
    assert.equal(files.length, 3 * 2 * 2 + 6 + 1);
  });
});
