/** @file *Export Curation*: the set as other tools read it, where the file says, or where one is asked for. */
import path from 'node:path';
import { commands, type QuickPickItem, Uri, window } from 'vscode';
import type { CuratePlan, ExportPlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { CurationExported, CurationExportRequest } from '../../protocol/releases.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Plans } from '../language/plans.ts';
import { withoutLinks } from '../without-links.ts';
import type { Places } from '../workspace/places.ts';
import { exportedSentence, formatChoices } from './export-words.ts';
import { curationOf, setQuestion } from './set-question.ts';
import { withSetProgress } from './with-set-progress.ts';

export interface CurationParts {
  readonly engines: Pick<EngineHost, 'engineOf'>;
  readonly plans: Plans;
  readonly places: Places;
}

/** Where an export goes. */
type Wish = Pick<CurationExportRequest, 'exports' | 'to'>;

/** @throws Failure as the engine's `exportCuration`; `plan-invalid` of a curation with errors */
export async function exportCuration({ uri, name }: DeclarationId, parts: CurationParts): Promise<void> {
  const { plan } = await parts.plans.ofFile(uri);
  const curation = curationOf(plan, name);
  // Asked for first: whoever may not run anything is not asked where to.
  await parts.engines.engineOf(uri, 'question');
  const folder = parts.places.workspaceOf(uri);
  const wish = curation.exports ? { exports: curation.exports } : await askWhere(curation, folder);
  if (wish === undefined) return;
  const question = await setQuestion(folder, curation);
  const exported = await insisting((choices) => exportSet(uri, { ...question, ...wish, ...choices }, parts));
  if (exported !== undefined) void tell(exported);
}

async function askWhere({ name }: CuratePlan, folder: string): Promise<Wish | undefined> {
  const items = formatChoices.map((each): QuickPickItem & { format: ExportPlan['format'] } => ({
    label: each.title,
    description: each.format,
    detail: each.about,
    format: each.format,
  }));
  const title = `Export ${name} as…`;
  const placeHolder = 'Write `export: imagefolder "out/…"` into the file, and it is asked no more';
  const chosen = await window.showQuickPick(items, {
    title,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return undefined;
  const places = await window.showOpenDialog({
    title: `A folder for ${name}-${chosen.format}`,
    openLabel: 'Export Here',
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: Uri.file(folder),
  });
  const place = places?.[0]?.fsPath;
  if (place === undefined) return undefined;
  return { exports: [{ format: chosen.format, path: '.' }], to: path.join(place, `${name}-${chosen.format}`) };
}

type Choices = Pick<CurationExportRequest, 'allowsLeaks' | 'replaces'>;

/** What can be insisted on, by the failure that asks for it. */
const insistences: readonly {
  readonly code: Failure['code'];
  readonly label: string;
  readonly choice: keyof Choices;
}[] = [
  { code: 'data-leak', label: 'Export Anyway', choice: 'allowsLeaks' },
  { code: 'export-there', label: 'Replace', choice: 'replaces' },
];

/** Each is asked once; undefined when nobody insists. */
async function insisting<Result>(work: (choices: Choices) => Thenable<Result>): Promise<Result | undefined> {
  let choices: Choices = { allowsLeaks: false, replaces: false };
  for (;;) {
    try {
      return await work(choices);
    } catch (error) {
      const asked = insistences.find(({ code, choice }) => Failure.is(error, code) && !choices[choice]);
      if (asked === undefined || !(error instanceof Failure)) throw error;
      const answer = await window.showWarningMessage(withoutLinks(error.message), { modal: true }, asked.label);
      if (answer !== asked.label) return undefined;
      choices = { ...choices, [asked.choice]: true };
    }
  }
}

function exportSet(uri: string, request: CurationExportRequest, parts: CurationParts): Thenable<CurationExported> {
  return withSetProgress(`Exporting ${request.curation.name}`, async (options) => {
    const engine = await parts.engines.engineOf(uri, 'run');
    return engine.exportCuration(request, options);
  });
}

async function tell(exported: CurationExported): Promise<void> {
  const chosen = await window.showInformationMessage(withoutLinks(exportedSentence(exported)), 'Open Folder');
  const [first] = exported.exports;
  if (chosen === 'Open Folder' && first) await commands.executeCommand('revealFileInOS', Uri.file(first.folder));
}
