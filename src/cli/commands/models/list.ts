/** @file `vlprompt models list`: the models that are here. */
import { withLicence } from '../../../protocol/catalogue.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { InstalledModel } from '../../../protocol/models.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { installedLines } from '../../terminal/model-tables.ts';
import { ownCatalogue } from './available.ts';
import { type ModelOptions, withModels } from './model-session.ts';

export async function list(options: ModelOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const found = await withModels(options, shell, ({ calls }) => calls.listModels({}, { signal }));
  const catalogue = ownCatalogue();
  const models = found.map((model) => withLicence(catalogue, model));
  const exitCode = exitCodes.passed;
  if (options.json) terminal.out(documentText('vlprompt.models', { exitCode, models: models.map(modelBody) }));
  else for (const line of installedLines(models, terminal.style)) terminal.out(line);
  return exitCode;
}

export function modelBody(model: InstalledModel) {
  return { model: modelName(model.spec), ...model };
}
