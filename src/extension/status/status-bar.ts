import { type Disposable, languages, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { RecipeBoard } from '../boards/recipe-board.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import { paced } from '../paced.ts';
import type { RunLibrary } from '../runs/run-library.ts';
import { type StatusText, statusText } from './status-text.ts';

const colors: { readonly [T in StatusText['tone']]: ThemeColor | undefined } = {
  calm: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

export interface StatusParts {
  readonly engines: EngineHost;
  readonly recipes: RecipeBoard;
  readonly evaluations: EvaluationBoard;
  readonly runs: RunLibrary;
}

/** The engine in the status bar: shown while a prompt file is in front, while work goes on, and when it is in need. */
export function statusBar({ engines, recipes, evaluations, runs }: StatusParts): Disposable {
  const item = window.createStatusBarItem('vlprompt.engine', StatusBarAlignment.Right, 100);
  item.name = 'VLPrompt Engine';
  item.command = 'vlprompt.showStatus';
  const isPaused = () => runs.folders.some(({ queue }) => queue.isPaused);
  const renew = paced(() => show(item, statusText(engines.states, progressOf(recipes, evaluations), isPaused())), 200);
  renew();
  const subscriptions = [
    item,
    renew,
    engines.onDidChangeState(renew),
    recipes.onDidChange(renew),
    evaluations.onDidChange(renew),
    runs.onDidChange(({ what }) => what === 'queue' && renew()),
    window.onDidChangeActiveTextEditor(renew),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

function show(item: StatusBarItem, { text, tooltip, tone }: StatusText): void {
  item.text = text;
  item.tooltip = tooltip;
  item.backgroundColor = colors[tone];
  const document = window.activeTextEditor?.document;
  const isPromptFile = document !== undefined && languages.match({ language: 'vlprompt' }, document) > 0;
  if (isPromptFile || window.activeTextEditor === undefined || tone !== 'calm') item.show();
  else item.hide();
}

/** Of all runs taken together. */
function progressOf(recipes: RecipeBoard, evaluations: EvaluationBoard) {
  const runs = [...recipes.states.map(({ run }) => run), ...evaluations.states.map(({ run }) => run)];
  const atWork = runs.filter((run) => run !== undefined);
  const sum = (of: 'done' | 'total') => atWork.reduce((total, run) => total + run[of], 0);
  return atWork.length === 0 ? undefined : { runs: atWork.length, done: sum('done'), total: sum('total') };
}
