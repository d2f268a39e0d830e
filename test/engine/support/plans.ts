/** @file Small plans, built by hand: the language is not under test here. */

import { digestOf } from '../../../src/engine/files/digest.ts';
import type {
  AxisPlan,
  CellPlan,
  DataPlan,
  DrawSettings,
  EvaluationPlan,
  EvaluationSource,
  RecipePlan,
  SourceSpan,
  StatementPlan,
} from '../../../src/language/plan/plan.ts';

export const span: SourceSpan = {
  file: 'test.vlprompt',
  start: { line: 3, character: 2 },
  end: { line: 3, character: 20 },
};

export interface RecipeChoices {
  readonly name?: string;
  readonly classes?: readonly string[];
  readonly guidance?: readonly number[];
  /** Images of a cell. */
  readonly images?: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly prompt?: (name: string) => string;
}

/** One row a class, one column a guidance. */
export function recipePlan(choices: RecipeChoices = {}): RecipePlan {
  const { name = 'preview', classes = ['shirt', 'sneaker'], guidance = [3] } = choices;
  const axes: readonly AxisPlan[] = guidance.length > 1 ? [{ name: 'guidance', values: guidance }] : [];
  return {
    name,
    model: { spec: { kind: 'starter', name: 'diffusion' } },
    axes,
    rows: classes.map((label) => ({ class: label, label })),
    columns: guidance.map((value) => ({ values: axes.length > 0 ? [value] : [], label: `guidance ${value}` })),
    cells: classes.flatMap((label, row) => guidance.map((value, column) => cell(choices, label, row, column, value))),
    span,
  };
}

function cell(choices: RecipeChoices, label: string, row: number, column: number, guidance: number): CellPlan {
  const { images = 2, steps = 4, seed = 7, prompt = (name) => `a photo of a ${name}` } = choices;
  const settings: DrawSettings = { steps, scheduler: 'ddim', guidance, width: 64, height: 64 };
  const plans = Array.from({ length: images }, (_, k) => {
    const image = { prompt: prompt(label), negative: '', emphasis: 'a1111' as const, seed: seed + k };
    return { ...image, key: digestOf(JSON.stringify({ image, settings })), source: span };
  });
  return { row, column, settings, images: plans };
}

export function dataPlan(path: string): DataPlan {
  return { name: 'holdout', path, labels: 'folders', role: 'holdout', span };
}

export interface EvaluationChoices {
  readonly name?: string;
  readonly classes?: readonly string[];
  readonly on: readonly EvaluationSource[];
  readonly statements?: readonly StatementPlan[];
  readonly prompts?: (name: string) => readonly string[];
}

export function evaluationPlan(choices: EvaluationChoices): EvaluationPlan {
  const { name = 'zeroshot', classes = ['shirt', 'sneaker'], on, statements = [] } = choices;
  const { prompts = (one) => [`a photo of a ${one}`] } = choices;
  return {
    name,
    model: { spec: { kind: 'starter', name: 'clip' } },
    method: 'zeroshot',
    classes: classes.map((one) => ({ name: one, prompts: prompts(one).map((text) => ({ text, source: span })) })),
    on,
    statements,
    key: digestOf(JSON.stringify({ name, classes, on, statements, prompts: classes.map(prompts) })),
    span,
  };
}

export function statementPlan(given: Partial<StatementPlan> & Pick<StatementPlan, 'metric'>): StatementPlan {
  return { kind: 'expect', operator: '>=', value: 0.5, bound: 'value', text: 'expect …', span, ...given };
}
