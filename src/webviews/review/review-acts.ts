/** @file What each action of a review does: with the image that is looked at, with all that are selected, with a group. */
import type { Caller } from '../../protocol/connection/calls.ts';
import type { DecisionChange } from '../../protocol/decisions.ts';
import type { ReviewCalls, ReviewMode, ReviewSnapshot } from '../../protocol/webviews/review.ts';
import type { ReviewAction } from '../../protocol/webviews/review-keys.ts';
import type { Reasons } from './asking/reason-dialog.ts';
import type { TextQuestion } from './asking/text-dialog.ts';
import { nextDifference } from './cull/differences.ts';
import { noteChange, pinChange, rejectChange, relabelChange, tagChange, unlabelChange } from './list/decidable.ts';
import type { Places, ReviewedList } from './list/reviewed-list.ts';
import type { ImageGroup } from './pairs/image-groups.ts';
import { placesIn } from './pairs/image-groups.ts';
import { changeWords } from './review-words.ts';
import type { ViewOptions } from './view-options.ts';
import type { WallMove } from './wall/wall-geometry.ts';

/** What acts need of the page. */
export interface ActPage {
  readonly list: ReviewedList;
  readonly calls: Caller<ReviewCalls>;
  readonly snapshot: ReviewSnapshot;
  readonly mode: ReviewMode;
  readonly options: ViewOptions;
  /** What a decision is about. */
  readonly targets: Places;
  /** Of near-duplicates; undefined in other modes, and until it is known. */
  readonly group: ImageGroup | undefined;
  readonly askReasons: (title: string, reasons: Reasons) => Promise<Reasons | null>;
  readonly askText: (question: TextQuestion) => Promise<string | null>;
  /** Says how many it would change, and does it once people say yes. */
  readonly askBulk: (action: ReviewAction, words: string, count: Promise<number | null>, run: () => void) => void;
  readonly goTo: (place: number) => void;
  readonly moveBy: (move: WallMove) => void;
  readonly show: (mode: ReviewMode) => void;
  /** Looks at one of this list alone. */
  readonly enlarge: () => void;
  readonly set: (options: Partial<ViewOptions>) => void;
  readonly zoom: (by: 1 | -1) => void;
  readonly toggleActualSize: () => void;
  readonly toggleSelected: () => void;
  readonly selectAll: () => void;
  readonly leave: () => void;
  readonly find: () => void;
  readonly help: () => void;
}

export class ReviewActs {
  readonly #page: ActPage;
  /** Tags that were given here, offered again. */
  readonly #tags = new Set<string>();

  constructor(page: ActPage) {
    this.#page = page;
  }

