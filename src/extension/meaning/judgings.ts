/** @file In which ways a file's classes are judged, each once. */
import type { JudgedClassPlan, JudgingPlan, Plan } from '../../language/plan/plan.ts';

export interface KeyedJudging extends JudgingPlan {
  /** Of all that a judge reads, and of nothing else: neither places nor what things are called in the file. */
  readonly key: string;
}

/** Those of evaluations; without any, those that recipes are scored by. A class alone is told from nothing. */
export function judgingsOf({ evaluations, recipes }: Plan): readonly KeyedJudging[] {
  const judgings = evaluations.length > 0 ? evaluations : recipes.flatMap(({ judging }) => judging ?? []);
  const keyed = judgings
    .filter(({ classes }) => classes.length > 1)
    .map(({ model, classes }) => keyedOf(model, classes));
  return [...new Map(keyed.map((judging) => [judging.key, judging])).values()];
}

function keyedOf(model: JudgingPlan['model'], classes: readonly JudgedClassPlan[]): KeyedJudging {
  const { spec, precision, provider, adapters } = model;
  const read = classes.map(({ name, prompts }) => [name, prompts.map(({ text }) => text)]);
  return { model, classes, key: JSON.stringify([spec, precision, provider, adapters, read]) };
}
