/** @file What a file has already, so that what comes from elsewhere fits in. */
import type { PromptDocument } from '../../document.ts';
import { plainText } from '../../prompt/escape.ts';
import { quotedText } from '../../tree/places.ts';

export interface FileNames {
  readonly taken: ReadonlySet<string>;
  /** Names of models by what they are declared as. */
  readonly models: ReadonlyMap<string, string>;
}

export const noNames: FileNames = { taken: new Set(), models: new Map() };

export function namesIn({ names, tree }: PromptDocument): FileNames {
  const models = new Map<string, string>();
  for (const declaration of tree.declarations) {
    if (declaration.keyword !== 'model' || declaration.name === undefined || !declaration.spec) continue;
    models.set(plainText(quotedText(declaration.spec).text), declaration.name);
  }
  return { taken: new Set(names.keys()), models };
}
