/** @file An evaluation → the prompts of every class, what they are held against, and what is expected. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Evaluate } from '../generated/ast.ts';
import { membersOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import { planGroups } from './group-plans.ts';
import { judgedClass, judgedClasses, judgedLines } from './judged-prompts.ts';
import { keyOf } from './key.ts';
import { planModel } from './models.ts';
import type { EvaluationPlan, EvaluationSource, ModelPlan, RecipePlan } from './plan.ts';
import { plannedSources } from './planned-sources.ts';
import { planStatement } from './statement-plan.ts';

/** Undefined when its model or a source is not declared well; of an evaluation without errors it never is. */
export function planEvaluation(
  document: PromptDocument,
  evaluate: Evaluate,
  recipes: readonly RecipePlan[],
): EvaluationPlan | undefined {
  const model = planModel(document, evaluate);
  const on = plannedSources(document, evaluate, 'on', recipes);
  // Benchmarks are not run by this version, and nothing else may be there.
  if (model === undefined || on.length === 0) return undefined;
  const lines = judgedLines(document, evaluate);
  const classes = judgedClasses(document, evaluate).map((each) => judgedClass(document, each, lines));
  const groups = planGroups(
    document,
    classes.map(({ name }) => name),
  );
  const plan = {
    name: evaluate.name ?? '',
    model,
    method: 'zeroshot' as const,
    classes,
    ...(groups.length > 0 && { groups }),
    on,
    statements: membersOf(evaluate).flatMap((member) =>
      member.$type === 'Judgement' ? planStatement(document, member) : [],
    ),
  };
  return { ...plan, key: keyOfEvaluation(plan), span: spanOf(document, placeOf(evaluate)) };
}

function keyOfEvaluation(plan: Omit<EvaluationPlan, 'key' | 'span'>): string {
  return keyOf({
    model: modelKey(plan.model),
    method: plan.method,
    classes: plan.classes.map(({ name, prompts }) => ({ name, prompts: prompts.map((prompt) => prompt.text) })),
    on: plan.on.map(keyOfSource),
    statements: plan.statements.map(({ kind, metric, operator, value, bound }) => ({
      kind,
      metric: { ...metric },
      operator,
      value,
      bound,
    })),
  });
}

/** What it is called, and where, makes no difference. */
function modelKey({ spec, precision, provider, adapters }: ModelPlan) {
  return { ...spec, precision, provider, adapters };
}

function keyOfSource(source: EvaluationSource) {
  if (source.kind === 'data') {
    const { path, labels, format } = source.data;
    return { kind: 'data', path, labels: labels === 'folders' ? labels : { ...labels }, format };
  }
  const rows = source.recipe.rows.map((row) => row.class ?? null);
  const images = source.recipe.cells.map((cell) => cell.images.map((image) => image.key));
  return { kind: 'recipe', rows, images };
}
