/** @file *Save Report…*: a run, or what is known of a declaration now, as one file of HTML. */
import path from 'node:path';
import { env, Uri, window, workspace } from 'vscode';
import type { EngineInfo } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { judgedRecipes } from '../../protocol/judged-recipes.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { makeReport } from '../../reports/make-report.ts';
import type { ReportContents } from '../../reports/report-contents.ts';
import { reportOfRun } from '../../reports/run-report.ts';
import { promptFileIn } from '../agents/tool-file.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Plans } from '../language/plans.ts';
import type { RunRow } from '../runs/history/history-tree.ts';
import { withoutLinks } from '../without-links.ts';
import type { Places } from '../workspace/places.ts';
import { writeWhole } from './write-whole.ts';

export interface ReportParts {
  readonly engines: EngineHost;
  readonly plans: Plans;
  readonly places: Places;
}

type Contents = Omit<ReportContents, 'promptFile'>;

/**
 * A prompt file that has gone since is left out, and so is one that is none, or lies elsewhere, whatever the run says.
 * @throws Failure `run-missing` of one that did not come to its end
 */
export async function saveReportOfRun({ folder, run }: RunRow, parts: ReportParts): Promise<void> {
  const file = Uri.file(path.join(folder, run.file));
  const engine = await parts.engines.engineOf(file.toString(), 'question');
  const record = await engine.readRun({ run: run.id });
  const info = infoOf(parts.engines);
  const contents = await reportOfRun(record, { info, lookup: (params) => engine.lookup(params) });
  if (contents === undefined) {
    throw new Failure('run-missing', `This run of ${run.name} did not come to its end: run it again.`);
  }
  await save(contents, file, { name: run.name, text: await textOfRun(folder, run.file), folder });
}

async function textOfRun(folder: string, file: string): Promise<string | undefined> {
  try {
    return await textOf(Uri.file(promptFileIn([folder], file)));
  } catch {
    return undefined;
  }
}

async function textOf(file: Uri): Promise<string> {
  return (await workspace.openTextDocument(file)).getText();
}

/** @throws Failure `plan-invalid` when it is gone, `run-missing` when it was never judged as it stands */
export async function saveReportOf(id: DeclarationId, parts: ReportParts): Promise<void> {
  const file = Uri.parse(id.uri, true);
  const contents = await contentsOf(id, parts);
  const folder = parts.places.workspaceOf(id.uri);
  await save(contents, file, { name: id.name, text: await textOf(file).catch(() => undefined), folder });
}

async function contentsOf({ uri, name }: DeclarationId, { engines, plans }: ReportParts): Promise<Contents> {
  const { plan } = await plans.ofFile(uri);
  const engine = await engines.engineOf(uri, 'question');
  const lookedUp = async (recipe: (typeof plan.recipes)[number]) => ({
    recipe,
    drawn: await engine.lookup({ recipe }),
  });
  const recipe = plan.recipes.find((each) => each.name === name);
  if (recipe) {
    const drawn = [await lookedUp(recipe)];
    return { fileName: plan.file, engine: infoOf(engines), drawn, evaluated: [] };
  }
  const evaluation = plan.evaluations.find((each) => each.name === name);
  if (!evaluation) throw new Failure('plan-invalid', `${name} has errors or is gone: correct it in the editor.`);
  const report = await engine.lastReport({ evaluation });
  if (!report) throw new Failure('run-missing', `${name} was not judged as it stands: evaluate it, and save then.`);
  const drawn = await Promise.all(judgedRecipes([evaluation]).map(lookedUp));
  return { fileName: plan.file, engine: infoOf(engines), drawn, evaluated: [{ plan: evaluation, report }] };
}

/** Some engine of this window has just answered. */
function infoOf({ states }: EngineHost): EngineInfo {
  for (const state of states) if (state.kind === 'ready' || state.kind === 'busy') return state.info;
  throw new Failure('engine-not-started', 'The engine is not running: start it by drawing or evaluating.');
}

interface Saved {
  readonly name: string;
  /** Of the prompt file. */
  readonly text: string | undefined;
  /** Absolute path of the folder that the file belongs to; its store is in it. */
  readonly folder: string;
}

async function save(contents: Contents, promptFile: Uri, { name, text, folder }: Saved): Promise<void> {
  // A journal may call its run `../../x`.
  const beside = Uri.joinPath(promptFile, '..', `${name.replaceAll(/[\\/:]+/g, '-')}-report.html`);
  const target = await window.showSaveDialog({ defaultUri: beside, filters: { 'HTML page': ['html'] } });
  if (!target) return;
  await writeWhole(target, await makeReport(contents, text, [folder]), workspace.fs);
  const chosen = await window.showInformationMessage(`The report of ${withoutLinks(name)} is saved.`, 'Open');
  if (chosen === 'Open') await env.openExternal(target);
}
