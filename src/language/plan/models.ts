/** @file The model that a recipe, an evaluation or a curation runs. */
import { documentOf, type PromptDocument, spanOf } from '../document.ts';
import type { Curate, Evaluate, Model, Name, Recipe } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { defaultModels, type ModelTask, modelSpec } from './model-spec.ts';
import type { ModelPlan, ModelSpec } from './plan.ts';
import { writtenPath } from './written-path.ts';

/** Undefined when the model that is named is not declared well. */
export function planModel(document: PromptDocument, declaration: Recipe | Evaluate | Curate): ModelPlan | undefined {
  const [written] = settingValues(document, declaration, 'model', 'names');
  if (written === undefined) return { spec: defaultModels[taskOf(declaration)] };
  const model = modelNamed(document, written);
  const spec = model && specOf(document, model);
  return (
    model && spec && { name: written.name, spec, ...runningOf(document, model), span: spanOf(document, placeOf(model)) }
  );
}

type Running = Pick<ModelPlan, 'precision' | 'provider' | 'adapters'>;

/** What is left to the engine is left out. */
function runningOf(document: PromptDocument, model: Model): Running {
  const [precision = AUTO] = settingValues(document, model, 'precision', 'choice');
  const [provider = AUTO] = settingValues(document, model, 'provider', 'choice');
  const files = settingValues(document, model, 'adapter', 'file').flatMap((text) => writtenPath(document, text) ?? []);
  return {
    // The rules' own tables of options hold nothing else.
    ...(precision !== AUTO && { precision: precision as NonNullable<Running['precision']> }),
    ...(provider !== AUTO && { provider: provider as NonNullable<Running['provider']> }),
    ...(files.length > 0 && { adapters: files }),
  };
}

const AUTO = 'auto';

/** What a name means where it is written. */
export function modelNamed(document: PromptDocument, name: Name): Model | undefined {
  const model = documentOf(document, name).names.get(name.name);
  return model?.keyword === 'model' ? model : undefined;
}

/** Folders are relative to the file that declares the model. */
export function specOf(document: PromptDocument, model: Model): ModelSpec | undefined {
  return model.spec && modelSpec(plainText(quotedText(model.spec).text), documentOf(document, model).file);
}

export function taskOf(declaration: Recipe | Evaluate | Curate): ModelTask {
  return declaration.keyword === 'recipe' ? 'draws' : 'judges';
}
