/** @file Has the accuracies of reports that are seen tested against the runs that they are compared with. */
import type { Disposable } from 'vscode-jsonrpc';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import { keyOf } from '../../boards/board.ts';
import type { EvaluationBoard } from '../../boards/evaluation-board.ts';
import type { EvaluationState } from '../../boards/evaluation-state.ts';
import { imagesOf } from '../../boards/recipe-state.ts';
import { type Paced, settled, systemTimer, type Timer } from '../../paced.ts';
import type { RunLibrary } from '../run-library.ts';
import { comparedRun } from './compared-run.ts';
import type { DifferenceBoard } from './difference-board.ts';

/** Pictures are compared, too, and nobody has asked: of more than so many the comparison itself has to be opened. */
const mostImages = 500;

/** Milliseconds without a change, so that the engine has answered what people asked for first. */
const pause = 1000;

export interface TestingParts {
  readonly evaluations: Pick<EvaluationBoard, 'onDidChange' | 'state'>;
  readonly library: Pick<RunLibrary, 'onDidChange' | 'of'>;
  readonly differences: DifferenceBoard;
  /** Absolute path of the folder of a file; undefined when it is on no disk. */
  readonly folderOf: (uri: string) => string | undefined;
  readonly timer?: Timer;
}

export function testDifferences({ evaluations, library, differences, ...parts }: TestingParts): Disposable {
  const seen = new Map<string, DeclarationId>();
  const look = settled(
    () => {
      for (const id of seen.values()) {
        const state = evaluations.state(id);
        if (state && isQuick(state)) askFor(id, state);
      }
    },
    pause,
    parts.timer ?? systemTimer,
  );
  const askFor = ({ uri }: DeclarationId, { report }: EvaluationState) => {
    const folder = parts.folderOf(uri);
    if (folder === undefined || !report) return;
    const compared = comparedRun(library.of(folder).runs ?? [], report);
    if (compared?.own) void differences.ask({ folder, before: compared.run.id, after: compared.own.id });
  };
  const subscriptions: readonly (Disposable | Paced)[] = [
    look,
    evaluations.onDidChange((id) => {
      seen.set(keyOf(id), id);
      look();
    }),
    library.onDidChange(({ what }) => what === 'runs' && look()),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

function isQuick({ evaluation, report, run, isStale }: EvaluationState): boolean {
  const recipes = evaluation.on.flatMap((source) => (source.kind === 'recipe' ? [source.recipe] : []));
  const images = recipes.reduce((sum, recipe) => sum + imagesOf(recipe).length, 0);
  return report !== undefined && run === undefined && !isStale && images <= mostImages;
}
