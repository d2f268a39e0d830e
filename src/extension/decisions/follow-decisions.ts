/** @file Files of decisions that are written, by whatever view, window or command line. */
import path from 'node:path';
import { Disposable, type Uri, window, workspace } from 'vscode';
import { MergeOffer, type MergeOfferParts } from './merge-offer.ts';

/** Offers what helps once somebody decided. */
export function followDecisions(parts: Omit<MergeOfferParts, 'ask'>): Disposable {
  const offer = new MergeOffer({ ...parts, ask });
  const watcher = workspace.createFileSystemWatcher(`**/{${written.join(',')}}`);
  const onWritten = ({ scheme, fsPath }: Uri) => {
    if (scheme === 'file') void offer.consider(workspaceOf(fsPath));
  };
  return Disposable.from(watcher, watcher.onDidCreate(onWritten), watcher.onDidChange(onWritten));
}

/** Of folders that are made with files in them, watchers of some systems tell of the topmost alone. */
const written = ['reviews', 'reviews/*', 'reviews/*/*.jsonl'];

/** The folder that `reviews` is in. */
function workspaceOf(file: string): string {
  return path.basename(file) === 'reviews' ? path.dirname(file) : workspaceOf(path.dirname(file));
}

const answers = { Add: true, 'Not Now': false } as const;

async function ask(sentence: string): Promise<boolean | undefined> {
  const answer = await window.showInformationMessage(sentence, ...(Object.keys(answers) as (keyof typeof answers)[]));
  return answer && answers[answer];
}
