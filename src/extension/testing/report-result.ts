/** @file A statement's result in the words of the Test Explorer. */
import type { TestItem, TestRun } from 'vscode';
import type { Verdict } from '../../protocol/evaluation.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { measuredOnAll, type StatementResult, sentenceOf } from './statement-result.ts';
import { failureMessages } from './test-messages.ts';

export interface ResultContext {
  readonly id: DeclarationId;
  readonly classes: readonly string[];
  /** The statement's share of what the evaluation took. */
  readonly milliseconds: number;
}

type Tell = (run: TestRun, item: TestItem, result: StatementResult, context: ResultContext) => void;

/**
 * A `check` that does not hold is *skipped*: the Test Explorer knows no yellow, failed or errored would make the whole
 * file red, and passed would hide it. What there is to look at stands beside its name and in the output.
 */
const tellings: { readonly [V in Verdict]: Tell } = {
  passed: (run, item, _result, { milliseconds }) => run.passed(item, milliseconds),
  failed: (run, item, result, { id, classes, milliseconds }) => {
    if (item.uri) run.failed(item, failureMessages(result, { id, classes, file: item.uri }), milliseconds);
  },
  'needs-review': (run, item, result) => {
    run.skipped(item);
    for (const finding of result.findings.filter(({ held }) => !held)) {
      run.appendOutput(`Needs a human: ${sentenceOf(result.statement, finding)}\r\n`, undefined, item);
    }
  },
};

export function reportResult(run: TestRun, item: TestItem, result: StatementResult, context: ResultContext): void {
  describeItem(item, result);
  tellings[result.outcome](run, item, result, context);
}

/** Beside the name: the number, and what it means where a colour does not say it. */
export function describeItem(item: TestItem, result: StatementResult | undefined): void {
  item.description = result ? descriptionOf(result) : '';
}

function descriptionOf(result: StatementResult): string {
  const measured = measuredOnAll(result);
  if (result.isStale) return `was ${measured}`;
  return result.outcome === 'needs-review' ? `? needs a human: ${measured}` : measured;
}
