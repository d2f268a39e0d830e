/** @file The model that a recipe or an evaluation runs. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Evaluate, Recipe } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { defaultModels, type ModelTask, modelSpec } from './model-spec.ts';
import type { ModelPlan } from './plan.ts';

/** Undefined when the model that is named is not declared well. */
export function planModel(document: PromptDocument, declaration: Recipe | Evaluate): ModelPlan | undefined {
  const [written] = settingValues(document, declaration, 'model', 'names');
  if (written === undefined) return { spec: defaultModels[taskOf(declaration)] };
  const model = document.names.get(written.name);
  if (model?.keyword !== 'model' || model.spec === undefined) return undefined;
  const spec = modelSpec(plainText(quotedText(model.spec).text), document.file);
  return spec && { name: written.name, spec, span: spanOf(document, placeOf(model)) };
}

export function taskOf(declaration: Recipe | Evaluate): ModelTask {
  return declaration.keyword === 'recipe' ? 'draws' : 'judges';
}
