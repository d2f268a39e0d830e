/**
 * @file The editor of reviews. Its edits are decisions, which are on the disk before they count, and changes of the view,
 * which are saved as those of any file: so VS Code undoes and redoes both, and only the second leave the tab unsaved.
 */
import {
  type CancellationToken,
  type CustomDocumentBackup,
  type CustomDocumentBackupContext,
  type CustomDocumentEditEvent,
  type CustomDocumentOpenContext,
  type CustomEditorProvider,
  type Disposable,
  EventEmitter,
  type Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { AskedAction } from '../../protocol/webviews/review.ts';
import { ReviewDocument } from './review-document.ts';
import type { ReviewEdit } from './review-edit.ts';
import { type ReviewParts, ReviewTab } from './review-tab.ts';
import { reviewViewType } from './review-view-type.ts';

export class ReviewEditor implements CustomEditorProvider<ReviewDocument> {
  readonly #parts: ReviewParts;
  readonly #edited = new EventEmitter<CustomDocumentEditEvent<ReviewDocument>>();
  readonly onDidChangeCustomDocument = this.#edited.event;
  readonly #tabs = new Set<ReviewTab>();

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  register(): Disposable {
    // A page is made anew when its tab is shown again: it remembers where it was, and keeps nothing in memory meanwhile.
    const options = {
      supportsMultipleEditorsPerDocument: false,
      webviewOptions: { retainContextWhenHidden: false },
    };
    return window.registerCustomEditorProvider(reviewViewType, this, options);
  }

  /** Asks the page of the review in front, as if a key were pressed there; nothing when none is. */
  ask(asked: AskedAction): void {
    [...this.#tabs].find(({ isActive }) => isActive)?.ask(asked);
  }

  openCustomDocument(uri: Uri, { backupId }: CustomDocumentOpenContext): Promise<ReviewDocument> {
    return ReviewDocument.open(uri, backupId);
  }

  async resolveCustomEditor(document: ReviewDocument, panel: WebviewPanel): Promise<void> {
    const tab = new ReviewTab(document, panel, this.#parts, (edit) => this.#edit(document, edit));
    this.#tabs.add(tab);
    panel.onDidDispose(() => {
      this.#tabs.delete(tab);
      tab.dispose();
    });
    await tab.load();
  }

  saveCustomDocument(document: ReviewDocument): Promise<void> {
    return document.save();
  }

  saveCustomDocumentAs(document: ReviewDocument, uri: Uri, cancellation: CancellationToken): Promise<void> {
    return document.writeTo(uri, cancellation);
  }

  revertCustomDocument(document: ReviewDocument): Promise<void> {
    return document.revert();
  }

  async backupCustomDocument(
    document: ReviewDocument,
    { destination }: CustomDocumentBackupContext,
    cancellation: CancellationToken,
  ): Promise<CustomDocumentBackup> {
    await document.writeTo(destination, cancellation);
    return {
      id: destination.toString(),
      delete: () => void workspace.fs.delete(destination).then(undefined, () => {}),
    };
  }

  #edit(document: ReviewDocument, { label, undo, redo }: ReviewEdit): void {
    // Not waited for: VS Code drops an undo that comes while another is at work. A session does one after the other.
    const thenClean = (act: () => Promise<void>) => () => {
      void this.#parts.telling(act).then(() => keepClean(document));
    };
    this.#edited.fire({ document, label, undo: thenClean(undo), redo: thenClean(redo) });
    keepClean(document);
  }
}

/** VS Code takes every edit for unsaved; a decision is not, and has nothing to save. */
function keepClean(document: ReviewDocument): void {
  if (!document.isChanged) void workspace.save(document.uri);
}
