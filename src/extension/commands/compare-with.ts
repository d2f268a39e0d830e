/** @file Asking what to compare with, and making a run the baseline. */
import { type QuickPickItem, window } from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { RunSummary } from '../../protocol/runs.ts';
import type { CompareTarget } from '../../protocol/webviews/compare.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Plans } from '../language/plans.ts';
import { asksForTheSame } from '../runs/asks-for-the-same.ts';
import type { RunLibrary } from '../runs/run-library.ts';
import type { Places } from '../workspace/places.ts';

export interface BaselineParts {
  readonly runs: RunLibrary;
  readonly plans: Plans;
  readonly places: Places;
}

interface TargetItem extends QuickPickItem {
  /** Absent: it is asked for. */
  readonly target?: CompareTarget;
}

/** Undefined when nothing is picked. */
export async function pickTarget(id: DeclarationId, parts: BaselineParts): Promise<CompareTarget | undefined> {
  const runs = await runsOf(id, parts);
  const items: readonly TargetItem[] = [
    { label: '$(git-commit) HEAD', description: 'the last commit', target: { kind: 'ref', ref: 'HEAD' } },
    { label: '$(git-branch) Another commit…', description: 'a branch, a tag, HEAD~1' },
    ...(runs.some(({ isBaseline }) => isBaseline)
      ? [
          {
            label: '$(pinned) Baseline',
            description: 'the run that is pinned as such',
            target: { kind: 'baseline' } as const,
          },
        ]
      : []),
    ...runs.filter(({ outcome }) => outcome !== 'running').map(itemOfRun),
  ];
  const picked = await window.showQuickPick(items, { title: `Compare ${id.name} with…`, matchOnDescription: true });
  return picked && (picked.target ?? askForRef());
}

async function askForRef(): Promise<CompareTarget | undefined> {
  const ref = await window.showInputBox({
    title: 'Compare with which commit?',
    prompt: 'A branch, a tag or a commit of the git repository',
    placeHolder: 'main',
    validateInput: (text) =>
      text.trim() === '' || text.trim().startsWith('-') ? 'This is no name of a commit.' : undefined,
  });
  return ref === undefined ? undefined : { kind: 'ref', ref: ref.trim() };
}

function itemOfRun({ id, started, outcome, images, note, isBaseline }: RunSummary): TargetItem {
  const marks = [outcome, `${images.drawn + images.reused} of ${images.total} images`, isBaseline && 'baseline'];
  return {
    label: `$(history) ${new Date(started).toLocaleString()}`,
    description: marks.filter((mark) => mark !== false).join(' · '),
    ...(note !== undefined && { detail: note }),
    target: { kind: 'run', run: id },
  };
}

/**
 * Makes a finished run of a declaration what later ones are compared with: the newest of what it now asks for, for
 * comparing runs what it once was, too; where it never ran as it is now, the newest.
 * @throws Failure `run-missing` when there is none
 */
export async function pinBaseline(id: DeclarationId, parts: BaselineParts): Promise<void> {
  const done = (await runsOf(id, parts)).filter(({ outcome }) => outcome === 'done');
  const run = (await newestAsItIsNow(id, done, parts)) ?? done[0];
  if (!run) {
    const text = `${id.name} has no finished run to pin: draw or evaluate it, and pin again.`;
    throw new Failure('run-missing', text);
  }
  await parts.runs.change(parts.places.workspaceOf(id.uri), { kind: 'baseline', run: run.id, isBaseline: true });
  const when = new Date(run.started).toLocaleString();
  window.setStatusBarMessage(`The run of ${when} is the baseline of ${id.name}`, 5000);
}

/** Older runs than these are not looked into. */
const MOST_LOOKS = 20;

async function newestAsItIsNow(
  { uri, name }: DeclarationId,
  done: readonly RunSummary[],
  { runs, plans, places }: BaselineParts,
): Promise<RunSummary | undefined> {
  const { plan } = await plans.ofFile(uri);
  for (const run of done.slice(0, MOST_LOOKS)) {
    if (asksForTheSame(await runs.record(places.workspaceOf(uri), run.id), plan, name)) return run;
  }
  return undefined;
}

/** Of one declaration, the newest first. */
async function runsOf(
  { uri, name }: DeclarationId,
  { runs, plans, places }: BaselineParts,
): Promise<readonly RunSummary[]> {
  const folder = places.workspaceOf(uri);
  await runs.refresh(folder);
  const { plan } = await plans.ofFile(uri);
  return (runs.of(folder).runs ?? []).filter((run) => run.name === name && run.file === plan.file);
}
