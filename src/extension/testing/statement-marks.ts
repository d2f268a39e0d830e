/** @file What stands behind each `expect` and `check` of a file: the number of the last report, and whether it holds. */
import type { EvaluationPlan, SourceSpan } from '../../language/plan/plan.ts';
import type { Verdict } from '../../protocol/evaluation.ts';
import { measuredText, partsOfStatement } from '../../protocol/texts/statement-texts.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import { measuredOnAll, type StatementResult, statementResult } from './statement-result.ts';

/** `stale`: measured before the words or the images changed. */
export type MarkKind = Verdict | 'stale';

export interface StatementMark {
  readonly kind: MarkKind;
  readonly span: SourceSpan;
  /** `✓ 86.2% (n 600, 83.2–88.9%)`. */
  readonly text: string;
  readonly hover: MarkHover;
}

/** For people who want to know more. */
export interface MarkHover {
  readonly title: string;
  readonly rows: readonly {
    readonly source: string;
    readonly measured: string;
    readonly held: boolean;
    /** Images that speak against it. */
    readonly against: number;
  }[];
  readonly made: string;
}

const signs: { readonly [K in MarkKind]: string } = { passed: '✓', failed: '✗', 'needs-review': '?', stale: 'was' };

const titles: { readonly [K in MarkKind]: (metric: string, wanted: string) => string } = {
  passed: (metric, wanted) => `${metric} is ${wanted}`,
  failed: (metric, wanted) => `${metric} is not ${wanted}`,
  'needs-review': (metric, wanted) => `${metric} is not ${wanted}: a human should look`,
  stale: (metric) => `${metric} before the last change; evaluate again`,
};

/** In the order of the text; what was never measured has none. */
export function statementMarks(
  evaluation: EvaluationPlan,
  state: Pick<EvaluationState, 'report' | 'isStale'>,
): readonly StatementMark[] {
  return evaluation.statements.flatMap((statement) => {
    const result = statementResult(statement, state);
    return result ? [markOf(result)] : [];
  });
}

function markOf(result: StatementResult): StatementMark {
  const { statement, findings, outcome, isStale, made } = result;
  const kind = isStale ? 'stale' : outcome;
  const { metric, wanted } = partsOfStatement(statement.text);
  const rows = findings.map(({ source, measured, held, against }) => ({
    source,
    measured: measuredText(statement.metric, measured),
    held,
    against: against.length,
  }));
  return {
    kind,
    span: statement.span,
    text: `${signs[kind]} ${measuredOnAll(result)}`,
    hover: { title: titles[kind](metric, wanted), rows, made },
  };
}
