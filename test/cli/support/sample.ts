/** @file A made-up file with its results, for what only lays them out. */

import type { ImagePlan, Plan, RecipePlan, SourceSpan } from '../../../src/language/plan/plan.ts';
import type { DrawnRecipe, EngineInfo } from '../../../src/protocol/engine.ts';
import type { Estimate, EvaluationReport, JudgedImage, SourceReport } from '../../../src/protocol/evaluation.ts';
import type { ReportContents } from '../../../src/reports/report-contents.ts';

export const span: SourceSpan = {
  file: 'tools.vlprompt',
  start: { line: 2, character: 4 },
  end: { line: 2, character: 9 },
};

export const engine: EngineInfo = {
  version: '0.1.0',
  process: 1,
  runtime: 'onnxruntime 1.30.0',
  provider: 'cpu',
  providerReason: 'It is.',
  providers: [],
};

export function share(value: number | null, n: number, width = 0.05): Estimate {
  const end = (offset: number) => (value === null ? null : Math.min(1, Math.max(0, value + offset)));
  return { value, n, low: end(-width), high: end(width), method: 'wilson' };
}

export interface SampleOptions {
  readonly classes: readonly string[];
  readonly confusion: readonly (readonly number[])[];
  /** File of the k-th image. */
  readonly file?: (index: number, actual: number) => string;
}

/** A source whose images are as its confusion matrix says. */
export function source(
  name: string,
  kind: 'data' | 'recipe',
  { classes, confusion, file = (index) => `/images/${index}.png` }: SampleOptions,
): SourceReport {
  const images: JudgedImage[] = confusion.flatMap((counts, actual) =>
    counts.flatMap((count, predicted) => Array.from({ length: count }, () => judgedImage(actual, predicted))),
  );
  const right = images.filter(({ actual, predicted }) => actual === predicted).length;
  return {
    name,
    kind,
    images: images.map((image, index) => ({ ...image, file: file(index, image.actual) })),
    skipped: [],
    confusion,
    accuracy: share(images.length === 0 ? null : right / images.length, images.length, 0.02),
    balancedAccuracy: share(right / images.length, images.length),
    top5: share(0.99, images.length, 0.01),
    perClass: classes.map((label, index) => perClass(label, index, confusion)),
    columns: [],
    analysis: analysis(images.length),
  };
}

function judgedImage(actual: number, predicted: number): JudgedImage {
  const isRight = actual === predicted;
  const runnerUp = isRight ? (predicted === 0 ? 1 : 0) : actual;
  const [confidence, margin] = [0.8, 0.65] as const;
  const truth = isRight ? confidence : 0.15;
  return { file: '', hash: '', actual, predicted, runnerUp, confidence, margin, truth, rank: isRight ? 1 : 2 };
}

function analysis(n: number): SourceReport['analysis'] {
  return {
    topK: [share(0.8, n), share(0.99, n, 0.01)],
    calibration: {
      bins: Array.from({ length: 15 }, (_, bin) =>
        bin === 11 ? { n, confidence: 0.8, accuracy: 0.7 } : { n: 0, confidence: null, accuracy: null },
      ),
      error: { ...share(0.1, n, 0.03), method: 'bootstrap' },
      temperature: 1.4,
      errorAfter: 0.04,
    },
    margins: { counts: Array.from({ length: 20 }, (_, part) => (part === 15 ? n : 0)), median: 0.65 },
    confusedPairs: [{ a: 0, b: 1, aForB: 2, bForA: 1, cosine: 0.91 }],
  };
}

function perClass(label: string, index: number, confusion: readonly (readonly number[])[]) {
  const row = confusion[index] ?? [];
  const n = row.reduce((sum, count) => sum + count, 0);
  const hits = row[index] ?? 0;
  const predicted = confusion.reduce((sum, counts) => sum + (counts[index] ?? 0), 0);
  const recall = n === 0 ? null : hits / n;
  const precision = predicted === 0 ? null : hits / predicted;
  return { class: label, recall: share(recall, n), precision: share(precision, predicted), f1: share(recall, n) };
}

