/** @file The tab of a review: its page, its pictures, and what is done for it elsewhere in the editor. */
import { commands, type Disposable, EventEmitter, Uri, type WebviewPanel } from 'vscode';
import type { AskedAction, ReviewCalls } from '../../protocol/webviews/review.ts';
import { countImages } from '../boards/recipe-state.ts';
import { settled } from '../paced.ts';
import { servePages } from '../panels/page-connection.ts';
import type { PanelParts } from '../panels/panel-parts.ts';
import { anyOf } from '../panels/watch-snapshots.ts';
import { addressesOf, portOf, showPage } from '../panels/web-panel.ts';
import type { RedrawRows } from '../redraw/redrawing.ts';
import { changeReviewer } from './change-reviewer.ts';
import { pictureRoots } from './picture-roots.ts';
import { readPreferences, setBlind, watchPreferences } from './preferences.ts';
import type { Conditions } from './review-conditions.ts';
import type { ReviewDocument } from './review-document.ts';
import type { ReviewEdit } from './review-edit.ts';
import { type ReviewSurroundings, reviewHandlers } from './review-handlers.ts';
import { ReviewSession } from './review-session.ts';
import type { Reviewers } from './reviewers.ts';
import { openView, saveView } from './saved-views.ts';

export interface ReviewParts extends PanelParts {
  readonly conditions: Conditions;
  readonly reviewers: Reviewers;
  /** Rejects drawn images and draws others; absent where that is not built. */
  readonly redraw?: RedrawRows;
  /** Has what else shows decisions about a prompt file's images look again. */
  readonly onDidDecide: (uri: string) => Promise<void>;
}

/** Milliseconds after the last decision before others look again: while somebody decides, nobody has to. */
const rest = 800;

export class ReviewTab {
  readonly #document: ReviewDocument;
  readonly #panel: WebviewPanel;
  readonly #parts: ReviewParts;
  readonly #session: ReviewSession;
  readonly #asked = new EventEmitter<AskedAction>();
  readonly #subscriptions: Disposable[];
  #roots: readonly string[] = [];
  #turn: Promise<void> = Promise.resolve();

  /** @param edit makes something that was done known to VS Code */
  constructor(document: ReviewDocument, panel: WebviewPanel, parts: ReviewParts, edit: (edit: ReviewEdit) => void) {
    this.#document = document;
    this.#panel = panel;
    this.#parts = parts;
    this.#session = this.#begin(edit);
    const around = this.#surroundings();
    const told = settled(() => void parts.onDidDecide(this.#session.promptUri), rest);
    const serve = (ended: AbortSignal) => reviewHandlers(this.#session, around, ended);
    this.#subscriptions = [
      this.#session,
      this.#session.set.onDidDecide(told),
      told,
      this.#asked,
      servePages<ReviewCalls>(portOf(panel.webview), serve),
      panel.onDidChangeViewState(() => panel.active && void this.#session.refresh()),
      this.#session.set.onDidChange(() => void this.#allowPictures()),
    ];
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  ask(asked: AskedAction): void {
    this.#asked.fire(asked);
  }

  /** What it may show is known once its prompt file is read. */
  async load(): Promise<void> {
    const { context } = this.#parts;
    await this.#session.readPlan();
    this.#roots = await this.#wantedRoots();
    const { extensionUri } = context;
    showPage(this.#panel, { extensionUri, name: 'review', title: 'Review', pictureFolders: this.#roots });
    void this.#session.refresh();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #begin(edit: (edit: ReviewEdit) => void): ReviewSession {
    const { plans, places, recipes, reviewers, trust, conditions, engineOf, onError, redraw } = this.#parts;
    const folder = Uri.file(places.workspaceOf(this.#document.uri.toString()));
    return new ReviewSession({
      document: this.#document,
      promptOf: (prompt) => Uri.joinPath(folder, ...prompt.split('/')).toString(),
      plans,
      onDidPlan: (listener) => plans.onDidChange(({ uri }) => listener(uri)),
      drawnOf: (uri, name) => {
        const state = recipes.state({ uri, name });
        return state ? countImages(state).done : 0;
      },
      onDidDraw: (listener) => recipes.onDidChange(({ uri }) => uri === this.#session.promptUri && listener()),
      engineOf,
      conditions,
      reviewerOf: () => reviewers.of(folder.fsPath),
      preferences: readPreferences,
      onDidChangePreferences: anyOf(reviewers.onDidChange, watchPreferences, trust.onDidGrant),
      isTrusted: trust.isTrusted,
      canRedraw: () => redraw !== undefined,
      edit,
      passOn: (direction) => void commands.executeCommand(direction),
      onError,
    });
  }

  #surroundings(): ReviewSurroundings {
    const { actions, telling, conditions, plans, places, reviewers, redraw } = this.#parts;
    const { uri } = this.#document;
    const session = this.#session;
    const acts: Readonly<Record<Parameters<ReviewSurroundings['run']>[0], () => unknown>> = {
      undo: () => this.#inTurn('undo'),
      redo: () => this.#inTurn('redo'),
      saveView: () => this.#document.file && saveView(uri, this.#document.file),
      openView,
      changeReviewer: () => changeReviewer(reviewers, places.workspaceOf(uri.toString())),
      openAsText: () => commands.executeCommand('vscode.openWith', uri, 'default'),
      openKeys: () => commands.executeCommand('workbench.action.openSettings', 'vlprompt.review.keys'),
      trust: () => commands.executeCommand('workbench.trust.manage'),
    };
    return {
      addressOf: addressesOf(this.#panel.webview),
      telling,
      conditions,
      onDidAsk: this.#asked.event,
      openImage: (file) => actions.openPicture(file),
      reveal: ({ source }) => {
        const plan = plans.latest(session.promptUri)?.plan;
        return source && actions.reveal(session.promptUri, plan?.file ?? source.file, source);
      },
      redraw: (rows) => redraw?.(session.promptUri, rows),
      run: (act) => telling(async () => void (await acts[act]())),
      setBlind: (isBlind) => telling(() => setBlind(isBlind)),
    };
  }

  /**
   * VS Code drops an undo that comes while another is at work. And it takes in an edit a moment after it was told of it:
   * a command that it answers says that it has taken in those before.
   */
  #inTurn(command: 'undo' | 'redo'): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      await commands.executeCommand('setContext', 'vlprompt.review.isUndoing', true);
      await commands.executeCommand<void>(command);
    });
    return this.#turn;
  }

  #wantedRoots(): Promise<readonly string[]> {
    const { places } = this.#parts;
    const uri = this.#document.uri.toString();
    return pictureRoots(places.workspaceOf(uri), places.storeOf(uri), this.#session.subject?.dataFolders ?? []);
  }

  /** A data set that is declared later: its page is loaded anew with it. */
  async #allowPictures(): Promise<void> {
    const wanted = await this.#wantedRoots();
    if (wanted.every((root) => this.#roots.includes(root))) return;
    this.#roots = wanted;
    const { webview } = this.#panel;
    const [bundles] = webview.options.localResourceRoots ?? [];
    webview.options = {
      ...webview.options,
      localResourceRoots: [...(bundles ? [bundles] : []), ...wanted.map((root) => Uri.file(root))],
    };
  }
}
