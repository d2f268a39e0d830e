/** @file The page of a review: one image after the other, decided at the speed of keys. */
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { DecisionAct } from '../../protocol/decisions.ts';
import {
  type ReviewCalls,
  type ReviewSnapshot,
  type ReviewView,
  reviewMethods,
} from '../../protocol/webviews/review.ts';
import { factList, factStyles } from '../shared/fact-list.ts';
import { connectHost } from '../shared/host.ts';
import { type IconName, icon } from '../shared/icons.ts';
import '../shared/key-help.ts';
import type { KeyHelp } from '../shared/key-help.ts';
import '../shared/notice.ts';
import { isForButton, isTyping, pressed } from '../shared/pressed-key.ts';
import { buttons, theme } from '../shared/theme.ts';
import { troubleNotice } from '../shared/trouble-notice.ts';
import { DecidedLetters } from './decided-letters.ts';
import { neighbours } from './film-strip.ts';
import { ListedImages } from './listed-images.ts';
import './film-strip.ts';
import './review-bar.ts';
import { actionOf, keyRows, type ReviewAction, repeated } from './review-keys.ts';
import { reviewPageStyle } from './review-page-style.ts';
import { decisionWords, emptyWords } from './review-words.ts';

/** The image that was looked at. */
interface ReviewMemory {
  readonly key: string;
}

@customElement('vlprompt-review')
export class ReviewPage extends LitElement {
  static override readonly styles = [theme, buttons, factStyles, reviewPageStyle];

  readonly #host = connectHost<ReviewCalls, ReviewMemory>(reviewMethods);
  readonly #calls = this.#host.calls;
  readonly #images = new ListedImages(this.#calls.images, () => this.#look());
  readonly #decided = new DecidedLetters();
  @state() private snapshot: ReviewSnapshot | undefined;
  @state() private current = 0;
  #shownRevision = -1;
  #pointed = 0;
  @query('.stage') private stage!: HTMLElement | null;
  @query('vlp-key-help') private help!: KeyHelp;

  override connectedCallback(): void {
    super.connectedCallback();
    // Wherever the focus is in the page: nothing has to be clicked first.
    window.addEventListener('keydown', this.#onKey);
    void this.#calls.watch({}, { onProgress: (snapshot: ReviewSnapshot) => void this.#take(snapshot) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey);
  }

  override render() {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    return html`<vlp-review-bar
        .snapshot=${snapshot}
        .counts=${this.#decided.counts()}
        @change=${({ detail }: CustomEvent<ReviewView>) => this.#change(detail)}
        @score=${() => this.#calls.score({})}
        @help=${() => this.help.show()}
      ></vlp-review-bar>
      <div class="notices">${this.#notice(snapshot)}</div>
      ${this.#isThere ? this.#cull(snapshot) : this.#empty(snapshot)}
      <vlp-key-help .rows=${keyRows}></vlp-key-help>`;
  }

  get #isThere(): boolean {
    return this.#decided.length > 0;
  }

