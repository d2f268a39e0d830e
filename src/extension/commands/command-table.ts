/** @file Every command there is; a test compares the table with `package.json` and with the reference. */

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
  'vlprompt.showGrid': { title: 'Show Grid', ...ofPromptFile },
  'vlprompt.showMatrix': { title: 'Show Matrix', ...ofPromptFile },
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
  'vlprompt.doctor': { title: 'Doctor: Check That Everything Works', ...trusted },
  'vlprompt.showLog': { title: 'Show Log' },
  'vlprompt.showStatus': { title: 'Show Status', ...never },
  'vlprompt.openExample': { title: 'Open Example' },
  'vlprompt.newPromptFile': { title: 'New Prompt File' },
} as const satisfies { readonly [id: string]: Command };

export type CommandId = keyof typeof commandTable;

/** What a webview panel or a serializer is registered under. */
export const viewTypes = { grid: 'vlprompt.grid', matrix: 'vlprompt.matrix' } as const;

/** Set once a recipe was drawn to its end; the walkthrough's last step waits for it. */
export const drawnContextKey = 'vlprompt.hasDrawn';
