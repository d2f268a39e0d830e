/** @file Prompts as tests: in the Test Explorer, behind the lines that state something, and as tasks. */
import type { Disposable, ExtensionContext } from 'vscode';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { Plans } from '../language/plans.ts';
import type { PanelShelf } from '../panels/panel-shelf.ts';
import type { Places } from '../workspace/places.ts';
import { MeasuredMarks } from './measured-marks.ts';
import { PromptTaskProvider } from './task-provider.ts';
import { TestExplorer } from './test-explorer.ts';

export interface TestingParts {
  readonly context: ExtensionContext;
  readonly evaluations: EvaluationBoard;
  readonly plans: Plans;
  readonly places: Places;
  readonly matrices: PanelShelf;
  readonly onError: (error: unknown) => void;
}

export function testing({
  context,
  evaluations,
  plans,
  places,
  matrices,
  onError,
}: TestingParts): readonly Disposable[] {
  return [
    new TestExplorer({ evaluations, plans, places, showMatrix: (id) => matrices.show(id), onError }),
    new MeasuredMarks({ context, evaluations, plans }),
    PromptTaskProvider.register(places),
  ];
}
