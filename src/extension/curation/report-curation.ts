/** @file *Save Curation Report…*: a curation and what can be said of it, as one file of HTML. */
import { env, Uri, window, workspace } from 'vscode';
import type { Plan } from '../../language/plan/plan.ts';
import type { RecipeChoices } from '../../protocol/language.ts';
import { usualRealData, variablesOf } from '../../protocol/measure-question.ts';
import type { MeasureQuestion } from '../../protocol/set-measures.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { makeCurationReport } from '../../reports/curation-page.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { writeWhole } from '../reports/write-whole.ts';
import { withWork } from '../with-work.ts';
import { withoutLinks } from '../without-links.ts';
import type { CurationParts } from './export-curation.ts';
import { measuringMessage } from './measuring-message.ts';
import { curationOf } from './set-question.ts';

export interface CurationReportParts extends CurationParts {
  readonly exchange: Pick<Exchange, 'choices'>;
}

/** @throws Failure as the engine's `curateSet` and `measureSet`; `plan-invalid` of a curation with errors */
export async function saveCurationReport({ uri, name }: DeclarationId, parts: CurationReportParts): Promise<void> {
  const { engines, places, plans } = parts;
  const { plan } = await plans.ofFile(uri);
  const curation = curationOf(plan, name);
  const measured = { ...(await questionOf(uri, plan, curation, parts)), of: 'set' } as const;
  const engine = await engines.engineOf(uri, 'run');
  const [set, measures] = await withWork(`Measuring ${name}`, measuringMessage, async (options) => [
    await engine.curateSet({ curation }, options),
    await engine.measureSet(measured, options),
  ]);
  const beside = Uri.joinPath(Uri.parse(uri, true), '..', `${name.replaceAll(/[\\/:]+/g, '-')}-curation.html`);
  const target = await window.showSaveDialog({ defaultUri: beside, filters: { 'HTML page': ['html'] } });
  if (!target) return;
  const contents = { fileName: plan.file, set, measures };
  const folders = [places.workspaceOf(uri), places.storeOf(uri)];
  await writeWhole(target, await makeCurationReport(contents, folders), workspace.fs);
  const chosen = await window.showInformationMessage(`The report of ${withoutLinks(name)} is saved.`, 'Open');
  if (chosen === 'Open') await env.openExternal(target);
}

async function questionOf(
  uri: string,
  { data, classes }: Plan,
  curation: MeasureQuestion['curation'],
  { exchange }: CurationReportParts,
): Promise<Omit<MeasureQuestion, 'of'>> {
  const against = usualRealData(data);
  const choices = new Map<string, RecipeChoices>();
  for (const source of curation.from) {
    if (source.kind !== 'recipe') continue;
    const found = await exchange.choices({ uri, recipe: source.recipe.name });
    if (found) choices.set(source.recipe.name, found);
  }
  const variables = variablesOf(curation, classes, (recipe) => choices.get(recipe));
  return { curation, ...variables, ...(against && { against }) };
}