  #cull({ reviewer }: ReviewSnapshot) {
    const image = this.#images.at(this.current);
    const decision = this.#decided.of(this.current);
    const isPixelated = image !== undefined && Math.max(image.width, image.height) <= 128;
    const place = `Image ${this.current + 1} of ${this.#decided.length}`;
    return html`<main>
        <div class="stage ${decision.state}" tabindex="0" role="group" aria-label="${place}, ${decisionWords(decision)}">
          ${image && html`<img class=${isPixelated ? 'pixelated' : ''} src=${image.url} alt=${image.prompt} />`}
        </div>
        <aside aria-label="The image">
          <div>
            <h2>${image?.heading}</h2>
            <p class="muted number" role="status">${place} · ${decisionWords(decision)}</p>
          </div>
          <div class="acts">
            ${this.#act('accept', 'Accept', 'P', 'passed', decision.state === 'kept')}
            ${this.#act('reject', 'Reject', 'X', 'failed', decision.state === 'rejected')}
            ${this.#act('pin', 'Pin', 'F', 'pin', decision.isFlagged)}
          </div>
          <p class="prompt">${image?.prompt}</p>
          ${image ? factList(image.facts) : nothing}
          <p class="muted by">${reviewer === '' ? nothing : `Decided as ${reviewer}`}</p>
        </aside>
      </main>
      <vlp-film-strip
        .frames=${this.#frames()}
        .current=${this.current}
        .count=${this.#decided.length}
        @choose=${({ detail }: CustomEvent<number>) => this.#goTo(detail)}
      ></vlp-film-strip>`;
  }

  #act(action: ReviewAction, words: string, key: string, sign: IconName, isPressed: boolean) {
    return html`<button class="button" title="${words} (${key})" aria-pressed=${isPressed} @click=${() => this.#do(action)}>
      ${icon(sign)} ${words}
    </button>`;
  }

  #frames() {
    return Array.from({ length: 2 * neighbours + 1 }, (_, number) => {
      const index = this.current - neighbours + number;
      return { index, image: this.#images.at(index), decision: this.#decided.of(index) };
    });
  }

  #empty(snapshot: ReviewSnapshot) {
    if (snapshot.activity.kind === 'loading')
      return html`<p class="empty muted" role="status">Looking for images …</p>`;
    if (snapshot.activity.kind !== 'ready') return nothing;
    const [what, then] = emptyWords(snapshot);
    const canShowAll = snapshot.drawn > 0 && snapshot.view.show !== 'all';
    const showAll = () => this.#change({ ...snapshot.view, show: 'all' });
    return html`<div class="empty" role="status">
      <h2>${what}</h2>
      <p class="muted">${then}</p>
      ${canShowAll ? html`<button class="button primary" @click=${showAll}>Show all</button>` : nothing}
    </div>`;
  }

  #notice({ activity }: ReviewSnapshot) {
    if (activity.kind === 'unreadable')
      return html`<vlp-notice tone="error" sign="warning"
        >${activity.sentence}<button slot="actions" class="button primary" @click=${() => this.#calls.openAsText({})}>
          Open as text
        </button></vlp-notice
      >`;
    const trustWorkspace = () => this.#calls.trustWorkspace({});
    return troubleNotice(activity, { retry: () => {}, showLog: () => {}, trustWorkspace });
  }

  async #take(snapshot: ReviewSnapshot): Promise<void> {
    const before = this.snapshot;
    this.snapshot = snapshot;
    if (snapshot.revision !== this.#shownRevision) return this.#begin(snapshot);
    // Scores are among the facts of each image.
    if (before?.scoring.kind !== snapshot.scoring.kind) this.#images.begin(snapshot.revision);
    if (before?.facts !== snapshot.facts) await this.#refresh();
    await this.#goToPointed(snapshot);
  }

  /** Another list: the image that was looked at stays, where it is still there. */
  async #begin({ revision, view }: ReviewSnapshot): Promise<void> {
    const key = this.#images.at(this.current)?.key ?? this.#host.recall().key;
    const [letters, place] = await Promise.all([
      this.#calls.standing({ revision }),
      key === undefined ? null : this.#calls.place({ revision, key }),
    ]);
    if (letters === null || this.snapshot?.revision !== revision) return;
    this.#shownRevision = revision;
    this.#images.begin(revision);
    this.#decided.begin(letters);
    const last = Math.max(0, letters.length - 1);
    const first = view.show === 'all' ? (this.#decided.nextUndecided(-1) ?? 0) : 0;
    this.current = Math.min(place ?? first, last);
    this.#look();
  }

  /** What the host knows by now of the list. */
  async #refresh(): Promise<void> {
    const revision = this.#shownRevision;
    const letters = await this.#calls.standing({ revision });
    if (letters !== null && revision === this.#shownRevision) this.#decided.take(letters);
    this.#look();
  }

  async #goToPointed({ pointed, revision }: ReviewSnapshot): Promise<void> {
    if (!pointed || pointed.serial <= this.#pointed) return;
    this.#pointed = pointed.serial;
    const place = await this.#calls.place({ revision, key: pointed.key });
    if (place !== null && revision === this.#shownRevision) this.#goTo(place);
  }

  #look(): void {
    if (this.#isThere) this.#images.look(this.current, neighbours);
    this.requestUpdate();
  }

  #goTo(index: number): void {
    this.current = Math.max(0, Math.min(index, this.#decided.length - 1));
    this.#look();
    const key = this.#images.at(this.current)?.key;
    if (key !== undefined) this.#host.remember({ key });
    this.stage?.focus();
  }

  #change(view: ReviewView): void {
    void this.#calls.change({ view });
    // What was chosen in a list is no letter to jump to any more.
    this.stage?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const key = pressed(event);
    if (key === undefined || isTyping(event) || isForButton(event) || isInDialog(event)) return;
    const action = actionOf(key);
    if (action === undefined) return;
    event.preventDefault();
    if (!event.repeat || repeated.has(action)) this.#do(action);
  };

  #do(action: ReviewAction): void {
    if (action === 'help' || this.#isThere) this.#actions[action]();
  }

  readonly #actions: { readonly [A in ReviewAction]: () => unknown } = {
    accept: () => this.#decide('accept'),
    reject: () => this.#decide('reject'),
    undecide: () => this.#decide('undecide'),
    pin: () => this.#decide(this.#decided.of(this.current).isFlagged ? 'unflag' : 'flag'),
    undo: () => this.#calls.undo({}),
    next: () => this.#goTo(this.current + 1),
    previous: () => this.#goTo(this.current - 1),
    'next-undecided': () => this.#goTo(this.#decided.nextUndecided(this.current) ?? this.current),
    first: () => this.#goTo(0),
    last: () => this.#goTo(this.#decided.length - 1),
    'open-file': () => this.#ofCurrent((key) => this.#calls.openImage({ key })),
    reveal: () => this.#ofCurrent((key) => this.#calls.revealPrompt({ key })),
    help: () => this.help.show(),
  };

  #ofCurrent(act: (key: string) => unknown): void {
    const key = this.#images.at(this.current)?.key;
    if (key !== undefined) act(key);
  }

  /** Shown at once; what the host could not keep is taken back. Nothing is decided about an image that nobody sees. */
  #decide(act: DecisionAct): void {
    if (this.snapshot?.activity.kind !== 'ready') return;
    const index = this.current;
    this.#ofCurrent((key) => {
      const settle = this.#decided.press(index, act);
      void this.#calls
        .decide({ keys: [key], act })
        .then(() => this.#refresh())
        .finally(() => {
          settle();
          this.requestUpdate();
        });
      if (act === 'accept' || act === 'reject') this.#goTo(this.#decided.nextUndecided(index) ?? index);
      this.requestUpdate();
    });
  }
}

/** There keys are for the dialog. */
function isInDialog(event: Event): boolean {
  // One that was just closed has the focus until the page is laid out anew.
  return event.composedPath().some((target) => target instanceof HTMLDialogElement && target.open);
}

declare global {
  interface HTMLElementTagNameMap {
    'vlprompt-review': ReviewPage;
  }
}
