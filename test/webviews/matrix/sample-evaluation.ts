/**
 * @file An evaluation of made-up images with real figures: logits are drawn from a seeded generator and counted by the
 * engine's own metrics, so that every section of the page has something to show.
 */

import { analyseSource } from '../../../src/engine/metrics/source-analysis.ts';
import { scoreSource } from '../../../src/engine/metrics/source-scores.ts';
import type { EvaluationPlan } from '../../../src/language/plan/plan.ts';
import type {
  ContributionReport,
  EmbeddingMap,
  EvaluationReport,
  JudgedImage,
  SourceReport,
} from '../../../src/protocol/evaluation.ts';
import { wilson } from '../../../src/protocol/statistics/wilson.ts';
import { span } from '../../extension/sample-plans.ts';

export interface SampleOptions {
  readonly classes: readonly string[];
  /** Images of each class. */
  readonly images: number;
  /** Classes that look alike to the judge: index → index. */
  readonly alike?: Readonly<Record<number, number>>;
  readonly seed?: number;
  readonly made?: string;
}

export const garments = [
  'tshirt',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle_boot',
] as const;

/** A real source and a drawn one. */
export function sampleReport(options: SampleOptions): EvaluationReport {
  const { classes, made = '2026-01-02T03:04:05.000Z', seed = 1 } = options;
  const sources = [
    sampleSource('holdout', 'data', options, seed),
    sampleSource('preview', 'recipe', options, seed + 1),
  ];
  const accuracy = sources[0]?.accuracy ?? wilson(0, 0);
  return {
    evaluation: 'zeroshot',
    file: 'a.vlprompt',
    model: { spec: { kind: 'starter', name: 'clip' }, digest: 'd', provider: 'cpu' },
    made,
    milliseconds: 1,
    classes,
    sources,
    statements: [
      {
        text: 'expect accuracy >= 99%',
        kind: 'expect',
        source: 'holdout',
        held: false,
        measured: accuracy,
        span: span(35),
      },
    ],
    verdict: 'failed',
  };
}

export function samplePlan({ classes }: SampleOptions, groups: EvaluationPlan['groups'] = []): EvaluationPlan {
  const templates = ['a photo of a', 'a product photo of a', 'a small photo of a'];
  return {
    name: 'zeroshot',
    model: { spec: { kind: 'starter', name: 'clip' } },
    method: 'zeroshot',
    classes: classes.map((name) => ({
      name,
      prompts: templates.map((words, index) => ({ text: `${words} ${name}`, source: span(4 + index) })),
    })),
    groups,
    on: [],
    statements: [],
    key: 'k',
    span: span(30, 40),
  };
}

export function sampleContributions(report: EvaluationReport): ContributionReport {
  const lines = [
    { example: 'a photo of a shirt', value: 0.031, low: 0.012, high: 0.05, hits: 480 },
    { example: 'a product photo of a shirt, grey background', value: 0.002, low: -0.008, high: 0.012, hits: 470 },
    { example: 'a blurry photo of a shirt', value: -0.015, low: -0.027, high: -0.004, hits: 390 },
  ];
  return {
    evaluation: report.evaluation,
    sources: report.sources.map(({ name, accuracy }) => ({
      name,
      n: 600,
      of: 600,
      accuracy,
      lines: lines.map(({ example, value, low, high, hits }, index) => ({
        source: span(4 + index),
        example,
        alone: wilson(hits, 600),
        contribution: { value, low, high, n: 600, method: 'paired-bootstrap' },
      })),
    })),
  };
}

/** Each class is a cloud on a circle. */
export function sampleMap({ classes, sources }: EvaluationReport): EmbeddingMap {
  const random = generator(7);
  const place = (index: number, radius: number): readonly [number, number] => {
    const angle = (2 * Math.PI * index) / classes.length;
    return [radius * Math.cos(angle) + random() * 0.5, radius * Math.sin(angle) + random() * 0.5];
  };
  return {
    method: 'pca',
    sources: sources.map(({ images }) => images.map(({ actual }) => place(actual, 1.5))),
    classes: classes.map((_, index) => place(index, 2)),
    explained: 0.42,
    notes: [],
  };
}

function sampleSource(name: string, kind: SourceReport['kind'], options: SampleOptions, seed: number): SourceReport {
  const { classes, images: perClass, alike = {} } = options;
  const random = generator(seed);
  const actual = classes.flatMap((_, index) =>
    Array.from({ length: index % 4 === 3 ? Math.ceil(perClass / 6) : perClass }, () => index),
  );
  const logits = new Float32Array(actual.length * classes.length);
  for (const [image, truth] of actual.entries()) {
    for (let column = 0; column < classes.length; column += 1) {
      const lift = column === truth ? 3.2 : alike[truth] === column ? 2.4 : 0;
      logits[image * classes.length + column] = lift + random() * 2.2;
    }
  }
  const images = actual.map((truth, image) => {
    const row = logits.subarray(image * classes.length, (image + 1) * classes.length);
    return sampleImage(row, truth, image, kind, classes);
  });
  const weights = classes.map((_, index) => unitVector(index, alike));
  const skipped = kind === 'data' ? [{ file: '/d/notes.txt', reason: 'Not an image.' }] : [];
  const columns =
    kind === 'recipe'
      ? [
          { label: 'guidance 1', accuracy: wilson(41, 60) },
          { label: 'guidance 3', accuracy: wilson(52, 60) },
        ]
      : [];
  return {
    name,
    kind,
    images,
    skipped,
    ...scoreSource(classes, images),
    columns,
    analysis: analyseSource(images, { classes: classes.length, logits, actual }, weights),
  };
}

function sampleImage(
  row: Float32Array,
  actual: number,
  index: number,
  kind: SourceReport['kind'],
  classes: readonly string[],
): JudgedImage {
  const sum = row.reduce((total, logit) => total + Math.exp(logit), 0);
  const shares = [...row].map((logit) => Math.exp(logit) / sum);
  const order = shares.map((_, place) => place).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  const [predicted = 0, runnerUp = -1] = order;
  const confidence = shares[predicted] ?? 0;
  const file = `/${kind}/${classes[actual]}-${index}.png`;
  const origin = { source: span(4), prompt: `a photo of a ${classes[actual]}`, seed: index, column: 0 };
  return {
    file,
    hash: String(index),
    actual,
    predicted,
    runnerUp,
    confidence,
    margin: confidence - (shares[runnerUp] ?? 0),
    truth: shares[actual] ?? 0,
    rank: order.indexOf(actual) + 1,
    ...(kind === 'recipe' && { origin }),
  };
}

function unitVector(index: number, alike: Readonly<Record<number, number>>): Float32Array {
  const vector = new Float32Array(128);
  vector[index] = 1;
  const other = alike[index];
  if (other !== undefined) vector[other] = 0.9;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Mulberry32, then roughly normal: the sum of four uniforms about 0. */
function generator(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return () => uniform() + uniform() + uniform() + uniform() - 2;
}
