/** @file Asking for another name to decide under. */
import { window } from 'vscode';
import type { Reviewers } from './reviewers.ts';

/** Names are written into every event, and name a folder. */
const longest = 100;

/** @param folder absolute */
export async function changeReviewer(reviewers: Reviewers, folder: string): Promise<void> {
  const name = await window.showInputBox({
    title: 'Decide Under Another Name',
    prompt: 'Decisions are written to reviews/ under this name. Empty: the name that git has.',
    value: await reviewers.of(folder),
    validateInput: (value) =>
      value.length > longest || /\p{Cc}/u.test(value) ? `A name of up to ${longest} letters in one line.` : undefined,
  });
  if (name !== undefined) await reviewers.choose(name);
}
