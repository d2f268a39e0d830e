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
  { label: '$(bug) Open crash report', command: 'vlprompt.openCrashReport' },
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
  const hasCrashed = states.some((state) => 'report' in state);
  const isOffered: { readonly [command: string]: boolean } = {
    'vlprompt.cancel': isAtWork,
    'vlprompt.openCrashReport': hasCrashed,
  };
  const offered = choices.filter(({ command }) => isOffered[command] ?? true);
  const chosen = await window.showQuickPick(offered, { title: statusText(states).tooltip });
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
}
