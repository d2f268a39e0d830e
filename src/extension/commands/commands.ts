/** @file What each command does. */
import path from 'node:path';
import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  TabInputCustom,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Actions } from '../actions.ts';
import { exportCuration } from '../curation/export-curation.ts';
import { compareReleases, releaseCuration } from '../curation/release-curation.ts';
import { saveCurationReport } from '../curation/report-curation.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import { type CopyParts, copyAs } from '../exchange/copy-as.ts';
import { importFromImage } from '../exchange/import-from-image.ts';
import { suggestDrops } from '../fates/suggest-drops.ts';
import type { WordFates } from '../fates/word-fates.ts';
import type { Plans } from '../language/plans.ts';
import { pickClass } from '../meaning/pick-class.ts';
import { tryWordings, type WordingParts } from '../meaning/try-wordings.ts';
import type { ModelActions } from '../models/model-actions.ts';
import type { ComparePanels } from '../panels/compare/compare-panels.ts';
import { isDeclarationId } from '../panels/declaration-id.ts';
import type { PanelShelf } from '../panels/panel-shelf.ts';
import type { PromptDocuments } from '../prompts/prompt-documents.ts';
import { type CudaParts, installCuda, removeCuda } from '../providers/cuda-provider.ts';
import { type ImageTarget, isImageTarget } from '../redraw/image-target.ts';
import { saveReportOf, saveReportOfRun } from '../reports/save-report.ts';
import { changeReviewer } from '../review/change-reviewer.ts';
import { openReview } from '../review/open-review.ts';
import { readPreferences, setBlind } from '../review/preferences.ts';
import type { ReviewEditor } from '../review/review-editor.ts';
import type { Reviewers } from '../review/reviewers.ts';
import { isRunRow, type RunActions } from '../runs/run-actions.ts';
import type { Telling } from '../telling.ts';
import { measureUplift } from '../uplift/measure-uplift.ts';
import type { Places } from '../workspace/places.ts';
import { cleanCache } from './clean-cache.ts';
import { type CommandId, commandTable } from './command-table.ts';
import { openCrashReport } from './crash-report.ts';
import { runDoctor } from './doctor.ts';
import { newPromptFile } from './new-prompt-file.ts';
import { nudgeWeight } from './nudge-weight.ts';
import { openExample } from './open-example.ts';
import { type DeclarationChoice, pickDeclaration } from './pick-declaration.ts';
import { reviewHandlers } from './review-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { showStatus } from './show-status.ts';

export interface CommandParts {
  readonly context: ExtensionContext;
  readonly actions: Actions;
  readonly engines: EngineHost;
  readonly models: ModelActions;
  readonly runs: RunActions;
  readonly fates: WordFates;
  readonly rejectAndRedraw: (target: ImageTarget) => Promise<void>;
  readonly wording: WordingParts;
  readonly cuda: CudaParts;
  readonly plans: Plans;
  readonly places: Places;
  readonly grids: Pick<PanelShelf, 'show'>;
  readonly matrices: PanelShelf;
  readonly comparisons: ComparePanels;
  readonly reviews: Pick<ReviewEditor, 'ask'>;
  readonly reviewers: Reviewers;
  readonly prompts: PromptDocuments;
  readonly copying: CopyParts;
  readonly log: LogOutputChannel;
  readonly telling: Telling;
}

/** @param target what a lens or a webview hands over; nothing when the command comes from the palette */
type Handler = (target: unknown) => Promise<void> | void;

export function registerCommands(parts: CommandParts): readonly Disposable[] {
  const handlers = handlersOf(parts);
  // Object.keys widens; the keys of the table are the ids.
  const ids = Object.keys(commandTable) as CommandId[];
  return ids.map((id) => commands.registerCommand(id, (target: unknown) => parts.telling(() => handlers[id](target))));
}

