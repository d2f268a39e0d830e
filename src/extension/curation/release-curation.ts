/** @file *Release Curation…* and *Compare Releases…*. */
import { commands, env, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { ReleaseDiff, Released, ReleaseRequest, ReleaseSummary } from '../../protocol/releases.ts';
import { changeWords, diffWords } from '../../protocol/texts/release-texts.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { makeReleaseReport } from '../../reports/release-report.ts';
import { writeWhole } from '../reports/write-whole.ts';
import { withoutLinks } from '../without-links.ts';
import type { CurationParts } from './export-curation.ts';
import { curationOf, setQuestion } from './set-question.ts';
import { withSetProgress } from './with-set-progress.ts';

/** @throws Failure as the engine's `releaseCuration`; `plan-invalid` of a curation with errors */
export async function releaseCuration({ uri, name }: DeclarationId, parts: CurationParts): Promise<void> {
  const { plan } = await parts.plans.ofFile(uri);
  const curation = curationOf(plan, name);
  const question = await questionOf(uri, curation, parts);
  const engine = await parts.engines.engineOf(uri, 'run');
  const diff = await differs(uri, { ...question, allowsLeaks: true }, parts);
  if (diff?.change === 'none') {
    void window.showInformationMessage(
      `Nothing has changed since ${diff.before} of ${name}: there is nothing to release.`,
    );
    return;
  }
  const since =
    diff === undefined
      ? changeWords.first
      : `${changeWords[diff.change]} since ${diff.before}: ${diffWords(diff.counts)}`;
  const note = await window.showInputBox({
    title: `Release ${name}: ${since}`,
    prompt: 'What it is for; may be left empty',
  });
  if (note === undefined) return;
  const request: ReleaseRequest = {
    ...question,
    allowsLeaks: false,
    isForced: false,
    ...(note.trim() !== '' && { note }),
  };
  void tell(await withSetProgress(`Releasing ${name}`, (options) => engine.releaseCuration(request, options)));
}

/** Undefined where there is no release yet. */
async function differs(
  uri: string,
  question: Omit<ReleaseRequest, 'isForced'>,
  { engines }: CurationParts,
): Promise<ReleaseDiff | undefined> {
  const engine = await engines.engineOf(uri, 'run');
  const { name } = question.curation;
  if ((await engine.listReleases({ name })).length === 0) return undefined;
  return withSetProgress(`Comparing ${name}`, (options) => engine.diffReleases(question, options));
}

async function questionOf(uri: string, curation: ReturnType<typeof curationOf>, { engines, places }: CurationParts) {
  // Whoever may not run anything learns it before git is asked.
  await engines.engineOf(uri, 'question');
  return setQuestion(places.workspaceOf(uri), curation);
}

async function tell({ name, version, folder, notes }: Released): Promise<void> {
  const text = [`${name} ${version} is released: commit the folder.`, ...notes].join(' ');
  const chosen = await window.showInformationMessage(withoutLinks(text), 'Open Folder');
  if (chosen === 'Open Folder') await commands.executeCommand('revealFileInOS', Uri.file(folder));
}

interface SideItem extends QuickPickItem {
  /** Absent: the set as it is now. */
  readonly version?: string;
}

/** @throws Failure `release-missing` where there is none, and as the engine's `diffReleases` */
export async function compareReleases({ uri, name }: DeclarationId, parts: CurationParts): Promise<void> {
  const { plan } = await parts.plans.ofFile(uri);
  const curation = curationOf(plan, name);
  const question = await questionOf(uri, curation, parts);
  const engine = await parts.engines.engineOf(uri, 'run');
  const releases = await engine.listReleases({ name });
  if (releases.length === 0)
    throw new Failure('release-missing', `There is no release of ${name} yet; release it first.`);
  const before = await pickSide(`Which release of ${name} was before?`, releases.map(itemOf));
  if (before?.version === undefined) return;
  const others = releases.filter(({ version }) => version !== before.version);
  const newer: readonly SideItem[] = [{ label: '$(edit) As it is now' }, ...others.map(itemOf)];
  const after = await pickSide(`Compare ${before.version} with…`, newer);
  if (after === undefined) return;
  const sides = { before: before.version, ...(after.version !== undefined && { after: after.version }) };
  const diff = await withSetProgress(`Comparing ${name}`, (options) =>
    engine.diffReleases({ ...question, allowsLeaks: true, ...sides }, options),
  );
  await showDiff(diff, uri, parts);
}

function pickSide(title: string, items: readonly SideItem[]): Thenable<SideItem | undefined> {
  return window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
}

function itemOf({ version, published, images, change, note }: ReleaseSummary): SideItem {
  const description = `${images} images · ${changeWords[change]} · ${published}`;
  return { label: `$(tag) ${version}`, description, ...(note !== undefined && { detail: note }), version };
}

async function showDiff(diff: ReleaseDiff, uri: string, { places }: CurationParts): Promise<void> {
  const { name, before, after, counts, change } = diff;
  const words = `${name} ${before} → ${after ?? 'now'}: ${changeWords[change]} (${diffWords(counts)}).`;
  const chosen = await window.showInformationMessage(withoutLinks(words), 'Save Pictures…');
  if (chosen === undefined) return;
  const folder = places.workspaceOf(uri);
  const beside = Uri.joinPath(Uri.parse(uri, true), '..', `${name}-${before}-${after ?? 'now'}.html`);
  const target = await window.showSaveDialog({ defaultUri: beside, filters: { 'HTML page': ['html'] } });
  if (!target) return;
  await writeWhole(target, await makeReleaseReport(diff, [folder, places.storeOf(uri)]), workspace.fs);
  await env.openExternal(target);
}
