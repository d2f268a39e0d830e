/**
 * @file The tabs that show what is drawn of recipes. One of them follows the cursor from recipe to recipe; those that are
 * pinned stay with theirs. None takes the focus from the editor.
 */
import { type Disposable, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import { keyOf } from '../../boards/board.ts';
import { countImages } from '../../boards/recipe-state.ts';
import { viewTypes } from '../../commands/command-table.ts';
import { settled } from '../../paced.ts';
import { readDeclarationId } from '../declaration-id.ts';
import type { GridParts, PanelParts } from '../panel-parts.ts';
import { freeColumn } from '../panel-shelf.ts';
import { GridPanel, gridIcon, wasPinned } from './grid-panel.ts';
import { PieceMarks } from './piece-marks.ts';
import { pointedAt } from './pointed-at.ts';
import { RecipeFacts } from './recipe-facts.ts';

/** Milliseconds that a cursor rests before it is followed. */
const rest = 120;
/** Milliseconds after the last image before judges and reviewers are asked about all of them. */
const pause = 300;

export function gridPanels(parts: PanelParts): GridPanels {
  return new GridPanels(parts);
}

export class GridPanels {
  readonly #parts: GridParts;
  readonly #panels = new Set<GridPanel>();

  constructor(parts: PanelParts) {
    const { subscriptions } = parts.context;
    this.#parts = withFacts(parts);
    const follow = settled(() => this.#followCursor(), rest);
    subscriptions.push(
      this.#parts.marks,
      follow,
      window.onDidChangeTextEditorSelection(
        ({ textEditor }) => textEditor.document.languageId === 'vlprompt' && follow(),
      ),
      window.onDidChangeActiveTextEditor((editor) => editor?.document.languageId === 'vlprompt' && follow()),
      window.registerWebviewPanelSerializer(viewTypes.grid, {
        deserializeWebviewPanel: async (panel, state) => this.#revive(panel, state),
      }),
    );
  }

  /** Shared with whatever else shows decisions and scores. */
  get facts(): RecipeFacts {
    return this.#parts.facts;
  }

  /** The editor keeps the focus: who draws goes on writing. */
  show(id: DeclarationId): void {
    const pinned = this.#find((grid) => grid.isPinned && keyOf(grid.id) === keyOf(id));
    const grid = pinned ?? this.#following;
    if (!grid) this.#take(this.#create(), id, false);
    if (grid !== pinned) grid?.show(id);
    grid?.panel.reveal(undefined, true);
  }

  get #following(): GridPanel | undefined {
    return this.#find(({ isPinned }) => !isPinned);
  }

  #find(isWanted: (grid: GridPanel) => boolean): GridPanel | undefined {
    return [...this.#panels].find(isWanted);
  }

  #create(): WebviewPanel {
    const place = { viewColumn: freeColumn(), preserveFocus: true };
    return window.createWebviewPanel(viewTypes.grid, 'Grid', place, { retainContextWhenHidden: false });
  }

  #revive(panel: WebviewPanel, state: unknown): void {
    const id = readDeclarationId(state);
    // Only one may follow.
    if (id) this.#take(panel, id, wasPinned(state) || this.#following !== undefined);
    else panel.dispose();
  }

  #take(panel: WebviewPanel, id: DeclarationId, isPinned: boolean): void {
    panel.iconPath = gridIcon(this.#parts.context.extensionUri);
    const openOwn = (own: DeclarationId) => this.#openOwn(own, panel.viewColumn);
    const grid = new GridPanel(panel, id, isPinned, this.#parts, openOwn);
    this.#panels.add(grid);
    panel.onDidDispose(() => this.#panels.delete(grid));
  }

  #openOwn(id: DeclarationId, viewColumn = ViewColumn.Beside): void {
    const place = { viewColumn, preserveFocus: true };
    const panel = window.createWebviewPanel(viewTypes.grid, 'Grid', place, { retainContextWhenHidden: false });
    this.#take(panel, id, true);
  }

  #followCursor(): void {
    const grid = this.#following;
    const editor = window.activeTextEditor;
    if (!grid || editor?.document.languageId !== 'vlprompt') return;
    const uri = editor.document.uri.toString();
    const plan = this.#parts.plans.latest(uri)?.plan;
    const shown = grid.id.uri === uri ? grid.id.name : undefined;
    const at = plan && pointedAt(plan, editor.selection.active, shown);
    if (at) grid.point({ uri, name: at.recipe }, at.row);
  }
}

function withFacts(parts: PanelParts): GridParts {
  const { engineOf, recipes, places, trust, decisions, reviewers, onError } = parts;
  const facts = new RecipeFacts({
    engineOf,
    reviewerOf: (uri) => reviewers.of(places.workspaceOf(uri)),
    stateOf: (id) => recipes.state(id),
    decisions,
    isTrusted: trust.isTrusted,
    onError,
  });
  followDecisions(parts, facts);
  const refreshFacts = refreshing(facts, parts.context.subscriptions, true);
  return { ...parts, facts, marks: new PieceMarks(), refreshFacts };
}

/** Asks about a recipe when nothing of it has changed for a while. */
function refreshing(facts: RecipeFacts, subscriptions: Disposable[], withScores: boolean): (id: DeclarationId) => void {
  const refreshes = new Map<string, () => void>();
  return (id) => {
    const known = refreshes.get(keyOf(id));
    if (known) return known();
    const refresh = settled(() => void facts.refresh(id, { withScores }), pause);
    subscriptions.push(refresh);
    refreshes.set(keyOf(id), refresh);
    refresh();
  };
}

/** Lenses tell of decisions about recipes that no tab shows: asked for whenever other images are there. */
function followDecisions({ recipes, context }: PanelParts, facts: RecipeFacts): void {
  const refresh = refreshing(facts, context.subscriptions, false);
  const asked = new Map<string, number>();
  const follow = recipes.onDidChange((id) => {
    const state = recipes.state(id);
    if (!state?.isKnown || state.run) return;
    const { done } = countImages(state);
    if (done === 0 || asked.get(keyOf(id)) === done) return;
    asked.set(keyOf(id), done);
    refresh(id);
  });
  context.subscriptions.push(follow);
}
