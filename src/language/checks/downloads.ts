/** @file Models of the hub that are not on this machine. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Model } from '../generated/ast.ts';
import type { HubSpec } from '../host.ts';
import { specOf } from '../plan/models.ts';
import { plainText } from '../prompt/escape.ts';
import { placeOf, quotedText } from '../tree/places.ts';

type IsDownloaded = (spec: HubSpec) => Promise<boolean>;

/** @param isDownloaded left out where nobody knows. */
export async function checkDownloads(document: PromptDocument, isDownloaded?: IsDownloaded): Promise<Problem[]> {
  if (isDownloaded === undefined) return [];
  const models = document.tree.declarations.filter((declaration) => declaration.keyword === 'model');
  const found = await Promise.all(models.map((model) => checkModel(document, model, isDownloaded)));
  return found.flat();
}

async function checkModel(document: PromptDocument, model: Model, isDownloaded: IsDownloaded): Promise<Problem[]> {
  const spec = specOf(document, model);
  if (spec?.kind !== 'hub' || model.spec === undefined || (await isDownloaded(spec))) return [];
  const written = plainText(quotedText(model.spec).text);
  return [problem('undownloaded-model', placeOf(model.spec), spec.repository, written)];
}
