/** @file *Clean Cache…*: what is kept, by stage, and how much of it may go. */
import { ProgressLocation, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { type CacheStatus, stageTitles } from '../../protocol/cache.ts';
import { counted, sized } from '../../protocol/texts/figures.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import { type CleanChoice, cleanChoices } from './clean-choices.ts';

interface CacheItem extends QuickPickItem {
  /** Absent of what is there to be read. */
  readonly choice?: CleanChoice;
}

/** Asks how much is to go; removes nothing that a run, a decision or a release refers to. */
export async function cleanCache(uri: string, engines: EngineHost): Promise<void> {
  const engine = await engines.engineOf(uri, 'run');
  const status = await working('VLPrompt: looking through the cache', () => engine.cacheStatus({}));
  if (status.bytes === 0) {
    void window.showInformationMessage('The cache is empty.');
    return;
  }
  const chosen = await window.showQuickPick(itemsOf(status), { title: titleOf(status), matchOnDescription: true });
  if (chosen?.choice === undefined) return;
  const { to } = chosen.choice;
  const { removed, status: left } = await working('VLPrompt: cleaning the cache', () => engine.cleanCache({ to }));
  const freed = `Freed ${sized(removed.bytes)} (${counted(removed.files, 'file')}); the cache takes ${sized(left.bytes)} now.`;
  void window.showInformationMessage(freed);
}

function working<Result>(title: string, work: () => Promise<Result>): Thenable<Result> {
  return window.withProgress({ location: ProgressLocation.Window, title }, work);
}

function titleOf({ bytes, limit }: CacheStatus): string {
  return limit === undefined ? `The cache takes ${sized(bytes)}` : `The cache takes ${sized(bytes)} of ${sized(limit)}`;
}

function itemsOf(status: CacheStatus): readonly CacheItem[] {
  const choices = cleanChoices(status).map((choice) => ({
    label: `$(trash) ${choice.label}`,
    detail: choice.detail,
    choice,
  }));
  const stages = status.stages.map(({ stage, files, bytes }) => ({
    label: stageTitles[stage],
    description: `${sized(bytes)}, ${counted(files, 'file')}`,
  }));
  return [...choices, { label: 'What is kept', kind: QuickPickItemKind.Separator }, ...stages];
}