function handlersOf(parts: CommandParts): { readonly [Id in CommandId]: Handler } {
  const { context, actions, engines, models, cuda, plans, places, grids, matrices, prompts, copying, log } = parts;
  const { comparisons } = parts;
  const onRecipe = on('recipe', plans);
  const onEvaluation = on('evaluate', plans);
  const onCuration = on('curate', plans);
  return {
    'vlprompt.draw': onRecipe((id) => {
      grids.show(id);
      return actions.draw(id);
    }),
    'vlprompt.evaluate': onEvaluation((id) => {
      matrices.show(id);
      return actions.evaluate(id);
    }),
    'vlprompt.cancel': (target) => actions.cancel(isDeclarationId(target) ? target : undefined),
    'vlprompt.drawClass': (target) => (isDeclarationId(target) ? actions.drawClass(target) : undefined),
    ...runHandlers(parts.runs),
    'vlprompt.showGrid': onRecipe((id) => grids.show(id)),
    'vlprompt.review': on('reviewed', plans)((id) => openReview(id, places, plans)),
    'vlprompt.reviewClass': (target) => (isDeclarationId(target) ? openReview(target, places, plans) : undefined),
    'vlprompt.changeReviewer': () => changeReviewer(parts.reviewers, places.workspaceOf(fileInFront(places))),
    'vlprompt.toggleBlindReview': () => setBlind(!readPreferences().isBlind),
    'vlprompt.rejectAndRedraw': (target) => (isImageTarget(target) ? parts.rejectAndRedraw(target) : undefined),
    ...reviewHandlers(parts.reviews),
    'vlprompt.showMatrix': onEvaluation((id) => matrices.show(id)),
    'vlprompt.compareWith': (target) => {
      if (!isRunRow(target)) return on('either', plans)((id) => comparisons.choose(id))(target);
      const { folder, run } = target;
      const id = { uri: Uri.file(path.join(folder, run.file)).toString(), name: run.name };
      return comparisons.show(id, { kind: 'run', run: run.id });
    },
    'vlprompt.compareWithHead': on('either', plans)((id) => comparisons.show(id, { kind: 'ref', ref: 'HEAD' })),
    'vlprompt.pinBaseline': on('either', plans)((id) => comparisons.pinBaseline(id)),
    'vlprompt.showPrompts': on('either', plans)((id) => prompts.show(id)),
    'vlprompt.tryWordings': async (target) => {
      const id = isDeclarationId(target) ? target : await pickClass(plans);
      if (id) await tryWordings(id, parts.wording);
    },
    'vlprompt.suggestDrops': () => suggestDrops(parts.fates),
    'vlprompt.exportCuration': onCuration((id) => exportCuration(id, parts)),
    'vlprompt.saveCurationReport': onCuration((id) => saveCurationReport(id, { ...parts, exchange: copying.exchange })),
    'vlprompt.measureUplift': onCuration((id) => measureUplift(id, parts)),
    'vlprompt.releaseCuration': onCuration((id) => releaseCuration(id, parts)),
    'vlprompt.compareReleases': onCuration((id) => compareReleases(id, parts)),
    'vlprompt.saveReport': (target) => {
      const parts = { engines, plans, places };
      return isRunRow(target)
        ? saveReportOfRun(target, parts)
        : on('either', plans)((id) => saveReportOf(id, parts))(target);
    },
    'vlprompt.raiseWeight': () => nudgeWeight(0.05),
    'vlprompt.lowerWeight': () => nudgeWeight(-0.05),
    'vlprompt.importFromImage': (target) => importFromImage(target, copying.exchange),
    'vlprompt.copyAs': onRecipe((id) => copyAs(id, copying)),
    'vlprompt.models.download': (target) => models.download(target),
    'vlprompt.models.addFolder': () => models.addFolder(),
    'vlprompt.models.refresh': () => models.refresh(),
    'vlprompt.models.verify': (target) => models.verify(target),
    'vlprompt.models.remove': (target) => models.remove(target),
    'vlprompt.models.reveal': (target) => models.reveal(target),
    'vlprompt.models.copyName': (target) => models.copyName(target),
    'vlprompt.models.insert': (target) => models.insert(target),
    'vlprompt.models.setToken': () => models.token.set(),
    'vlprompt.models.clearToken': () => models.token.clear(),
    'vlprompt.installCuda': () => installCuda(cuda),
    'vlprompt.removeCuda': () => removeCuda(cuda),
    'vlprompt.restartEngine': () => engines.restart(),
    'vlprompt.openCrashReport': () => openCrashReport(places.storeOf(fileInFront(places))),
    'vlprompt.cleanCache': () => cleanCache(fileInFront(places), engines),
    'vlprompt.doctor': () => runDoctor(fileInFront(places), engines, log),
    'vlprompt.showLog': () => log.show(true),
    'vlprompt.showStatus': () => showStatus(engines.states, actions.isAtWork),
    'vlprompt.openExample': () => openExample(context, places),
    'vlprompt.newPromptFile': newPromptFile,
  };
}

/** Hands the declaration to act on to a handler: the one that came with the command, else the one that is picked. */
function on(kind: DeclarationChoice, plans: Plans) {
  return (act: (id: DeclarationId) => Promise<void> | void): Handler =>
    async (target) => {
      const id = isDeclarationId(target) ? target : await pickDeclaration(kind, plans);
      if (id) await act(id);
    };
}

/** The file whose folder a command without a declaration is about. */
function fileInFront({ ownFolder }: Places): string {
  const tab = window.tabGroups.activeTabGroup.activeTab?.input;
  const editor = window.activeTextEditor ?? window.visibleTextEditors[0];
  // A review is no text editor, and of a folder all the same.
  const uri = tab instanceof TabInputCustom ? tab.uri : editor?.document.uri;
  const folder = workspace.workspaceFolders?.[0]?.uri ?? ownFolder;
  return (uri?.scheme === 'file' ? uri : folder).toString();
}
