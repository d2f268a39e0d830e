/** @file A review in its tab: the images it is about, what its page is told, and what comes of its decisions. */
import { type Disposable, Uri, type WebviewPanel } from 'vscode';
import { Emitter } from 'vscode-jsonrpc';
import { type DecisionAct, type ImageDecision, undecided } from '../../protocol/decisions.ts';
import { counted } from '../../protocol/texts/figures.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { ReviewActivity, ReviewCalls, ReviewSnapshot, ReviewView } from '../../protocol/webviews/review.ts';
import { keyOf } from '../boards/board.ts';
import { countImages, type RecipeState } from '../boards/recipe-state.ts';
import { settled } from '../paced.ts';
import { type AddressOf, baseName } from '../panels/addresses.ts';
import { availabilityOf } from '../panels/availability.ts';
import { indexedImages } from '../panels/grid/grid-images.ts';
import type { RecipeFacts } from '../panels/grid/recipe-facts.ts';
import { servePages } from '../panels/page-connection.ts';
import { changesOf, FileOfPanel, type PanelParts } from '../panels/panel-parts.ts';
import { reviewerIn } from '../panels/reviewer.ts';
import { anyOf, type Watched } from '../panels/watch-snapshots.ts';
import { addressesOf, portOf, showPage } from '../panels/web-panel.ts';
import type { ReviewDocument } from './review-document.ts';
import type { ReviewEdit } from './review-editor.ts';
import { firstView } from './review-file.ts';
import { reviewHandlers } from './review-handlers.ts';
import { changes, restoring, reviewList, type Step } from './review-list.ts';

export interface ReviewParts extends PanelParts {
  readonly facts: RecipeFacts;
}

/** Milliseconds after the last image before the list is made anew. */
const pause = 200;

/** What the list was made of. */
interface Listed {
  readonly recipe: RecipeState['recipe'];
  readonly view: ReviewView;
  /** Places in the recipe's order. */
  readonly places: readonly number[];
}

export class ReviewSession {
  readonly document: ReviewDocument;
  readonly addressOf: AddressOf;
  readonly #parts: ReviewParts;
  readonly #edit: (edit: ReviewEdit) => void;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: Disposable[];
  readonly #relist = settled(() => this.#listAgain(), pause);
  readonly #panel: WebviewPanel;
  #id: DeclarationId | undefined;
  #file: FileOfPanel | undefined;
  #listed: Listed | undefined;
  #revision = 0;
  #asked = '';
  #reviewer = '';
  #pointed: ReviewSnapshot['pointed'];
  #work: Promise<void> = Promise.resolve();
  #listing: Promise<void> = Promise.resolve();

  /** @param edit makes something that was done known to VS Code */
  constructor(document: ReviewDocument, panel: WebviewPanel, parts: ReviewParts, edit: (edit: ReviewEdit) => void) {
    this.document = document;
    this.addressOf = addressesOf(panel.webview);
    this.#panel = panel;
    this.#parts = parts;
    this.#edit = edit;
    const { recipes, plans, trust, facts } = parts;
    const isOwn = (changed: DeclarationId) => this.#id !== undefined && keyOf(changed) === keyOf(this.#id);
    const pages = servePages<ReviewCalls>(portOf(panel.webview), (ended) => reviewHandlers(this, parts, ended));
    const images = anyOf(changesOf(recipes.onDidChange, isOwn), trust.onDidGrant);
    const others = anyOf(
      changesOf(facts.onDidChange, isOwn),
      changesOf(plans.onDidChange, ({ uri }) => uri === this.#id?.uri),
    );
    this.#subscriptions = [
      pages,
      this.#changed,
      this.#relist,
      images(() => this.#onChange()),
      others(() => this.#onChange()),
      document.onDidChange(() => this.#show()),
    ];
    this.#show();
    const { extensionUri } = parts.context;
    const pictureFolders = [parts.places.storeOf(document.uri.toString())];
    showPage(panel, { extensionUri, name: 'review', title: 'Review', pictureFolders });
  }

  /** The recipe; absent when the file cannot be read. */
  get id(): DeclarationId | undefined {
    return this.#id;
  }

  get state(): RecipeState | undefined {
    return this.#id && this.#parts.recipes.state(this.#id);
  }

  get watched(): Watched<ReviewSnapshot> {
    return { snapshot: () => this.#snapshot(), onDidChange: this.#changed.event };
  }

  /** The list as the page knows it: places in the recipe's order; undefined when another one holds by now. */
  listOf(revision: number): Pick<Listed, 'recipe' | 'places'> | undefined {
    return revision === this.#revision ? this.#listed : undefined;
  }

  /**
   * Decides one after the other, in the order of the keys that were pressed.
   * @throws Failure as the engine's `decide`
   */
  decide(keys: readonly string[], act: DecisionAct): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#decisionsOf(keys);
      const step = { act, keys: keys.filter((key) => changes(before.get(key) ?? undecided, act)) };
      if (step.keys.length === 0) return;
      await this.#take([step]);
      const back = restoring(before, act);
      const again = (steps: readonly Step[]) => () =>
        this.#parts.telling(() => this.#inTurn(() => this.#takeAgain(steps)));
      this.#edit({ label: labelOf(step), undo: again(back), redo: again([step]) });
    });
  }

  change(view: ReviewView): void {
    const before = this.document.file?.view;
    if (!before) return;
    const show = (shown: ReviewView) => async () => this.document.show(shown);
    this.document.show(view);
    this.#edit({ label: 'Change View', undo: show(before), redo: show(view) });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** One that failed does not hold up those after it. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  async #take(steps: readonly Step[]): Promise<void> {
    if (!this.#id) return;
    for (const { act, keys } of steps) await this.#parts.facts.decide(this.#id, keys, act);
  }

  /** And shows what it was about. */
  async #takeAgain(steps: readonly Step[]): Promise<void> {
    await this.#take(steps);
    const key = steps[0]?.keys[0];
    if (key !== undefined) this.#pointed = { key, serial: (this.#pointed?.serial ?? 0) + 1 };
    this.#changed.fire();
  }

  #decisionsOf(keys: readonly string[]): ReadonlyMap<string, ImageDecision> {
    const recipe = this.state?.recipe;
    const facts = this.#id && this.#parts.facts.facts(this.#id);
    const wanted = new Set(keys);
    const found = new Map<string, ImageDecision>();
    const images = recipe ? indexedImages(recipe) : [];
    images.forEach(({ image: { key } }, place) => {
      if (wanted.has(key)) found.set(key, facts?.decisions[place] ?? undecided);
    });
    return found;
  }

