/** @file `vlprompt curate undo` */
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
  readonly verbose?: boolean;
  readonly json?: boolean;
}

export async function undo(options: UndoOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  const workspace = workspaceHere(options, workingDirectory);
  const reviewer = await reviewerName(workspace, options.reviewer);
  // Nothing is run, so what would run it need not be looked for.
  const choices = { ...options, provider: 'cpu', offline: true } as const;
  const { images } = await withEngine(workspace, choices, shell, ({ calls }) =>
    calls.undoDecision({ reviewer }, { signal }),
  );
  const exitCode = exitCodes.passed;
  if (options.json) terminal.out(documentText('vlprompt.undo', { exitCode, reviewer, images }));
  else
    terminal.out(
      images === 0
        ? `${reviewer} has nothing to undo.`
        : `Took back what ${reviewer} said last, of ${counted(images, 'image')}.`,
    );
  return exitCode;
}
