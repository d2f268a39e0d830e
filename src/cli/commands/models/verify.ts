/** @file `vlprompt models verify`: compares files with the digests that they should have. */
import type { EngineCaller } from '../../../engine/client/engine.ts';
import type { ModelSpec } from '../../../language/plan/plan.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { DownloadProgress, InstalledModel, Verification } from '../../../protocol/models.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { transferProgress } from '../../download-models.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { printable } from '../../terminal/columns.ts';
import { createProgressLine } from '../../terminal/progress-line.ts';
import type { Style } from '../../terminal/style.ts';
import { modelArgument } from './model-argument.ts';
import { type ModelOptions, withModels, workspaceHere } from './model-session.ts';

export async function verify(names: readonly string[], options: ModelOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, workingDirectory, signal } = shell;
  const workspace = workspaceHere(options, workingDirectory);
  const named = names.map((name) => modelArgument(name, workspace, workingDirectory));
  const verified = await withModels(options, shell, async ({ calls }) => {
    const installed = await calls.listModels({}, { signal });
    const specs = named.length > 0 ? named : installed.map(({ spec }) => spec);
    return (await verifyAll(specs, calls, shell)).map((verification) => withProblem(verification, installed));
  });
  const isWrong = ({ damaged, problem }: Verified) => damaged.length > 0 || problem !== undefined;
  const exitCode = verified.some(isWrong) ? exitCodes.failed : exitCodes.passed;
  const models = verified.map((verification) => ({ model: modelName(verification.spec), ...verification }));
  if (options.json) terminal.out(documentText('vlprompt.verify', { exitCode, models }));
  else for (const line of verified.flatMap((each) => verificationLines(each, terminal.style))) terminal.out(line);
  return exitCode;
}

interface Verified extends Verification {
  /** Of a downloaded model: files that are missing leave nothing to compare. */
  readonly problem?: string;
}

function withProblem(verification: Verification, installed: readonly InstalledModel[]): Verified {
  const name = modelName(verification.spec);
  const model = installed.find(({ spec, place }) => place === 'hub' && modelName(spec) === name);
  return { ...verification, ...(model?.problem !== undefined && { problem: model.problem }) };
}

async function verifyAll(
  specs: readonly ModelSpec[],
  calls: Pick<EngineCaller, 'verifyModel'>,
  { terminal, now, signal }: Shell,
): Promise<readonly Verification[]> {
  const verified: Verification[] = [];
  const progressLine = createProgressLine(terminal, now);
  try {
    for (const spec of specs) {
      const name = modelName(spec);
      const onProgress = (progress: DownloadProgress) => progressLine.show(transferProgress(name, progress));
      verified.push(await calls.verifyModel({ spec }, { signal, onProgress }));
    }
  } finally {
    progressLine.clear();
  }
  return verified;
}

const sources: { readonly [A in Verification['against']]: string } = {
  hub: 'as the hub has them',
  lock: 'as vlprompt.lock says',
  sums: 'as its list of checksums says',
  nothing: 'whose digests nobody has written down yet; `vlprompt models lock` does',
};

function verificationLines({ spec, files, damaged, against, problem }: Verified, style: Style): readonly string[] {
  const name = printable(modelName(spec));
  if (problem !== undefined && damaged.length === 0) return [`${style.red('✗')} ${name}  ${printable(problem)}`];
  if (damaged.length === 0) {
    const mark = against === 'nothing' ? style.yellow('?') : style.green('✓');
    return [`${mark} ${name}  ${counted(files, 'file')} ${sources[against]}`];
  }
  const head = `${style.red('✗')} ${name}  ${damaged.length} of ${counted(files, 'file')} missing or damaged:`;
  return [head, ...damaged.map((file) => `    ${printable(file)}`)];
}
