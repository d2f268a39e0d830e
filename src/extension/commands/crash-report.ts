import { commands, Uri, window } from 'vscode';
import { newestCrashReport } from '../../engine/client/crash-files.ts';

/** What the engine was at when it ended by itself last. @param store absolute path */
export async function openCrashReport(store: string): Promise<void> {
  const report = await newestCrashReport(store);
  if (report === undefined) await window.showInformationMessage('The engine has not crashed here.');
  else await commands.executeCommand('vscode.open', Uri.file(report));
}
