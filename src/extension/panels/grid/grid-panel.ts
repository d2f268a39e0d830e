/** @file One tab with a grid: which recipe it shows, and everything that its page is told and asks. */
import { type Disposable, Uri, type WebviewPanel } from 'vscode';
import { Emitter } from 'vscode-jsonrpc';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { Arrangement, GridCalls, GridSnapshot } from '../../../protocol/webviews/grid.ts';
import { keyOf } from '../../boards/board.ts';
import { haveSameImages, type RecipeState } from '../../boards/recipe-state.ts';
import { type AddressOf, baseName } from '../addresses.ts';
import { availabilityOf } from '../availability.ts';
import { servePages } from '../page-connection.ts';
import { changesOf, FileOfPanel, type GridParts } from '../panel-parts.ts';
import { anyOf, type Watched } from '../watch-snapshots.ts';
import { addressesOf, portOf, showPage } from '../web-panel.ts';
import { gridHandlers } from './grid-handlers.ts';
import { gridSnapshot } from './grid-snapshot.ts';
import { ReusedImages } from './reused-images.ts';

/** Under which a recipe's arrangement is kept in the workspace's memory. */
const arrangementKey = (id: DeclarationId) => `grid.arrangement:${keyOf(id)}`;

export class GridPanel {
  readonly panel: WebviewPanel;
  readonly addressOf: AddressOf;
  readonly #parts: GridParts;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: Disposable[];
  #id: DeclarationId;
  #file: FileOfPanel;
  #reused = new ReusedImages();
  #isPinned: boolean;
  #pointed: GridSnapshot['pointed'];
  #serial = 0;
  #plan = 0;
  #laidOut: RecipeState['recipe'] | undefined;
  #asked = '';
  #canDownload = false;
  #shownFolder: string | undefined;

