/** @file `vlprompt curate undo` and `redo` */
import { counted } from '../../../protocol/texts/figures.ts';
import { withEngine } from '../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { workspaceHere } from '../models/model-session.ts';
import { reviewerName } from './reviewer-name.ts';

export interface UndoOptions {
  readonly workspace?: string;
  readonly reviewer?: string;
  readonly steps: number;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

const ways = {
  undo: { call: 'undoDecision', none: 'has nothing to undo', verb: 'Took back' },
  redo: { call: 'redoDecision', none: 'has nothing to redo', verb: 'Did again' },
} as const;

export async function undo(way: keyof typeof ways, options: UndoOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  const workspace = workspaceHere(options, workingDirectory);
  const reviewer = await reviewerName(workspace, options.reviewer, shell);
  const { call, none, verb } = ways[way];
  // Nothing is run, so what would run it need not be looked for.
  const choices = { ...options, provider: 'cpu', offline: true } as const;
  const { steps, images } = await withEngine(workspace, choices, shell, ({ calls }) =>
    calls[call]({ reviewer, steps: options.steps }, { signal }),
  );
  const exitCode = exitCodes.passed;
  if (options.json) terminal.out(documentText(`vlprompt.${way}`, { exitCode, reviewer, steps, images }));
  else if (steps === 0) terminal.out(`${reviewer} ${none}.`);
  else terminal.out(`${verb} ${counted(steps, 'step')} of ${reviewer}, about ${counted(images, 'image')}.`);
  return exitCode;
}
