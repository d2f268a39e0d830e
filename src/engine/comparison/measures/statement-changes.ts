import type { StatementChange, StatementOutcome } from '../../../protocol/comparison.ts';
import type { EvaluationReport, StatementReport } from '../../../protocol/evaluation.ts';

/** Statements of both reports; the same words on the same source are the same statement. */
export function statementChanges(
  before: EvaluationReport | undefined,
  after: EvaluationReport | undefined,
): readonly StatementChange[] {
  const old = new Map(before?.statements.map((each) => [idOf(each), each]));
  const young = new Map(after?.statements.map((each) => [idOf(each), each]));
  return [...new Map([...young, ...old])].map(([id, { text, kind, source }]) => {
    const [was, is] = [outcomeOf(old.get(id)), outcomeOf(young.get(id))];
    return { text, kind, source, ...(was && { before: was }), ...(is && { after: is }), flip: flipOf(was, is) };
  });
}

function idOf({ kind, text, source }: StatementReport): string {
  return JSON.stringify([kind, text, source]);
}

function outcomeOf(statement: StatementReport | undefined): StatementOutcome | undefined {
  return statement && { held: statement.held, measured: statement.measured, span: statement.span };
}

function flipOf(before: StatementOutcome | undefined, after: StatementOutcome | undefined): StatementChange['flip'] {
  if (!before || !after || before.held === after.held) return 'none';
  return after.held ? 'holds now' : 'fails now';
}