  /** @param index which of the action's keys: which class, star or image is meant */
  do(action: ReviewAction, index: number): void {
    if (this.#needsImages(action) && this.#page.list.count === 0) return;
    this.#acts[action](index);
  }

  /** As a command of the editor asks. @param to which class, star or image, from 1; absent: people are asked */
  doAsked(action: ReviewAction, to: number | undefined): void {
    if (to !== undefined) this.do(action, to - 1);
    else if (action === 'relabel') void this.#askClass();
    else if (action === 'rate') void this.#askRating();
    else if (action === 'keep-best') this.#ofGroup(({ first }) => this.do(action, this.#page.list.current - first));
    else this.do(action, 0);
  }

  untag(tag: string): void {
    this.#decide('tag', { op: 'untag', to: tag });
  }

  readonly #acts: { readonly [A in ReviewAction]: (index: number) => unknown } = {
    accept: () => this.#decide('accept', { op: 'accept' }),
    reject: () => (this.#isRejected ? this.#rejectWhy() : this.#decide('reject', { op: 'reject' })),
    'reject-why': () => this.#rejectWhy(),
    undecide: () => this.#decide('undecide', { op: 'undecide' }),
    relabel: (index) => this.#relabel(index),
    unlabel: () => this.#decideIf('unlabel', unlabelChange(this.#image)),
    rate: (index) => this.#decide('rate', { op: 'rate', to: index + 1 }),
    unrate: () => this.#decide('unrate', { op: 'rate', to: 0 }),
    pin: () => this.#decide('pin', pinChange(this.#targetDecisions())),
    tag: () => this.#tag(),
    note: () => this.#note(),
    redraw: () => this.#redraw(),
    undo: () => this.#page.calls.undo({}),
    redo: () => this.#page.calls.redo({}),
    next: () => this.#page.moveBy('next'),
    previous: () => this.#page.moveBy('previous'),
    down: () => this.#page.moveBy('down'),
    up: () => this.#page.moveBy('up'),
    skip: () => this.#page.moveBy('next'),
    'next-undecided': () => this.#goOn(true),
    first: () => this.#page.moveBy('first'),
    last: () => this.#page.moveBy('last'),
    'page-down': () => this.#page.moveBy('page-down'),
    'page-up': () => this.#page.moveBy('page-up'),
    'auto-advance': () => this.#page.set({ isAuto: !this.#page.options.isAuto }),
    'zoom-in': () => this.#page.zoom(1),
    'zoom-out': () => this.#page.zoom(-1),
    'actual-size': () => this.#page.toggleActualSize(),
    difference: () => this.#page.set({ difference: nextDifference(this.#page.options.difference) }),
    why: () => this.#page.set({ isWhyOpen: !this.#page.options.isWhyOpen }),
    heat: () => this.#page.set({ isHeatShown: !this.#page.options.isHeatShown, isWhyOpen: true }),
    enlarge: () => this.#page.enlarge(),
    select: () => this.#page.toggleSelected(),
    'select-all': () => this.#page.selectAll(),
    leave: () => this.#page.leave(),
    'keep-best': (index) => this.#keepBest(index),
    'keep-all': () => this.#ofGroup((group) => this.#decideGroup(group, placesIn(group), { op: 'accept' })),
    'tell-apart': () => this.#ofGroup((group) => this.#tellApart(group)),
    cull: () => this.#page.show('cull'),
    grid: () => this.#page.show('grid'),
    pairs: () => this.#page.show('pairs'),
    find: () => this.#page.find(),
    facets: () => this.#page.set({ areFacetsOpen: !this.#page.options.areFacetsOpen }),
    'open-file': () => this.#page.calls.openImage(this.#at),
    reveal: () => this.#page.calls.revealPrompt(this.#at),
    help: () => this.#page.help(),
  };

  get #image() {
    const { list } = this.#page;
    return list.at(list.current);
  }

