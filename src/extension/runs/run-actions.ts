/** @file What people do with runs that were and with those in the queue. */
import path from 'node:path';
import { Range, Uri, window, workspace } from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { QueueChange, RunChange, RunSubject } from '../../protocol/runs.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Actions } from '../actions.ts';
import { promptEditor } from '../commands/pick-declaration.ts';
import { declarationsIn } from '../lenses/declarations.ts';
import type { PanelShelf } from '../panels/panel-shelf.ts';
import { withoutLinks } from '../without-links.ts';
import type { Places } from '../workspace/places.ts';
import type { RunDocuments } from './documents/run-documents.ts';
import type { RunRow } from './history/history-tree.ts';
import type { HistoryView } from './history/history-view.ts';
import { placeAfter, type QueueMove, type QueueRow } from './queue/queue-tree.ts';
import type { RunLibrary } from './run-library.ts';

export interface RunActionParts {
  readonly library: RunLibrary;
  readonly history: HistoryView;
  readonly documents: RunDocuments;
  readonly actions: Actions;
  readonly places: Places;
  readonly grids: Pick<PanelShelf, 'show'>;
  readonly matrices: PanelShelf;
}

export class RunActions {
  readonly #parts: RunActionParts;
  /** The view that lists them; commands about the list itself go there. */
  readonly history: HistoryView;

  constructor(parts: RunActionParts) {
    this.#parts = parts;
    this.history = parts.history;
  }

  /** Of all engines of this window. */
  async pause(isPaused: boolean): Promise<void> {
    await this.#changeQueues({ kind: isPaused ? 'pause' : 'resume' });
  }

  async cancelAll(): Promise<void> {
    await this.#changeQueues({ kind: 'cancel-all' });
  }

  /** @param target a row of the queue */
  async cancel(target: unknown): Promise<void> {
    if (isQueueRow(target)) await this.#changeQueue(target, { kind: 'cancel', entry: target.entry.entry });
  }

  /** @param target a row of the queue */
  async move(target: unknown, move: QueueMove): Promise<void> {
    if (!isQueueRow(target)) return;
    const to = placeAfter(move, target);
    if (to !== undefined) await this.#changeQueue(target, { kind: 'move', entry: target.entry.entry, to });
  }

  /** Selects the recipe or evaluation that a row of the queue or of the history is about. */
  async reveal(target: unknown): Promise<void> {
    const found = subjectOf(target);
    if (!found) return;
    const { folder, subject } = found;
    const document = await workspace.openTextDocument(fileOf(folder, subject));
    const declared = declarationsIn(document.getText()).find(
      ({ kind, name }) =>
        name === subject.name && (kind === 'recipe') === (subject.kind === 'draw') && kind !== 'class',
    );
    const selection = declared && new Range(declared.line, 0, declared.line, 0);
    await window.showTextDocument(document, selection ? { selection } : {});
  }

  /** What was asked and what came of it, as it was. */
  async show(target: unknown): Promise<void> {
    if (isRunRow(target)) await this.#parts.documents.show(target.folder, target.run);
  }

  async note(target: unknown): Promise<void> {
    if (!isRunRow(target)) return;
    const { run } = target;
    const note = await window.showInputBox({
      title: `Note on ${withoutLinks(run.name)}`,
      prompt: 'What this run was about; empty takes the note away',
      value: run.note ?? '',
    });
    if (note !== undefined) await this.#change(target, { kind: 'note', run: run.id, note });
  }

  async pin(target: unknown, isPinned: boolean): Promise<void> {
    if (isRunRow(target)) await this.#change(target, { kind: 'pin', run: target.run.id, isPinned });
  }

  async baseline(target: unknown, isBaseline: boolean): Promise<void> {
    if (isRunRow(target)) await this.#change(target, { kind: 'baseline', run: target.run.id, isBaseline });
  }

  /** Asks first; images and reports stay in the cache. */
  async remove(target: unknown): Promise<void> {
    if (!isRunRow(target)) return;
    const { run } = target;
    const detail = 'It leaves the history, with its note. Its images stay in the cache until room is needed.';
    const question = `Remove this run of ${withoutLinks(run.name)}?`;
    const answer = await window.showWarningMessage(question, { modal: true, detail }, 'Remove');
    if (answer === 'Remove') await this.#change(target, { kind: 'remove', run: run.id });
  }

  /** Goes on with what was asked then, whatever the file says by now; lens, grid and matrix show it. */
  async resume(target: unknown): Promise<void> {
    if (!isRunRow(target)) return;
    const { actions, grids, matrices, library } = this.#parts;
    const { folder, run } = target;
    const { recipe, evaluation } = await library.record(folder, run.id);
    const id: DeclarationId = { uri: fileOf(folder, run).toString(), name: run.name };
    if (recipe) {
      grids.show(id);
      await actions.drawPart(id, { recipe, resumes: run.id });
    } else if (evaluation) {
      matrices.show(id);
      await actions.evaluateAgain(id, { evaluation, resumes: run.id });
    } else {
      throw new Failure('plan-invalid', `What the run of ${run.name} was asked for is not kept: draw it again.`);
    }
  }

  /** Shows runs of a row's file, or of the prompt file in front, alone. */
  filter(target: unknown): void {
    const only = isRunRow(target) ? { folder: target.folder, file: target.run.file } : this.#fileInFront();
    this.#parts.history.filter(only);
  }

  #fileInFront(): { readonly folder: string; readonly file: string } {
    const uri = promptEditor()?.document.uri;
    if (!uri) throw new Failure('plan-invalid', 'No prompt file is open: open a .vlprompt file and try again.');
    const folder = this.#parts.places.workspaceOf(uri.toString());
    return { folder, file: path.relative(folder, uri.fsPath).split(path.sep).join('/') };
  }

  async #change({ folder }: RunRow, change: RunChange): Promise<void> {
    await this.#parts.library.change(folder, change);
  }

  async #changeQueue({ folder }: QueueRow, change: QueueChange): Promise<void> {
    await this.#parts.library.changeQueue(folder, change);
  }

  async #changeQueues(change: QueueChange): Promise<void> {
    const { library } = this.#parts;
    await Promise.all(library.awake.map((folder) => library.changeQueue(folder, change)));
  }
}

function fileOf(folder: string, { file }: RunSubject): Uri {
  return Uri.file(path.join(folder, file));
}

function subjectOf(target: unknown): { readonly folder: string; readonly subject: RunSubject } | undefined {
  if (isRunRow(target)) return { folder: target.folder, subject: target.run };
  return isQueueRow(target) ? { folder: target.folder, subject: target.entry } : undefined;
}

export function isRunRow(target: unknown): target is RunRow {
  return isRow(target) && target.kind === 'run';
}

function isQueueRow(target: unknown): target is QueueRow {
  return isRow(target) && target.kind === 'queued';
}

function isRow(target: unknown): target is { readonly kind: unknown } {
  return typeof target === 'object' && target !== null && 'kind' in target && 'folder' in target;
}
