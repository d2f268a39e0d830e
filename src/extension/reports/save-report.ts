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
import type { EngineHost } from '../engine/engine-host.ts';
import type { Plans } from '../language/plans.ts';
import type { RunRow } from '../runs/history-tree.ts';
import type { Places } from '../workspace/places.ts';

export interface ReportParts {
  readonly engines: EngineHost;
  readonly plans: Plans;
  readonly places: Places;
}

type Contents = Omit<ReportContents, 'promptFile'>;

/** @throws Failure `run-missing` of one that did not come to its end */
export async function saveReportOfRun({ folder, run }: RunRow, parts: ReportParts): Promise<void> {
  const file = Uri.file(path.join(folder, run.file));
  const engine = await parts.engines.engineOf(file.toString(), 'question');
  const record = await engine.readRun({ run: run.id });
  const info = infoOf(parts.engines);
  const contents = await reportOfRun(record, { info, lookup: (params) => engine.lookup(params) });
  if (contents === undefined) {
    throw new Failure('run-missing', `This run of ${run.name} did not come to its end: run it again.`);
  }
  await save(contents, file, run.name);
}

/** @throws Failure `plan-invalid` when it is gone, `run-missing` when it was never judged as it stands */
export async function saveReportOf(id: DeclarationId, parts: ReportParts): Promise<void> {
  await save(await contentsOf(id, parts), Uri.parse(id.uri, true), id.name);
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

async function save(contents: Contents, promptFile: Uri, name: string): Promise<void> {
  const beside = Uri.joinPath(promptFile, '..', `${name}-report.html`);
  const target = await window.showSaveDialog({ defaultUri: beside, filters: { 'HTML page': ['html'] } });
  if (!target) return;
  const text = await workspace.openTextDocument(promptFile).then(
    (document) => document.getText(),
    () => undefined,
  );
  await writeWhole(target, await makeReport(contents, text));
  const chosen = await window.showInformationMessage(`The report of ${name} is saved.`, 'Open');
  if (chosen === 'Open') await env.openExternal(target);
}

/** Under another name first, so that there is never half a file. */
async function writeWhole(target: Uri, text: string): Promise<void> {
  const temporary = target.with({ path: `${target.path}.part` });
  await workspace.fs.writeFile(temporary, Buffer.from(text));
  await workspace.fs.rename(temporary, target, { overwrite: true });
}
