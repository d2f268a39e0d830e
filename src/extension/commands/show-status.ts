import { commands, type QuickPickItem, window } from 'vscode';
import type { EngineState } from '../../engine/client/engine.ts';
import { statusText } from '../status/status-text.ts';

interface Choice extends QuickPickItem {
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

const choices: readonly Choice[] = [
  { label: '$(debug-stop) Cancel drawing and evaluating', command: 'vlprompt.cancel' },
  { label: '$(output) Show log', command: 'vlprompt.showLog' },
  { label: '$(heart) Run the doctor', command: 'vlprompt.doctor' },
  { label: '$(debug-restart) Restart the engine', command: 'vlprompt.restartEngine' },
  {
    label: '$(settings-gear) Settings',
    command: 'workbench.action.openSettings',
    arguments: ['@ext:vlprompt.vlprompt'],
  },
];

/** What a click on the status bar offers. */
export async function showStatus(states: readonly EngineState[], isAtWork: boolean): Promise<void> {
  const offered = choices.filter(({ command }) => command !== 'vlprompt.cancel' || isAtWork);
  const chosen = await window.showQuickPick(offered, { title: statusText(states).tooltip });
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
}
