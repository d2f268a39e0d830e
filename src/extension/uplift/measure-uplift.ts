/** @file *Measure Uplift…*: whether the set of a curation helps to learn from a few real images. */
import { env, type QuickPickItem, Uri, ViewColumn, window, workspace } from 'vscode';
import type { CuratePlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { upliftVerdict } from '../../protocol/texts/uplift-texts.ts';
import { type UpliftQuestion, type UpliftReport, upliftData, usualUplift } from '../../protocol/uplift.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { upliftPage } from '../../reports/uplift-report.ts';
import type { CurationParts } from '../curation/export-curation.ts';
import { measuringMessage } from '../curation/measuring-message.ts';
import { curationOf } from '../curation/set-question.ts';
import { writeWhole } from '../reports/write-whole.ts';
import { withWork } from '../with-work.ts';
import { withoutLinks } from '../without-links.ts';

/** @throws Failure as the engine's `measureUplift`; `plan-invalid` of a curation with errors */
export async function measureUplift({ uri, name }: DeclarationId, parts: CurationParts): Promise<void> {
  const { plan } = await parts.plans.ofFile(uri);
  const curation = curationOf(plan, name);
  // Asked for first: whoever may not run anything is not asked how often.
  await parts.engines.engineOf(uri, 'question');
  const seeds = await askHowOften(name);
  if (seeds === undefined) return;
  const { shots, shares } = usualUplift;
  const report = await withoutLeaks({ curation, ...upliftData(plan.data), shots, shares, seeds }, uri, parts);
  if (report) show(report, uri, plan.file, curation);
}

interface HowOften extends QuickPickItem {
  readonly seeds: number;
}

const howOften: readonly HowOften[] = [
  { label: '5 draws', description: 'usual', detail: 'Quick; small differences stay unclear', seeds: usualUplift.seeds },
  { label: '20 draws', detail: 'Four times as long; clearer', seeds: 20 },
  { label: '50 draws', detail: 'For numbers that are to be told to others', seeds: 50 },
];

async function askHowOften(name: string): Promise<number | undefined> {
  const title = `Measure Uplift of ${name}`;
  const placeHolder = 'How often are the real images to learn from drawn by lot?';
  return (await window.showQuickPick(howOften, { title, placeHolder }))?.seeds;
}

/** What is nearly a held-out image is left out if somebody says so; undefined when nobody does. */
async function withoutLeaks(
  question: UpliftQuestion,
  uri: string,
  parts: CurationParts,
): Promise<UpliftReport | undefined> {
  try {
    return await measured(question, uri, parts);
  } catch (error) {
    if (!Failure.is(error, 'data-leak')) throw error;
    const leaveOut = 'Measure Without Them';
    const answer = await window.showWarningMessage(withoutLinks(error.message), { modal: true }, leaveOut);
    return answer === leaveOut ? measured({ ...question, leaks: 'leave-out' }, uri, parts) : undefined;
  }
}

function measured(question: UpliftQuestion, uri: string, { engines }: CurationParts): Thenable<UpliftReport> {
  return withWork(`Measuring uplift of ${question.curation.name}`, measuringMessage, async (options) => {
    const engine = await engines.engineOf(uri, 'run');
    return engine.measureUplift(question, options);
  });
}

function show(report: UpliftReport, uri: string, fileName: string, { name }: CuratePlan): void {
  const page = upliftPage(report, fileName);
  const panel = window.createWebviewPanel('vlprompt.uplift', `Uplift of ${name}`, ViewColumn.Active, {
    enableScripts: false,
    localResourceRoots: [],
  });
  panel.webview.html = inTheme(page);
  void offerToSave(report, page, Uri.joinPath(Uri.parse(uri, true), '..', `${name}-uplift.html`));
}

/** In the editor, a page has the colours of the editor. */
function inTheme(page: string): string {
  const colours = {
    paper: 'editor-background',
    raised: 'editor-background',
    ink: 'editor-foreground',
    soft: 'descriptionForeground',
    line: 'editorWidget-border',
  };
  const rules = Object.entries(colours).map(([own, theirs]) => `--${own}: var(--vscode-${theirs});`);
  return page.replace('</head>', `<style>:root { ${rules.join(' ')} }</style>\n</head>`);
}

/** Not waited for: the message may stay on the screen for hours. */
async function offerToSave(report: UpliftReport, page: string, defaultUri: Uri): Promise<void> {
  const save = 'Save as Web Page…';
  if ((await window.showInformationMessage(withoutLinks(upliftVerdict(report)), save)) !== save) return;
  const target = await window.showSaveDialog({ defaultUri, filters: { 'HTML page': ['html'] } });
  if (!target) return;
  await writeWhole(target, page, workspace.fs);
  if ((await window.showInformationMessage('The page is saved.', 'Open')) === 'Open') await env.openExternal(target);
}
