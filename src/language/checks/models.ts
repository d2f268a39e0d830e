/** @file Models: what is written must name one, and one that can do what it is wanted for. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Evaluate, Model, Recipe } from '../generated/ast.ts';
import { type ModelTask, starterModels } from '../plan/model-spec.ts';
import { modelNamed, specOf, taskOf } from '../plan/models.ts';
import { plainText } from '../prompt/escape.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf, placeOfProperty, quotedText } from '../tree/places.ts';

export function checkModels(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'model') return checkSpec(document, declaration);
    const runs = declaration.keyword === 'recipe' || declaration.keyword === 'evaluate';
    return runs ? checkTask(document, declaration) : [];
  });
}

const starters = Object.keys(starterModels).map((name) => `starter/${name}`);

const outside = ', as it leads out of the workspace (a folder elsewhere is written whole, such as "/models/mine")';

/** Folders that name a model are all that begins so. */
function leadsOut(written: string): boolean {
  return /^\.{1,2}\//.test(written);
}

function checkSpec(document: PromptDocument, model: Model): Problem[] {
  if (model.spec === undefined) return [];
  const written = plainText(quotedText(model.spec).text);
  const at = placeOf(model.spec);
  if (specOf(document, model)) return [];
  const guessed = guess(written, starters);
  const found = problem('unknown-model', at, written, leadsOut(written) ? outside : guessClause(guessed));
  return [
    withFix(found, guessed === undefined ? undefined : { title: `Change to "${guessed}"`, at, text: `"${guessed}"` }),
  ];
}

const starterFor: { readonly [K in ModelTask]: string } = { draws: 'starter/diffusion', judges: 'starter/clip' };

/** Of other models nobody knows before they are opened. */
function checkTask(document: PromptDocument, declaration: Recipe | Evaluate): Problem[] {
  const [name] = settingValues(document, declaration, 'model', 'names');
  const model = name && modelNamed(document, name);
  const spec = model && specOf(document, model);
  const task = spec?.kind === 'starter' ? starterModels[spec.name] : undefined;
  const needed = taskOf(declaration);
  if (name === undefined || spec?.kind !== 'starter' || task === undefined || task === needed) return [];
  return [
    problem('wrong-model', placeOfProperty(name, 'name'), `starter/${spec.name}`, task, needed, starterFor[needed]),
  ];
}