  /** Of what the file says now. */
  #show(): void {
    const { file, uri } = this.document;
    const id = file && { uri: this.#promptOf(uri, file.prompt), name: file.recipe };
    if (!id || !this.#id || keyOf(id) !== keyOf(this.#id)) {
      this.#id = id;
      this.#listed = undefined;
      this.#asked = '';
      this.#file = id && new FileOfPanel(this.#panel, id, this.#parts.plans);
      this.#file?.onDidChange(() => this.#onChange());
    }
    this.#onChange();
  }

  #promptOf(uri: Uri, prompt: string): string {
    const folder = Uri.file(this.#parts.places.workspaceOf(uri.toString()));
    return Uri.joinPath(folder, ...prompt.split('/')).toString();
  }

  #onChange(): void {
    this.#relist();
    this.#changed.fire();
  }

  /** One at a time, for each stays with what the one before it had. */
  #listAgain(): void {
    this.#listing = this.#listing.then(() => this.#makeList()).catch(this.#parts.onError);
  }

  async #makeList(): Promise<void> {
    const { state } = this;
    const id = this.#id;
    if (!id || !state?.isKnown) return;
    await this.#refreshFacts(id, state);
    const view = this.document.file?.view ?? firstView;
    const { recipe, images } = state;
    const keys = indexedImages(recipe).map(({ image }) => image.key);
    const isDrawn = (key: string) => images.get(key)?.state === 'done';
    const facts = this.#parts.facts.facts(id);
    const places = reviewList({ keys, isDrawn, facts }, view, this.#keysStaying(view));
    const isSame = recipe === this.#listed?.recipe && String(places) === String(this.#listed.places);
    if (!isSame) this.#revision += 1;
    this.#listed = { recipe, view, places };
    this.#changed.fire();
  }

  /** As long as nobody asks for another view. */
  #keysStaying(view: ReviewView): ReadonlySet<string> {
    const listed = this.#listed;
    if (listed?.view !== view) return new Set();
    const images = indexedImages(listed.recipe);
    return new Set(listed.places.flatMap((place) => images[place]?.image.key ?? []));
  }

  /** Once for every other set of drawn images. */
  async #refreshFacts(id: DeclarationId, state: RecipeState): Promise<void> {
    const asked = indexedImages(state.recipe)
      .flatMap(({ image }) => state.images.get(image.key)?.hash ?? [])
      .join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    const folder = this.#parts.places.workspaceOf(id.uri);
    this.#reviewer = await reviewerIn(folder);
    await this.#parts.facts.refresh(id, { withScores: true });
  }

  #snapshot(): ReviewSnapshot {
    const { state, document } = this;
    const id = this.#id;
    const { done, total } = state ? countImages(state) : { done: 0, total: 0 };
    return {
      recipe: id?.name ?? '',
      file: id ? baseName(id.uri) : baseName(document.uri.path),
      reviewer: this.#reviewer,
      view: document.file?.view ?? firstView,
      revision: this.#revision,
      count: this.#listed?.places.length ?? 0,
      drawn: done,
      total,
      facts: id ? this.#parts.facts.version(id) : 0,
      scoring: id ? this.#parts.facts.scoring(id) : { kind: 'possible' },
      ...(this.#pointed && { pointed: this.#pointed }),
      activity: this.#activity(),
    };
  }

  #activity(): ReviewActivity {
    const id = this.#id;
    if (!id) return { kind: 'unreadable', sentence: this.document.problem ?? '' };
    const { trust, plans } = this.#parts;
    const availability = availabilityOf('recipe', id, {
      isTrusted: trust.isTrusted(),
      plan: plans.latest(id.uri),
      isUnreadable: this.#file?.isUnreadable ?? false,
      wasSeen: this.#listed !== undefined,
    });
    if (availability.kind !== 'ready') return availability;
    return this.#listed ? { kind: 'ready' } : { kind: 'loading' };
  }
}

const labels: { readonly [A in DecisionAct]: string } = {
  accept: 'Accept',
  reject: 'Reject',
  undecide: 'Take Back Decision on',
  flag: 'Pin',
  unflag: 'Unpin',
};

function labelOf({ act, keys }: Step): string {
  return `${labels[act]} ${counted(keys.length, 'Image')}`;
}
