/** @file `vlprompt models lock`: writes down which files the models of prompt files are made of. */
import type { ModelSpec, Plan } from '../../../language/plan/plan.ts';
import { modelName } from '../../../protocol/model-name.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { modelsOf } from '../../../protocol/used-models.ts';
import { shownPath } from '../../diagnostics.ts';
import { withEngine } from '../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { openPromptFile } from '../../prompt-file.ts';
import type { Shell } from '../../shell.ts';
import type { ModelOptions } from './model-session.ts';

export async function lock(files: readonly string[], options: ModelOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, workingDirectory, signal } = shell;
  const plans = new Map<string, readonly Plan[]>();
  for (const file of files) {
    const { workspace, plan } = await openPromptFile(file, options, shell);
    plans.set(workspace, [...(plans.get(workspace) ?? []), plan]);
  }
  for (const [workspace, ofWorkspace] of plans) {
    const specs = distinct(ofWorkspace.flatMap(modelsOf).map(({ spec }) => spec));
    const locked = await withEngine(workspace, options, shell, ({ calls }) => calls.lockModels({ specs }, { signal }));
    terminal.out(
      `${shownPath(locked.file, workingDirectory)} holds ${counted(locked.models, 'model')} of ${specs.length}.`,
    );
  }
  return exitCodes.passed;
}

function distinct(specs: readonly ModelSpec[]): readonly ModelSpec[] {
  return [...new Map(specs.map((spec) => [modelName(spec), spec])).values()];
}
