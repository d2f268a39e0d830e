/** @file Made-up tests with what came of them, for what only writes them down. */
import type { PromptTest } from '../../../../src/cli/commands/test/prompt-tests.ts';
import type { TestReport, TestResult } from '../../../../src/cli/commands/test/test-result.ts';
import type { EvaluationPlan, SourceSpan, StatementPlan } from '../../../../src/language/plan/plan.ts';
import type { EvaluationReport } from '../../../../src/protocol/evaluation.ts';
import { report, share, source } from '../../support/sample.ts';

export const span = (line: number): SourceSpan => ({
  file: 'tools.vlprompt',
  start: { line, character: 2 },
  end: { line, character: 30 },
});

export const statements: readonly StatementPlan[] = [
  {
    kind: 'expect',
    metric: { name: 'accuracy' },
    operator: '>=',
    value: 0.8,
    bound: 'value',
    text: 'expect accuracy >= 80%',
    span: span(20),
  },
  {
    kind: 'expect',
    metric: { name: 'recall', class: 'saw' },
    operator: '>=',
    value: 0.9,
    bound: 'value',
    text: 'expect recall(saw) >= 90%',
    span: span(21),
  },
  {
    kind: 'check',
    metric: { name: 'confusion', actual: 'saw', predicted: 'tongs' },
    operator: '<=',
    value: 0.1,
    bound: 'value',
    text: 'check confusion(saw -> tongs) <= 10%',
    span: span(22),
  },
];

/** Evaluation `zeroshot` of `tools.vlprompt`. */
export function promptTest(names: { readonly name?: string; readonly evaluation?: string } = {}): PromptTest {
  const { name = 'tools.vlprompt', evaluation = 'zeroshot' } = names;
  return {
    file: `/folder/${name}`,
    name,
    workspace: '/folder',
    evaluation: evaluationPlan(evaluation),
    statements,
  };
}

function evaluationPlan(name: string): EvaluationPlan {
  return {
    name,
    model: { spec: { kind: 'starter', name: 'clip' } },
    method: 'zeroshot',
    classes: ['saw', 'tongs'].map((each) => ({ name: each, prompts: [] })),
    on: [],
    statements,
    key: `key of ${name}`,
    span: span(18),
  };
}

/** The first statement holds, the others do not: two saws of four were taken for tongs. */
export function judgedReport(
  file: (index: number) => string = (index) => `/folder/photos/${index}.png`,
): EvaluationReport {
  const classes = ['saw', 'tongs'];
  const confusion = [
    [2, 2],
    [0, 6],
  ];
  return {
    ...report(classes, [source('holdout', 'data', { classes, confusion, file })]),
    statements: statements.map(({ text, kind, span: place }, index) => ({
      text,
      kind,
      source: 'holdout',
      held: index === 0,
      measured: [share(0.8, 10), share(0.5, 4), share(0.5, 4)][index] ?? share(null, 0),
      span: place,
    })),
    verdict: 'failed',
  };
}

export function testReport(results: readonly TestResult[], rest: Partial<TestReport> = {}): TestReport {
  return { results, broken: [], isCancelled: false, milliseconds: 3400, ...rest };
}