  /** @param openOwn shows the recipe in another tab */
  constructor(
    panel: WebviewPanel,
    id: DeclarationId,
    isPinned: boolean,
    parts: GridParts,
    openOwn: (id: DeclarationId) => void,
  ) {
    this.panel = panel;
    this.#id = id;
    this.#isPinned = isPinned;
    this.#parts = parts;
    this.addressOf = addressesOf(panel.webview);
    this.#file = this.#fileOf(id);
    const { recipes, plans, trust, facts, runs } = parts;
    const isOwn = (changed: DeclarationId) => keyOf(changed) === keyOf(this.#id);
    const onDidChange = anyOf(
      changesOf(recipes.onDidChange, isOwn),
      changesOf(plans.onDidChange, ({ uri }) => uri === this.#id.uri),
      changesOf(facts.onDidChange, isOwn),
      changesOf(runs.onDidChange, ({ what }) => what === 'queue'),
      trust.onDidGrant,
    );
    const pages = servePages<GridCalls>(portOf(panel.webview), (ended) => gridHandlers(this, parts, openOwn, ended));
    this.#subscriptions = [pages, onDidChange(() => this.#onChange()), this.#changed];
    panel.onDidDispose(() => this.#dispose());
    this.#show();
  }

  get id(): DeclarationId {
    return this.#id;
  }

  get isPinned(): boolean {
    return this.#isPinned;
  }

  /** What it was told last of images that were there before; for records of single images. */
  get reused(): ReusedImages {
    return this.#reused;
  }

  /** As in the snapshot that was told last. */
  get plan(): number {
    return this.#plan;
  }

  get state(): RecipeState | undefined {
    return this.#parts.recipes.state(this.#id);
  }

  get watched(): Watched<GridSnapshot> {
    return { snapshot: () => this.#snapshot(), onDidChange: this.#changed.event };
  }

  /** Shows another recipe from now on, and a row of it. */
  show(id: DeclarationId, row?: number): void {
    if (row !== undefined) this.#pointed = { row, serial: ++this.#serial };
    else this.#pointed = undefined;
    if (keyOf(id) !== keyOf(this.#id)) {
      this.#id = id;
      this.#file = this.#fileOf(id);
      this.#reused = new ReusedImages();
      this.#asked = '';
      this.#show();
    }
    this.#changed.fire();
  }

  /** Follows the cursor: does nothing where it is already. */
  point(id: DeclarationId, row: number | undefined): void {
    if (keyOf(id) === keyOf(this.#id) && row === this.#pointed?.row) return;
    this.show(id, row);
  }

  pin(isPinned: boolean): void {
    this.#isPinned = isPinned;
    this.#changed.fire();
  }

  arrange(arrangement: Arrangement): void {
    void this.#parts.context.workspaceState.update(arrangementKey(this.#id), arrangement);
  }

  #show(): void {
    const { context, places } = this.#parts;
    const { uri, name } = this.#id;
    this.panel.title = `${name} · ${baseName(uri)}`;
    const folder = places.storeOf(uri);
    this.#onChange();
    // A page's rights are fixed when it is loaded.
    if (folder === this.#shownFolder) return;
    this.#shownFolder = folder;
    const { extensionUri } = context;
    showPage(this.panel, { extensionUri, name: 'grid', title: `Grid of ${name}`, pictureFolders: [folder] });
  }

  #fileOf(id: DeclarationId): FileOfPanel {
    const file = new FileOfPanel(this.panel, id, this.#parts.plans);
    file.onDidChange(() => this.#changed.fire());
    return file;
  }

  #onChange(): void {
    const { state } = this;
    if (state) {
      this.#reused.see(state);
      this.#refreshFacts(state);
    }
    this.#changed.fire();
  }

  /** Not while a run brings more by the second. */
  #refreshFacts({ recipe, images, run, failure }: RecipeState): void {
    const done = [...images.values()].filter((image) => image.state === 'done').length;
    const asked = `${done} ${this.#planOf(recipe)} ${failure ?? ''}`;
    if (run || asked === this.#asked) return;
    this.#asked = asked;
    this.#parts.refreshFacts(this.#id);
    void this.#lookForModels(failure);
  }

  async #lookForModels(failure: string | undefined): Promise<void> {
    const missing = failure === undefined ? [] : await this.#parts.actions.missingModels(this.#id).catch(() => []);
    if (this.#canDownload === missing.length > 0) return;
    this.#canDownload = missing.length > 0;
    this.#changed.fire();
  }

  /** Another number for every plan with other images, or with other places for them. */
  #planOf(recipe: RecipeState['recipe']): number {
    if (!this.#laidOut || !isLaidOutAlike(this.#laidOut, recipe)) this.#plan += 1;
    this.#laidOut = recipe;
    return this.#plan;
  }

  #snapshot(): GridSnapshot {
    const { recipes, plans, trust, facts, runs, places, context } = this.#parts;
    const id = this.#id;
    const state = recipes.state(id);
    const standing = {
      isTrusted: trust.isTrusted(),
      plan: plans.latest(id.uri),
      isUnreadable: this.#file.isUnreadable,
      wasSeen: state !== undefined,
    };
    return gridSnapshot({
      id,
      state,
      availability: availabilityOf('recipe', id, standing),
      addressOf: this.addressOf,
      plan: state ? this.#planOf(state.recipe) : this.#plan,
      facts: facts.version(id),
      scoring: facts.scoring(id),
      reused: this.#reused,
      isPinned: this.#isPinned,
      isPaused: runs.of(places.workspaceOf(id.uri)).queue.isPaused,
      canDownload: this.#canDownload,
      pointed: this.#pointed,
      arrangement: context.workspaceState.get<Arrangement>(arrangementKey(id)),
    });
  }

  #dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#parts.marks.clear();
  }
}

function isLaidOutAlike(a: RecipeState['recipe'], b: RecipeState['recipe']): boolean {
  if (a === b) return true;
  const labels = ({ rows, columns }: RecipeState['recipe']) => JSON.stringify([rows, columns]);
  return haveSameImages(a, b) && labels(a) === labels(b);
}

/** Of a panel that VS Code brings back. */
export function wasPinned(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'isPinned' in state && state.isPinned === true;
}

/** For tabs. */
export function gridIcon(extensionUri: Uri): { readonly light: Uri; readonly dark: Uri } {
  const media = Uri.joinPath(extensionUri, 'media');
  return { light: Uri.joinPath(media, 'grid-light.svg'), dark: Uri.joinPath(media, 'grid-dark.svg') };
}
