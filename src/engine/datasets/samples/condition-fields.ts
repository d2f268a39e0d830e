import type { Condition } from '../../../language/plan/plan.ts';

/** The fields that a condition speaks of, each once. */
export function fieldsOf(condition: Condition): readonly string[] {
  return [...new Set(all(condition))];
}

function all(condition: Condition): readonly string[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.terms.flatMap(all);
  return condition.kind === 'not' ? all(condition.term) : [condition.field];
}
