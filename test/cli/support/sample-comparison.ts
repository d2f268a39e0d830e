/** @file A made-up comparison, for what only shows it. */
import type { Comparison, Measure, PicturePair } from '../../../src/protocol/comparison.ts';
import { share, span } from './sample.ts';

export function measure(more: Partial<Measure> = {}): Measure {
  return {
    metric: 'accuracy',
    source: 'holdout',
    better: 'higher',
    before: 0.8,
    after: 0.872,
    difference: { value: 0.072, low: 0.021, high: 0.12, n: 500, method: 'paired-bootstrap' },
    moved: { up: 50, down: 14 },
    verdict: 'better',
    ...more,
  };
}

export function pair(more: Partial<PicturePair> = {}): PicturePair {
  const settings = { steps: 20, scheduler: 'ddim', guidance: 3, width: 64, height: 64 } as const;
  const common = { state: 'done', negative: '', seed: 7, settings, source: span } as const;
  const judged = { score: 0.31, confidence: 0.9, margin: 0.8, agrees: true, predicted: 'shirt' } as const;
  return {
    row: 'shirt',
    column: 'guidance 3',
    number: 1,
    asked: ['words'],
    before: { ...common, key: 'a'.repeat(64), hash: 'a', file: '/store/a.png', prompt: 'a red shirt', score: judged },
    after: { ...common, key: 'b'.repeat(64), hash: 'b', file: '/store/b.png', prompt: 'a blue shirt', score: judged },
    pixels: { kind: 'changed', distance: 0.125 },
    ...more,
  };
}

export function comparison(more: Partial<Comparison> = {}): Comparison {
  const nothing = { value: 0.01, low: -0.04, high: 0.06, n: 50, method: 'paired-bootstrap' } as const;
  const unclear = { verdict: 'no clear difference', difference: nothing } as const;
  const { before, after } = pair();
  return {
    subject: { kind: 'recipe', name: 'preview' },
    before: { label: 'HEAD', drawn: 4, total: 5, isJudged: true },
    after: { label: 'working tree', drawn: 5, total: 5, isJudged: true },
    words: [
      {
        what: 'prompt',
        where: 'shirt',
        pieces: [
          { kind: 'same', text: 'a photo of a' },
          { kind: 'removed', text: ' red' },
          { kind: 'added', text: ' blue' },
          { kind: 'same', text: ' shirt' },
        ],
        before: span,
        after: span,
        count: 2,
      },
      { what: 'prompt', where: 'bag', pieces: [{ kind: 'added', text: 'a photo of a bag' }], after: span, count: 1 },
    ],
    pictures: [
      {
        recipe: 'preview',
        pairs: [
          pair(),
          pair({ number: 2, pixels: { kind: 'changed', distance: 0.5 }, asked: ['words', 'seed'] }),
          pair({ row: 'trouser', asked: [], pixels: { kind: 'same' } }),
          {
            row: 'trouser',
            column: 'guidance 3',
            number: 2,
            asked: [],
            pixels: { kind: 'unknown' },
            ...(before && { before }),
            ...(after && { after }),
          },
          {
            row: 'bag',
            column: 'guidance 3',
            number: 1,
            asked: [],
            pixels: { kind: 'unknown' },
            ...(after && { after }),
          },
        ],
      },
    ],
    measures: [
      measure(),
      measure({ metric: 'balanced-accuracy', ...unclear, before: 0.79, after: 0.8 }),
      measure({
        metric: 'recall',
        class: 'shirt',
        before: 0.9,
        after: 0.62,
        verdict: 'worse',
        difference: { value: -0.28, low: -0.41, high: -0.14, n: 50, method: 'paired-bootstrap' },
      }),
      measure({ metric: 'recall', class: 'trouser', ...unclear, before: 0.9, after: 0.91 }),
      measure({ metric: 'recall', class: 'bag', ...unclear, before: 0.9, after: 0.91 }),
      measure({
        metric: 'score',
        source: 'preview',
        before: 0.3,
        after: 0.312,
        difference: { ...nothing, value: 0.012, low: -0.0001, high: 0.024, n: 4 },
        verdict: 'no clear difference',
      }),
    ],
    matrices: [
      {
        source: 'holdout',
        classes: ['shirt', 'trouser', 'bag'],
        before: [
          [45, 5, 0],
          [1, 45, 4],
          [0, 5, 45],
        ],
        after: [
          [31, 19, 0],
          [1, 46, 3],
          [0, 4, 46],
        ],
        removed: [],
        added: [],
      },
    ],
    statements: [
      {
        text: 'expect accuracy >= 85%',
        kind: 'expect',
        source: 'holdout',
        before: { held: false, measured: share(0.8, 500), span },
        after: { held: true, measured: share(0.872, 500), span },
        flip: 'holds now',
      },
      {
        text: 'check recall(shirt) >= 80%',
        kind: 'check',
        source: 'holdout',
        before: { held: true, measured: share(0.9, 50), span },
        after: { held: false, measured: share(0.62, 50), span },
        flip: 'fails now',
      },
      {
        text: 'expect recall(bag) >= 10%',
        kind: 'expect',
        source: 'holdout',
        before: { held: true, measured: share(0.9, 50), span },
        after: { held: true, measured: share(0.92, 50), span },
        flip: 'none',
      },
    ],
    notes: ['holdout has other images on both sides: numbers are of the 500 that both have (510 and 500).'],
    ...more,
  };
}
