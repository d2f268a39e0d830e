/** @file `vlprompt models remove`: takes a downloaded model away. */
import { modelName } from '../../../protocol/model-name.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import type { Shell } from '../../shell.ts';
import { hubArgument } from './model-argument.ts';
import { type ModelOptions, withModels } from './model-session.ts';

export async function remove(written: string, options: ModelOptions, shell: Shell): Promise<ExitCode> {
  const spec = hubArgument(written);
  await withModels(options, shell, ({ calls }) => calls.removeModel({ spec }, { signal: shell.signal }));
  shell.terminal.note(`${modelName(spec)} was removed.`);
  return exitCodes.passed;
}
