/** @file The tests of a prompt file, as its plan has them: evaluations that state something, and what they state. */
import type { EvaluationPlan, Plan, StatementPlan } from '../../language/plan/plan.ts';

export interface EvaluationTest {
  readonly evaluation: EvaluationPlan;
  readonly statements: readonly StatementTest[];
}

export interface StatementTest {
  /** Stays the same while lines move; of its evaluation. */
  readonly id: string;
  /** On one line. */
  readonly label: string;
  readonly statement: StatementPlan;
}

/** In the order of the text. */
export function testTree({ evaluations }: Plan): readonly EvaluationTest[] {
  return evaluations
    .map((evaluation) => ({ evaluation, statements: statementTests(evaluation) }))
    .filter(({ statements }) => statements.length > 0);
}

function statementTests({ statements }: EvaluationPlan): readonly StatementTest[] {
  const seen = new Map<string, number>();
  return statements.map((statement) => {
    const label = statement.text.replace(/\s+/gu, ' ');
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return { id: count === 1 ? label : `${label} (${count})`, label, statement };
  });
}

/** Whether a text that was not compiled may state something: what it would take to know is not spent on every file. */
export function mayStateSomething(text: string): boolean {
  return /^[^/\n]*\b(expect|check)\b/mu.test(text);
}
