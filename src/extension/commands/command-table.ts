/** @file Every command there is; a test compares the table with `package.json` and with the reference. */

import { reviewCommandTable } from './review-command-table.ts';

export interface Command {
  /** Without the category. */
  readonly title: string;
  /** When it can be run; a `when` clause. */
  readonly enablement?: string;
  /** When the palette offers it; a `when` clause. Absent: always. */
  readonly palette?: string;
}

const trusted = { enablement: 'isWorkspaceTrusted' };
const ofPromptFile = { palette: 'editorLangId == vlprompt' };
const never = { palette: 'false' };

export const commandTable = {
  'vlprompt.draw': { title: 'Draw Recipe', ...trusted, ...ofPromptFile },
  'vlprompt.evaluate': { title: 'Evaluate', ...trusted, ...ofPromptFile },
  'vlprompt.cancel': { title: 'Cancel Drawing and Evaluating', ...trusted },
  'vlprompt.drawClass': { title: 'Draw Class', ...trusted, ...never },
  'vlprompt.queue.pause': { title: 'Pause Queue', ...trusted },
  'vlprompt.queue.resume': { title: 'Resume Queue', ...trusted },
  'vlprompt.queue.cancelAll': { title: 'Cancel All Runs', ...trusted },
  'vlprompt.queue.cancel': { title: 'Cancel Run', ...trusted, ...never },
  'vlprompt.queue.moveUp': { title: 'Move Run Up', ...trusted, ...never },
  'vlprompt.queue.moveDown': { title: 'Move Run Down', ...trusted, ...never },
  'vlprompt.queue.moveToTop': { title: 'Move Run to Top', ...trusted, ...never },
  'vlprompt.runs.show': { title: 'Show Run', ...trusted, ...never },
  'vlprompt.runs.reveal': { title: 'Reveal in Prompt File', ...never },
  'vlprompt.runs.resume': { title: 'Resume Run', ...trusted, ...never },
  'vlprompt.runs.note': { title: 'Edit Note…', ...trusted, ...never },
  'vlprompt.runs.pin': { title: 'Pin Run', ...trusted, ...never },
  'vlprompt.runs.unpin': { title: 'Unpin Run', ...trusted, ...never },
  'vlprompt.runs.setBaseline': { title: 'Set as Baseline', ...trusted, ...never },
  'vlprompt.runs.clearBaseline': { title: 'Clear Baseline', ...trusted, ...never },
  'vlprompt.tryWordings': { title: 'Try Other Words for Class…', ...trusted, ...ofPromptFile },
  'vlprompt.rejectAndRedraw': { title: 'Reject and Redraw…', ...trusted, ...never },
  'vlprompt.suggestDrops': { title: 'Suggest What to Drop…', ...trusted, ...ofPromptFile },
  'vlprompt.saveCurationReport': { title: 'Save Curation Report…', ...trusted, ...ofPromptFile },
  'vlprompt.measureUplift': { title: 'Measure Uplift…', ...trusted, ...ofPromptFile },
  'vlprompt.exportCuration': { title: 'Export Curation', ...trusted, ...ofPromptFile },
  'vlprompt.releaseCuration': { title: 'Release Curation…', ...trusted, ...ofPromptFile },
  'vlprompt.compareReleases': { title: 'Compare Releases…', ...trusted, ...ofPromptFile },
  'vlprompt.saveReport': { title: 'Save Report…', ...trusted, ...ofPromptFile },
  'vlprompt.runs.remove': { title: 'Remove Run…', ...trusted, ...never },
  'vlprompt.runs.refresh': { title: 'Refresh History', ...trusted },
  'vlprompt.runs.groupByFile': { title: 'Group Runs by File' },
  'vlprompt.runs.groupByDay': { title: 'Group Runs by Day' },
  'vlprompt.runs.filter': { title: 'Show Runs of This File Only' },
  'vlprompt.runs.clearFilter': { title: 'Show Runs of All Files' },
  'vlprompt.showGrid': { title: 'Show Grid', ...ofPromptFile },
  'vlprompt.review': { title: 'Review Recipe or Curation', ...trusted, ...ofPromptFile },
  'vlprompt.reviewClass': { title: 'Review Class', ...trusted, ...never },
  'vlprompt.changeReviewer': { title: 'Change Reviewer…', ...trusted },
  'vlprompt.toggleBlindReview': { title: 'Toggle Blind Review' },
  ...reviewCommandTable,
  'vlprompt.showMatrix': { title: 'Show Matrix', ...ofPromptFile },
  'vlprompt.compareWith': { title: 'Compare With…', ...trusted, ...ofPromptFile },
  'vlprompt.compareWithHead': { title: 'Compare With HEAD', ...trusted, ...ofPromptFile },
  'vlprompt.pinBaseline': { title: 'Pin as Baseline', ...trusted, ...ofPromptFile },
  'vlprompt.showPrompts': { title: 'Show Prompts', ...ofPromptFile },
  'vlprompt.raiseWeight': { title: 'Raise Weight of Selected Words', ...ofPromptFile },
  'vlprompt.lowerWeight': { title: 'Lower Weight of Selected Words', ...ofPromptFile },
  'vlprompt.importFromImage': { title: 'Import From Image…' },
  'vlprompt.copyAs': { title: 'Copy As…', ...ofPromptFile },
  'vlprompt.models.download': { title: 'Download Model…', ...trusted },
  'vlprompt.models.addFolder': { title: 'Add Model Folder…', ...trusted },
  'vlprompt.models.refresh': { title: 'Refresh Models', ...trusted },
  'vlprompt.models.verify': { title: 'Verify Model', ...trusted },
  'vlprompt.models.remove': { title: 'Remove Model…', ...trusted },
  'vlprompt.models.reveal': { title: 'Reveal Model in File Explorer', ...trusted },
  'vlprompt.models.copyName': { title: 'Copy Model Name' },
  'vlprompt.models.insert': { title: 'Insert Model Into Prompt File' },
  'vlprompt.models.setToken': { title: 'Set Hugging Face Token…' },
  'vlprompt.models.clearToken': { title: 'Clear Hugging Face Token' },
  'vlprompt.installCuda': { title: 'Install CUDA Provider…', ...trusted },
  'vlprompt.removeCuda': { title: 'Remove CUDA Provider', ...trusted },
  'vlprompt.restartEngine': { title: 'Restart Engine', ...trusted },
  'vlprompt.openCrashReport': { title: 'Open Crash Report' },
  'vlprompt.cleanCache': { title: 'Clean Cache…', ...trusted },
  'vlprompt.doctor': { title: 'Doctor: Check That Everything Works', ...trusted },
  'vlprompt.showLog': { title: 'Show Log' },
  'vlprompt.showStatus': { title: 'Show Status', ...never },
  'vlprompt.openExample': { title: 'Open Example' },
  'vlprompt.newPromptFile': { title: 'New Prompt File' },
} as const satisfies { readonly [id: string]: Command };

export type CommandId = keyof typeof commandTable;

/** What a webview panel or a serializer is registered under. */
export const viewTypes = { grid: 'vlprompt.grid', matrix: 'vlprompt.matrix', compare: 'vlprompt.compare' } as const;

/** Set once a recipe was drawn to its end; the walkthrough's last step waits for it. */
export const drawnContextKey = 'vlprompt.hasDrawn';
