/** @file `vlprompt models available`: the catalogue. Nothing is asked of the network. */
import { readFileSync } from 'node:fs';
import { type CatalogueEntry, readCatalogue, specOf } from '../../../protocol/catalogue.ts';
import { modelName } from '../../../protocol/model-name.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import { product } from '../../product.ts';
import type { Shell } from '../../shell.ts';
import { availableLines } from '../../terminal/model-tables.ts';

export async function listAvailable(
  { json }: { readonly json?: boolean },
  { terminal }: Pick<Shell, 'terminal'>,
): Promise<ExitCode> {
  const catalogue = ownCatalogue();
  const exitCode = exitCodes.passed;
  const models = catalogue.map((entry) => ({ model: modelName(specOf(entry)), ...entry }));
  if (json) terminal.out(documentText('vlprompt.catalogue', { exitCode, models }));
  else for (const line of availableLines(catalogue, terminal.style)) terminal.out(line);
  return exitCode;
}

/** The one that ships. */
export function ownCatalogue(): readonly CatalogueEntry[] {
  return readCatalogue(readFileSync(product.catalogue, 'utf8'));
}
