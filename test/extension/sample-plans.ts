/** @file Small plans and answers of the engine, for tests that are not about how these come to be. */
import type { CellPlan, EvaluationPlan, ImagePlan, RecipePlan, SourceSpan } from '../../src/language/plan/plan.ts';
import type { DrawnImage, DrawnRecipe } from '../../src/protocol/engine.ts';
import type { Estimate, EvaluationReport, JudgedImage } from '../../src/protocol/evaluation.ts';

export function span(line: number, end = line): SourceSpan {
  return { file: 'a.vlprompt', start: { line, character: 0 }, end: { line: end, character: 1 } };
}

/** Keys are `<salt><row>.<column>.<index>`. */
export function recipe(
  name: string,
  options: { rows: readonly string[]; columns: readonly number[]; images: number; salt?: string },
): RecipePlan {
  const { rows, columns, images, salt = '' } = options;
  const cells = rows.flatMap((label, row) =>
    columns.map(
      (guidance, column): CellPlan => ({
        row,
        column,
        settings: { steps: 20, scheduler: 'ddim', guidance, width: 64, height: 64 },
        images: Array.from({ length: images }, (_, index) => image(`${salt}${row}.${column}.${index}`, label, index)),
      }),
    ),
  );
  return {
    name,
    model: { spec: { kind: 'starter', name: 'diffusion' } },
    axes: [{ name: 'guidance', values: columns }],
    rows: rows.map((label) => ({ class: label, label })),
    columns: columns.map((value) => ({ values: [value], label: `guidance ${value}` })),
    cells,
    span: span(10, 20),
  };
}

function image(key: string, label: string, index: number): ImagePlan {
  return {
    key,
    prompt: `a photo of a ${label}`,
    negative: 'blurry',
    emphasis: 'a1111',
    seed: 7 + index,
    source: span(4),
  };
}

/** What the store would answer. @param done keys of the images that are there */
export function drawnRecipe(plan: RecipePlan, done: readonly string[]): DrawnRecipe {
  const cells = plan.cells.map(({ images }) => images.map(({ key }) => drawnImage(key, done.includes(key))));
  const total = cells.flat().length;
  return { recipe: plan.name, cells, done: done.length, total, reused: done.length, milliseconds: 1 };
}

export function drawnImage(key: string, isDone: boolean): DrawnImage {
  return isDone ? { key, state: 'done', file: `/store/${key}.png`, hash: key } : { key, state: 'missing' };
}

export function evaluation(name: string, key = 'k'): EvaluationPlan {
  const data = { name: 'holdout', path: 'data/holdout', labels: 'folders', role: 'holdout', span: span(2) } as const;
  return {
    name,
    model: { spec: { kind: 'starter', name: 'clip' } },
    method: 'zeroshot',
    classes: [],
    on: [{ kind: 'data', data }],
    statements: [],
    key,
    span: span(30, 40),
  };
}

export function estimate(value: number | null, n: number): Estimate {
  return { value, n, low: value, high: value, method: 'wilson' };
}

export function report(
  options: { images?: readonly JudgedImage[]; accuracy?: Estimate; held?: boolean } = {},
): EvaluationReport {
  const { images = [], accuracy = estimate(0.843, 600), held = true } = options;
  return {
    evaluation: 'zeroshot',
    file: 'a.vlprompt',
    model: { spec: { kind: 'starter', name: 'clip' }, digest: 'd', provider: 'cpu' },
    made: '2026-01-02T03:04:05.000Z',
    milliseconds: 1,
    classes: ['cat', 'dog'],
    sources: [
      {
        name: 'holdout',
        kind: 'data',
        images,
        skipped: [],
        confusion: [
          [1, 0],
          [0, 1],
        ],
        accuracy,
        balancedAccuracy: accuracy,
        top5: accuracy,
        perClass: [],
        columns: [],
        analysis: {
          topK: [accuracy],
          calibration: { bins: [], error: accuracy, temperature: 1, errorAfter: 0 },
          margins: { counts: [], median: 0.5 },
          confusedPairs: [],
        },
      },
    ],
    statements: [
      { text: 'expect accuracy >= 80%', kind: 'expect', source: 'holdout', held, measured: accuracy, span: span(35) },
    ],
    verdict: held ? 'passed' : 'failed',
  };
}
