/** @file What both kinds of tabs are made of. */
import type { ExtensionContext, WebviewPanel } from 'vscode';
import { Emitter } from 'vscode-jsonrpc';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Actions } from '../actions.ts';
import type { DecisionBoard } from '../boards/decision-board.ts';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { RecipeBoard } from '../boards/recipe-board.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { CopyParts } from '../exchange/copy-as.ts';
import type { Plans } from '../language/plans.ts';
import type { Reviewers } from '../review/reviewers.ts';
import type { RunLibrary } from '../runs/run-library.ts';
import type { Telling } from '../telling.ts';
import type { Places } from '../workspace/places.ts';
import type { PieceMarks } from './grid/piece-marks.ts';
import type { RecipeFacts } from './grid/recipe-facts.ts';
import type { Subscribe } from './watch-snapshots.ts';

export interface PanelParts {
  readonly context: ExtensionContext;
  readonly recipes: RecipeBoard;
  readonly evaluations: EvaluationBoard;
  readonly decisions: DecisionBoard;
  readonly plans: Plans;
  readonly places: Places;
  readonly actions: Actions;
  readonly trust: Trust;
  readonly copying: CopyParts;
  readonly telling: Telling;
  readonly runs: RunLibrary;
  /** Under whose name is decided. */
  readonly reviewers: Reviewers;
  /** Of a file's folder, started if need be. */
  readonly engineOf: EngineHost['engineOf'];
  /** A question that failed is nobody's request: it is written down, and not shown. */
  readonly onError: (error: unknown) => void;
}

/** What tabs with grids share beyond that. */
export interface GridParts extends PanelParts {
  readonly facts: RecipeFacts;
  readonly marks: PieceMarks;
  /** Asks for facts again, once nothing has changed for a while. */
  readonly refreshFacts: (id: DeclarationId) => void;
}

export interface Trust {
  readonly isTrusted: () => boolean;
  readonly onDidGrant: Subscribe;
}

/** Whether the file behind a tab can be read; a tab outlives the file, and may be restored before it is opened. */
export class FileOfPanel {
  readonly #changed = new Emitter<void>();
  readonly onDidChange: Subscribe = this.#changed.event;
  isUnreadable = false;

  constructor(panel: WebviewPanel, { uri }: DeclarationId, plans: Plans) {
    panel.onDidDispose(() => this.#changed.dispose());
    plans.ofFile(uri).then(
      () => this.#changed.fire(),
      () => {
        this.isUnreadable = true;
        this.#changed.fire();
      },
    );
  }
}

/** Only of one declaration, or of one file. */
export function changesOf<T>(
  event: (listener: (changed: T) => void) => { dispose(): void },
  concerns: (changed: T) => boolean,
): Subscribe {
  return (listener) =>
    event((changed) => {
      if (concerns(changed)) listener();
    });
}
