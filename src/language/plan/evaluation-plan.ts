/** @file An evaluation → the prompts of every class, what they are held against, and what is expected. */
import { documentOf, type PromptDocument, spanOf } from '../document.ts';
import type { Class, Evaluate, Recipe } from '../generated/ast.ts';
import type { Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { allPrompts } from '../prompt/resolve.ts';
import { scanPrompt } from '../prompt/scan.ts';
import { remembered } from '../remembered.ts';
import { classesOf } from '../scope/classes.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';
import { membersOf, namePlace } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { planData } from './data-plan.ts';
import { keyOf } from './key.ts';
import { planModel } from './models.ts';
import type { EvaluationPlan, EvaluationSource, JudgedPrompt, ModelPlan, RecipePlan } from './plan.ts';
import { promptLines } from './prompt-lines.ts';
import { planRecipe } from './recipe-plan.ts';
import { planStatement } from './statement-plan.ts';

/** Undefined when its model or a source is not declared well; of an evaluation without errors it never is. */
export function planEvaluation(
  document: PromptDocument,
  evaluate: Evaluate,
  recipes: readonly RecipePlan[],
): EvaluationPlan | undefined {
  const model = planModel(document, evaluate);
  const on = sourcesOf(document, evaluate, recipes);
  // Benchmarks are not run by this version, and nothing else may be there.
  if (model === undefined || on.length === 0) return undefined;
  const classes = judgedClasses(document, evaluate).map((each) => ({
    name: each.name ?? '',
    prompts: judgedPrompts(document, evaluate, each),
  }));
  const plan = {
    name: evaluate.name ?? '',
    model,
    method: 'zeroshot' as const,
    classes,
    on,
    statements: membersOf(evaluate).flatMap((member) =>
      member.$type === 'Judgement' ? planStatement(document, member) : [],
    ),
  };
  return { ...plan, key: keyOfEvaluation(plan), span: spanOf(document, placeOf(evaluate)) };
}

export const judgedClasses = remembered((document, evaluate: Evaluate): readonly Class[] =>
  classesOf(document, settingValues(document, evaluate, 'classes', 'names')),
);

/** Every caption in every line, variants spelled out; each text once. */
function judgedPrompts(document: PromptDocument, evaluate: Evaluate, declaration: Class): JudgedPrompt[] {
  const prompts = new Map<string, JudgedPrompt>();
  for (const wording of wordingsOf(declaration)) {
    for (const line of judgedLines(document, evaluate)) {
      for (const { text } of allPrompts(line.parts, lookupFor(document, wording), 'none')) {
        if (!prompts.has(text)) prompts.set(text, { text, source: spanOf(document, line.at) });
      }
    }
  }
  return [...prompts.values()];
}

export interface JudgedLine {
  readonly parts: readonly Part[];
  readonly at: Place;
}

const DEFAULT_PROMPT = 'a photo of a $' + '{class}';

/** The evaluation's own lines, or the usual one. */
export const judgedLines = remembered((document, evaluate: Evaluate): readonly JudgedLine[] => {
  const lines = promptLines(document, evaluate);
  if (lines.length > 0) return lines.map((line) => ({ parts: promptOf(line).parts, at: placeOf(line) }));
  const at = namePlace(evaluate);
  const usual = scanPrompt({ text: DEFAULT_PROMPT, offsetAt: () => at.start, isClosed: true }, at.file);
  return [{ parts: usual.parts, at }];
});

function sourcesOf(document: PromptDocument, evaluate: Evaluate, recipes: readonly RecipePlan[]): EvaluationSource[] {
  return settingValues(document, evaluate, 'on', 'names').flatMap(({ name }): EvaluationSource[] => {
    const declaration = document.names.get(name);
    if (declaration?.keyword === 'data') return [{ kind: 'data', data: planData(document, declaration) }];
    const recipe = declaration?.keyword === 'recipe' ? planOf(document, declaration, recipes) : undefined;
    return recipe ? [{ kind: 'recipe', recipe }] : [];
  });
}

/** An imported recipe is planned where it stands: its `all` are the classes known there. */
function planOf(document: PromptDocument, recipe: Recipe, recipes: readonly RecipePlan[]): RecipePlan | undefined {
  const home = documentOf(document, recipe);
  return home === document ? recipes.find((each) => each.name === recipe.name) : planRecipe(home, recipe);
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
  if (source.kind === 'data') return { kind: 'data', path: source.data.path, labels: source.data.labels };
  const rows = source.recipe.rows.map((row) => row.class ?? null);
  const images = source.recipe.cells.map((cell) => cell.images.map((image) => image.key));
  return { kind: 'recipe', rows, images };
}
