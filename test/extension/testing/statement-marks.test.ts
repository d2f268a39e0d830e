import assert from 'node:assert/strict';
import { statementMarks } from '../../../src/extension/testing/statement-marks.ts';
import { sentenceOf, statementResult } from '../../../src/extension/testing/statement-result.ts';
import type { EvaluationPlan, StatementPlan } from '../../../src/language/plan/plan.ts';
import { estimate, evaluation, report, span } from '../sample-plans.ts';

function stating(text: string, kind: StatementPlan['kind'] = 'expect'): EvaluationPlan {
  const statement: StatementPlan = {
    kind,
    metric: { name: 'accuracy' },
    operator: '>=',
    value: 0.8,
    bound: 'value',
    text,
    span: span(35),
  };
  return { ...evaluation('zeroshot'), statements: [statement] };
}

const marks = (plan: EvaluationPlan, held: boolean, isStale = false) =>
  statementMarks(plan, { report: report({ held }), isStale }).map(({ kind, text }) => [kind, text]);

describe('what stands behind a statement', () => {
  it('is its number with n and interval, and whether it holds', () => {
    const plan = stating('expect accuracy >= 80%');
    assert.deepEqual(marks(plan, true), [['passed', '✓ 84.3% (n 600, 84.3–84.3%)']]);
    assert.deepEqual(marks(plan, false), [['failed', '✗ 84.3% (n 600, 84.3–84.3%)']]);
  });

  it('asks for a look where a check does not hold', () => {
    const last = report({ held: false });
    const checks = last.statements.map((one) => ({ ...one, kind: 'check' as const, text: 'check accuracy >= 80%' }));
    const state = { report: { ...last, statements: checks }, isStale: false };
    const [mark] = statementMarks(stating('check accuracy >= 80%', 'check'), state);
    assert.deepEqual([mark?.kind, mark?.text.slice(0, 7)], ['needs-review', '? 84.3%']);
  });

  it('says that a number is of before', () => {
    assert.deepEqual(marks(stating('expect accuracy >= 80%'), true, true), [
      ['stale', 'was 84.3% (n 600, 84.3–84.3%)'],
    ]);
  });

  it('keeps the number while something else is wanted of it', () => {
    assert.deepEqual(marks(stating('expect accuracy >= 95%'), true), [['stale', 'was 84.3% (n 600, 84.3–84.3%)']]);
  });

  it('is nothing where nothing was measured', () => {
    assert.deepEqual(marks(stating('expect recall(cat) >= 80%'), true), []);
    assert.deepEqual(statementMarks(stating('expect accuracy >= 80%'), { isStale: false }), []);
  });

  it('names the sources where there are several', () => {
    const last = report();
    const [said] = last.statements;
    assert.ok(said);
    const other = { ...said, source: 'preview', held: false, measured: estimate(0.5, 8) };
    const state = { report: { ...last, statements: [said, other] }, isStale: false };
    const [mark] = statementMarks(stating('expect accuracy >= 80%'), state);
    assert.equal(mark?.text, '✗ 84.3% (n 600, 84.3–84.3%) on holdout · 50.0% (n 8, 50.0–50.0%) on preview');
    assert.deepEqual(
      mark?.hover.rows.map(({ source, held }) => [source, held]),
      [
        ['holdout', true],
        ['preview', false],
      ],
    );
  });
});

describe('why a statement does not hold', () => {
  const [statement] = stating('expect accuracy >= 80%').statements;
  assert.ok(statement);

  it('is what was measured, and what was wanted', () => {
    const result = statementResult(statement, { report: report({ held: false }), isStale: false });
    const [finding] = result?.findings ?? [];
    assert.ok(finding);
    assert.equal(sentenceOf(statement, finding), 'accuracy on holdout is 84.3% (n 600, 84.3–84.3%), wanted >= 80%');
    assert.equal(sentenceOf(statement, { ...finding, reason: 'No image.' }), 'No image.');
  });
});