  get #at() {
    const { list } = this.#page;
    return { revision: list.revision, place: list.current };
  }

  get #isRejected(): boolean {
    const { list, targets } = this.#page;
    return targets !== 'all' && targets.length === 1 && list.decisionOf(targets[0] ?? -1).state === 'rejected';
  }

  #needsImages(action: ReviewAction): boolean {
    const free: readonly ReviewAction[] = ['undo', 'redo', 'cull', 'grid', 'pairs', 'find', 'facets', 'help'];
    return !free.includes(action);
  }

  *#targetDecisions() {
    const { targets, list } = this.#page;
    if (targets !== 'all') for (const place of targets) yield list.decisionOf(place);
    else for (let place = 0; place < list.count; place++) yield list.decisionOf(place);
  }

  #decideIf(action: ReviewAction, change: DecisionChange | undefined): void {
    if (change) this.#decide(action, change);
  }

  /** One image at once; several once people have seen how many it would change. */
  #decide(action: ReviewAction, change: DecisionChange): void {
    const { list, targets, snapshot } = this.#page;
    if (snapshot.activity.kind !== 'ready') return;
    if (targets === 'all' || targets.length > 1) {
      const count = list.wouldChange(targets, change);
      this.#page.askBulk(action, changeWords(change), count, () => void list.decide(targets, change));
      return;
    }
    const [place] = targets;
    // Nothing is decided about an image that nobody sees.
    if (place === undefined || !list.at(place)) return;
    const isVerdict = change.op === 'accept' || change.op === 'reject';
    void list.decide([place], isVerdict ? { ...change, ms: list.looked } : change);
    if (isVerdict) this.#goOn(false);
  }

  /** @param isAsked whether people asked for it, or a decision leads there */
  #goOn(isAsked: boolean): void {
    const { list, options, mode, group } = this.#page;
    if (!isAsked && !options.isAuto) return;
    const from = isAsked && mode === 'pairs' ? (group?.last ?? list.current) : list.current;
    const next = list.nextUndecided(from);
    if (next !== undefined) this.#page.goTo(next);
  }

  async #rejectWhy(): Promise<void> {
    const { list, targets } = this.#page;
    const isOne = targets !== 'all' && targets.length === 1;
    const own = isOne ? list.at(targets[0] ?? -1)?.own : undefined;
    const title = isOne ? 'Why is it rejected?' : 'Why are they rejected?';
    const reasons = await this.#page.askReasons(title, { why: own?.why ?? [], note: own?.note ?? '' });
    if (reasons) this.#decide('reject-why', rejectChange(reasons.why, reasons.note));
  }

  #relabel(index: number): void {
    const name = this.#page.snapshot.classes[index];
    const { targets } = this.#page;
    const isOne = targets !== 'all' && targets.length === 1;
    if (name !== undefined) this.#decide('relabel', relabelChange(name, isOne ? this.#image : undefined));
  }

  async #askClass(): Promise<void> {
    const { classes } = this.#page.snapshot;
    const hint = 'The name of a class.';
    const question = { title: 'Relabel', label: 'It shows', hint, text: '', known: classes };
    const index = classes.indexOf((await this.#page.askText(question)) ?? '');
    if (index >= 0) this.do('relabel', index);
  }

  async #askRating(): Promise<void> {
    const hint = 'From 1 to 5; 0 takes the rating back.';
    const question = { title: 'Rate', label: 'Stars', hint, text: '', known: [] };
    const stars = await this.#page.askText(question);
    if (/^[1-5]$/.test(stars ?? '')) this.do('rate', Number(stars) - 1);
    else if (stars === '0') this.do('unrate', 0);
  }

  async #tag(): Promise<void> {
    const known = [...new Set([...this.#tags, ...(this.#image?.own.tags ?? [])])];
    const hint = 'A word or a few. A tag that the image has is taken off.';
    const tag = await this.#page.askText({ title: 'Tag', label: 'Tag', hint, text: '', known });
    if (tag === null || tag === '') return;
    this.#tags.add(tag);
    const { targets } = this.#page;
    const isOne = targets !== 'all' && targets.length === 1;
    this.#decide('tag', tagChange(tag, isOne ? this.#image : undefined));
  }

  async #note(): Promise<void> {
    const hint = 'Whoever reviews reads it. Without words, an earlier note is taken back.';
    const text = this.#image?.own.note ?? '';
    const note = await this.#page.askText({ title: 'Note', label: 'Note', hint, text, known: [] });
    if (note !== null) this.#decide('note', noteChange(note));
  }

  #redraw(): void {
    const { list, targets, calls, snapshot } = this.#page;
    if (!snapshot.canRedraw) return;
    const places = targets === 'all' ? Array.from({ length: list.count }, (_, place) => place) : targets;
    const run = () => void calls.redraw({ revision: list.revision, places });
    if (places.length === 1) run();
    else this.#page.askBulk('redraw', 'Reject and redraw', Promise.resolve(places.length), run);
  }

  #ofGroup(act: (group: ImageGroup) => void): void {
    const { group, snapshot } = this.#page;
    if (group && snapshot.activity.kind === 'ready') act(group);
  }

  #keepBest(index: number): void {
    this.#ofGroup((group) => {
      const places = placesIn(group);
      const best = places[index];
      if (best === undefined) return;
      const others = places.filter((place) => place !== best);
      if (others.length > 0) void this.#page.list.decide(others, { op: 'reject', why: ['duplicate'] });
      this.#decideGroup(group, [best], { op: 'accept' });
    });
  }

  #decideGroup(group: ImageGroup, places: readonly number[], change: DecisionChange): void {
    const { list, options } = this.#page;
    void list.decide(places, change);
    const next = list.nextUndecided(group.last);
    if (options.isAuto && next !== undefined) this.#page.goTo(next);
  }

  async #tellApart(group: ImageGroup): Promise<void> {
    const { list, calls } = this.#page;
    const { revision } = list;
    // The next group stands where this one was, once the list is made without it.
    this.#page.goTo(group.last + 1);
    await calls.tellApart({ revision, places: placesIn(group) });
  }
}