export function report(classes: readonly string[], sources: readonly SourceReport[]): EvaluationReport {
  return {
    evaluation: 'zeroshot',
    file: 'tools.vlprompt',
    model: { spec: { kind: 'starter', name: 'clip' }, digest: 'c0ffee'.repeat(10), provider: 'cpu' },
    made: '2026-11-22T05:06:07.000Z',
    milliseconds: 2345,
    classes,
    sources,
    statements: [
      { text: 'accuracy >= 80%', kind: 'expect', source: 'holdout', held: true, measured: share(0.9, 30), span },
      { text: 'recall(saw) >= 90%', kind: 'expect', source: 'holdout', held: false, measured: share(0.7, 10), span },
      { text: 'recall(saw) >= 80%', kind: 'check', source: 'holdout', held: false, measured: share(0.7, 10), span },
    ],
    verdict: 'failed',
  };
}

/** Rows are the classes, columns two guidances, two images a cell. */
export function recipe(name: string, classes: readonly string[]): RecipePlan {
  const columns = [1, 3].map((guidance) => ({ values: [guidance], label: `guidance ${guidance}` }));
  const image = (row: number, column: number, index: number): ImagePlan => ({
    key: `${row}-${column}-${index}`,
    prompt: `a photo of a ${classes[row]}`,
    negative: 'blurry',
    emphasis: 'a1111',
    seed: 7 + index,
    source: span,
  });
  return {
    name,
    model: { name: 'painter', spec: { kind: 'starter', name: 'diffusion' } },
    axes: [{ name: 'guidance', values: [1, 3] }],
    rows: classes.map((label) => ({ class: label, label })),
    columns,
    cells: classes.flatMap((_, row) =>
      [1, 3].map((guidance, column) => ({
        row,
        column,
        settings: { steps: 20, scheduler: 'ddim' as const, guidance, width: 64, height: 64 },
        images: [image(row, column, 0), image(row, column, 1)],
      })),
    ),
    span,
  };
}

export function drawn(plan: RecipePlan, file: (index: number, row: number) => string): DrawnRecipe {
  const cells = plan.cells.map(({ row, images }, cell) =>
    images.map(({ key }, index) => ({
      key,
      state: 'done' as const,
      file: file(cell * images.length + index, row),
      hash: key,
    })),
  );
  const total = cells.flat().length;
  return { recipe: plan.name, cells, done: total, total, reused: 4, milliseconds: 9000 };
}

export function plan(classes: readonly string[], recipes: readonly RecipePlan[]): Plan {
  return {
    version: 3,
    file: 'tools.vlprompt',
    classes: classes.map((name) => ({ name, captions: [name], attributes: {}, span })),
    data: [],
    recipes,
    evaluations: [],
  };
}

/** A whole report: one recipe, judged beside real images. */
export function contents(
  classes: readonly string[],
  options: { readonly real: SampleOptions; readonly drawn: SampleOptions; readonly fileName?: string },
): ReportContents {
  const painted = recipe('preview', classes);
  const result = drawn(painted, options.drawn.file ?? ((index) => `/images/${index}.png`));
  const judged = report(classes, [source('holdout', 'data', options.real), source('preview', 'recipe', options.drawn)]);
  const evaluation = {
    name: 'zeroshot',
    model: { spec: { kind: 'starter' as const, name: 'clip' } },
    method: 'zeroshot' as const,
    classes: classes.map((name) => ({ name, prompts: [{ text: `a photo of a ${name}`, source: span }] })),
    on: [],
    statements: [],
    key: 'k',
    span,
  };
  return {
    fileName: options.fileName ?? 'tools.vlprompt',
    engine,
    drawn: [{ recipe: painted, drawn: result }],
    evaluated: [{ plan: evaluation, report: judged }],
  };
}
