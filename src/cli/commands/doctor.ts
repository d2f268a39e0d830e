/** @file `vlprompt doctor`: looks at everything that a run needs. */
import type { EngineInfo, HealthCheck } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { type EngineChoices, withEngine } from '../engine-session.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { documentText } from '../json/document.ts';
import { engineBody } from '../json/run-document.ts';
import type { Shell } from '../shell.ts';
import { padEnd, printable } from '../terminal/columns.ts';
import type { Style } from '../terminal/style.ts';
import { workspaceHere } from './models/model-session.ts';

export interface DoctorOptions extends EngineChoices {
  readonly workspace?: string;
  readonly json?: boolean;
}

interface Examination {
  /** Absent when the engine did not start. */
  readonly engine?: EngineInfo;
  readonly checks: readonly HealthCheck[];
}

export async function doctor(options: DoctorOptions, shell: Shell): Promise<ExitCode> {
  const { engine, checks } = await examine(options, shell);
  const exitCode = checks.some(({ state }) => state === 'bad') ? exitCodes.failed : exitCodes.passed;
  if (options.json) {
    shell.terminal.out(
      documentText('vlprompt.doctor', { exitCode, ...(engine && { engine: engineBody(engine) }), checks }),
    );
  } else {
    for (const line of checkLines(checks, shell.terminal.style)) shell.terminal.out(line);
  }
  return exitCode;
}

async function examine(options: DoctorOptions, shell: Shell): Promise<Examination> {
  const { workingDirectory } = shell;
  const workspace = workspaceHere(options, workingDirectory);
  try {
    return await withEngine(workspace, options, shell, async ({ calls, info }) => ({
      engine: info,
      checks: await calls.doctor({}, { signal: shell.signal }),
    }));
  } catch (error) {
    if (!Failure.is(error) || error.code === 'cancelled') throw error;
    return { checks: [nodeCheck(), { name: 'Engine', state: 'bad', detail: error.message }] };
  }
}

function nodeCheck(): HealthCheck {
  return { name: 'Node', state: 'good', detail: `${process.version} at ${process.execPath}` };
}

const marks: { readonly [S in HealthCheck['state']]: (style: Style) => string } = {
  good: (style) => style.green('✓'),
  info: (style) => style.dim('·'),
  warning: (style) => style.yellow('!'),
  bad: (style) => style.red('✗'),
};

function checkLines(checks: readonly HealthCheck[], style: Style): readonly string[] {
  const width = Math.max(...checks.map(({ name }) => printable(name).length));
  return checks.map(
    ({ name, state, detail }) => `${marks[state](style)} ${padEnd(printable(name), width)}  ${printable(detail)}`,
  );
}
