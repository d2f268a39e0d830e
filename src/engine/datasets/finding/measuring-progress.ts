import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { inTurns, type Measuring } from '../../metrics/sets/in-turns.ts';

/**
 * A measure at work, as progress of a call.
 * @param part what is measured, for people
 * @throws Failure `cancelled`, and as the work
 */
export async function* measuring<Result>(
  part: string,
  work: Measuring<Result>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Result> {
  const turns = inTurns(work, signal);
  for (;;) {
    const next = await turns.next();
    if (next.done) return next.value;
    yield { stage: 'judging', part, ...next.value };
  }
}
