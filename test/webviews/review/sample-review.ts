/**
 * @file A host for the page of a review: images that are made up by arithmetic, so that there may be any number of them;
 * decisions are taken in or refused.
 */
import { Emitter } from 'vscode-jsonrpc';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import type { Handlers } from '../../../src/protocol/connection/calls.ts';
import { decisionOf, letterOf } from '../../../src/protocol/decision-letters.ts';
import { type DecisionAct, type DecisionChange, decidedBy } from '../../../src/protocol/decisions.ts';
import type { Facet, OwnDecision } from '../../../src/protocol/image-sets.ts';
import type {
  AskedAction,
  Completion,
  DecidedPlaces,
  ExplainedImage,
  RealNeighbour,
  ReviewCalls,
  ReviewDecision,
  ReviewImage,
  ReviewSnapshot,
  ReviewView,
} from '../../../src/protocol/webviews/review.ts';

export const classes = ['crack', 'dent', 'hole', 'scratch', 'stain'] as const;

/** Images of a group of near-duplicates. */
const groupSize = 3;

const acts: readonly string[] = ['accept', 'reject', 'undecide', 'flag', 'unflag'];

const usualView: ReviewView = { mode: 'cull', show: 'all', where: '', order: { by: 'plan' } };

export class SampleReview {
  readonly asked: string[] = [];
  /** Decisions are told of and not kept, as on a full disk. */
  isFull = false;
  /** Decisions wait for it. */
  gate: Promise<void> = Promise.resolve();
  explained: ExplainedImage | null = sampleExplanation;
  real: RealNeighbour | null = {
    url: 'https://webview.test/real.png',
    class: 'dent',
    likeness: 0.912,
    data: 'holdout',
  };
  facetsNow: readonly Facet[] = sampleFacets;
  completions: readonly Completion[] = [];
  readonly #own: Map<number, Partial<OwnDecision> & { label?: string }> = new Map();
  readonly #letters: string[];
  readonly #changed = new Emitter<void>();
  readonly #actions = new Emitter<AskedAction>();
  readonly #decided = new Emitter<readonly number[] | null>();
  #snapshot: ReviewSnapshot;
  /** Numbers of the images of the list. */
  #numbers: readonly number[] = [];

  constructor(count: number, changes: Partial<ReviewSnapshot> = {}) {
    this.#letters = Array.from({ length: count }, () => 'u');
    this.#snapshot = {
      title: 'preview',
      file: 'parts.vlprompt',
      reviewer: 'Jo Doe',
      isBlind: false,
      view: usualView,
      revision: 0,
      count: 0,
      drawn: count,
      total: count,
      classes,
      fields: ['score', 'margin', 'confidence', 'class', 'seed'],
      reasons: ['blurred', 'wrong class', 'artefact'],
      canRedraw: true,
      keys: {},
      scoring: { kind: 'scored' },
      notes: [],
      activity: { kind: 'ready' },
    };
    this.show(changes);
  }

  /** What was asked that is no fetching. */
  get deeds(): readonly string[] {
    return this.asked.filter((call) => !/^(images|standing|place|facets|explain|nearestReal|complete) /.test(call));
  }

  letterAt(number: number): string {
    return this.#letters[number] ?? '';
  }

  ownOf(number: number) {
    return this.#own.get(number) ?? {};
  }

  /** Makes the list anew. */
  show(changes: Partial<Omit<ReviewSnapshot, 'view'>> & { readonly view?: Partial<ReviewView> }): void {
    const view = { ...this.#snapshot.view, ...changes.view };
    this.#snapshot = { ...this.#snapshot, ...changes, view };
    this.#numbers = this.#listed(view);
    this.tell({ revision: this.#snapshot.revision + 1, count: this.#numbers.length });
  }

  tell(changes: Partial<ReviewSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    this.#changed.fire();
  }

  /** The list that took a while is there. */
  listed(): void {
    const { listing: _, ...others } = this.#snapshot;
    this.#snapshot = others;
    this.#changed.fire();
  }

  /** As a command of the editor. */
  ask(asked: AskedAction): void {
    this.#actions.fire(asked);
  }

  /** Decided elsewhere. @param letters by number of the image */
  decideElsewhere(letters: Readonly<Record<number, string>>): void {
    for (const [number, letter] of Object.entries(letters)) this.#letters[Number(number)] = letter;
    this.#decided.fire(Object.keys(letters).map(Number));
  }

  #listed({ show, where, order }: ReviewView): readonly number[] {
    if (this.#snapshot.drawn === 0) return [];
    const asked = /class = (\w+)/.exec(where)?.[1];
    const all = this.#letters.map((_, number) => number);
    const chosen = all.filter(
      (number) =>
        isShown(show, this.#letters[number] ?? 'u') && (asked === undefined || this.#row(number, 0).class === asked),
    );
    return order.by === 'uncertain' ? chosen.reverse() : chosen;
  }

  readonly handlers = (ended: AbortSignal): Handlers<ReviewCalls> => {
    const note = (call: string) => quietly((params: object) => this.#note(call, params));
    const now = <T>(call: string, params: { readonly revision: number }, answer: () => T) => {
      this.#note(call, params);
      return params.revision === this.#snapshot.revision ? answer() : null;
    };
    return {
      watch: (_, { report }) =>
        watchSnapshots({ snapshot: () => this.#snapshot, onDidChange: this.#changed.event }, { signal: ended, report }),
      watchActions: (_, { signal, report }) => this.#watchActions(signal, report),
      images: async (part) =>
        now('images', part, () =>
          this.#numbers
            .slice(part.from, part.from + part.count)
            .map((number, index) => this.#row(number, part.from + index)),
        ),
      standing: async (at) => now('standing', at, () => this.#numbers.map((number) => this.#letters[number]).join('')),
      watchDecisions: ({ revision }, { signal, report }) => this.#watchDecisions(revision, signal, report),
      place: async (at) =>
        now('place', at, () => {
          const place = this.#numbers.indexOf(at.number);
          return place < 0 ? null : place;
        }),
      decide: async (decision) => {
        this.#noteDecision('decide', decision);
        return this.#decide(decision);
      },
      count: async (decision) => {
        this.#noteDecision('count', decision);
        return this.#changedBy(decision).length;
      },
      tellApart: async (at) => {
        this.#note('tellApart', at);
        return null;
      },
      facets: async (at) => now('facets', at, () => this.facetsNow),
      explain: async (at) => now('explain', at, () => this.explained),
      nearestReal: async (at) => now('nearestReal', at, () => this.real),
      complete: async ({ text, offset }) => {
        this.asked.push(`complete ${text.slice(0, offset)}|`);
        return this.completions;
      },
      change: async ({ view }) => {
        this.asked.push(`change ${JSON.stringify(view)}`);
        const isOther = Object.keys(view).some((name) => name !== 'mode');
        if (isOther) this.show({ view });
        else this.tell({ view: { ...this.#snapshot.view, ...view } });
        return null;
      },
      saveView: note('saveView'),
      openView: note('openView'),
      undo: note('undo'),
      redo: note('redo'),
      score: note('score'),
      blind: note('blind'),
      changeReviewer: note('changeReviewer'),
      redraw: note('redraw'),
      openImage: note('openImage'),
      revealPrompt: note('revealPrompt'),
      openAsText: note('openAsText'),
      openKeys: note('openKeys'),
      trustWorkspace: note('trustWorkspace'),
    };
  };

  #watchActions(signal: AbortSignal, report: (asked: AskedAction) => void): Promise<null> {
    const subscription = this.#actions.event(report);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        subscription.dispose();
        resolve(null);
      });
    });
  }

  #note(call: string, params: object): void {
    this.asked.push([call, ...Object.values(params)].join(' '));
  }

  #noteDecision(call: string, { places, change }: ReviewDecision): void {
    const { op, ms: _, ...others } = change;
    const about = Object.values(others).map(String);
    const shown = places !== 'all' && places.length > 20 ? `${places.length} images` : String(places);
    this.asked.push([call, op, ...about, shown].join(' '));
  }

  async #decide(decision: ReviewDecision): Promise<DecidedPlaces | null> {
    await this.gate;
    if (decision.revision !== this.#snapshot.revision) return null;
    if (this.isFull) return { letters: [] };
    const numbers = this.#changedBy(decision);
    for (const number of numbers) this.#take(number, decision.change);
    return this.#decidedPlaces(numbers);
  }

  #changedBy({ places, change }: ReviewDecision): readonly number[] {
    const numbers = places === 'all' ? this.#numbers : places.flatMap((place) => this.#numbers[place] ?? []);
    if (!acts.includes(change.op)) return numbers;
    return numbers.filter((number) => this.#letters[number] !== this.#letterAfter(number, change));
  }

  #letterAfter(number: number, { op }: DecisionChange): string {
    const letter = this.#letters[number];
    // Only acts have a letter.
    return acts.includes(op) ? letterOf(decidedBy(decisionOf(letter), op as DecisionAct)) : (letter ?? 'u');
  }

  #take(number: number, change: DecisionChange): void {
    const own = this.ownOf(number);
    this.#letters[number] = this.#letterAfter(number, change);
    const tags = own.tags ?? [];
    const said: Partial<Record<DecisionChange['op'], Partial<OwnDecision> & { label?: string }>> = {
      rate: change.op === 'rate' ? { rating: change.to } : {},
      relabel: change.op === 'relabel' ? { label: change.to } : {},
      tag: change.op === 'tag' ? { tags: [...tags, change.to] } : {},
      untag: change.op === 'untag' ? { tags: tags.filter((tag) => tag !== change.to) } : {},
      note: { note: change.note ?? '' },
      reject: { why: change.why ?? [] },
    };
    this.#own.set(number, { ...own, ...said[change.op] });
  }

  #decidedPlaces(numbers: readonly number[]): DecidedPlaces {
    if (numbers.length > 1000) return { letters: null };
    const letters = numbers.flatMap((number) => {
      const place = this.#numbers[number] === number ? number : this.#numbers.indexOf(number);
      return place < 0 ? [] : [[place, this.#letters[number] ?? 'u'] as const];
    });
    return { letters };
  }

  #watchDecisions(revision: number, signal: AbortSignal, report: (decided: DecidedPlaces) => void): Promise<null> {
    this.#note('watchDecisions', { revision });
    const subscription = this.#decided.event((numbers) =>
      report(numbers === null ? { letters: null } : this.#decidedPlaces(numbers)),
    );
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        subscription.dispose();
        resolve(null);
      });
    });
  }

  #row(number: number, place: number): ReviewImage {
    const name = classes[number % classes.length] ?? 'crack';
    const { label, ...own } = this.ownOf(number);
    const group = Math.floor(number / groupSize);
    const isGrouped = this.#snapshot.view.order.by === 'duplicates';
    return {
      place,
      number,
      key: `key-${number}`,
      url: `https://webview.test/store/${number}.png`,
      from: 'preview',
      class: name,
      ...(label !== undefined && { label }),
      prompt: `a photo of a ${name} on brushed metal`,
      seed: 1000 + number,
      settings: [
        ['steps', '20'],
        ['guidance', String(2 + (number % 3))],
      ],
      width: 64,
      height: 64,
      score: 0.2 + (number % 10) / 100,
      margin: (number % 7) / 100,
      confidence: 0.5 + (number % 5) / 10,
      predicted: name,
      own: { ...decisionOf(this.#letters[number]), tags: [], why: [], ...own },
      ...(isGrouped && { group: { number: group, size: groupSize, likeness: 0.99 - (number % groupSize) / 100 } }),
    };
  }
}

function isShown(show: ReviewView['show'], letter: string): boolean {
  const { state, isFlagged } = decisionOf(letter);
  if (show === 'all') return true;
  return show === 'pinned' ? isFlagged : state === show;
}

const sampleExplanation: ExplainedImage = {
  classes: [
    { name: 'crack', cosine: 0.283, probability: 0.712 },
    { name: 'scratch', cosine: 0.264, probability: 0.201 },
    { name: 'dent', cosine: 0.231, probability: 0.052 },
    { name: 'hole', cosine: 0.218, probability: 0.024 },
    { name: 'stain', cosine: 0.209, probability: 0.011 },
  ],
  heat: {
    method: 'patches',
    class: 'crack',
    rows: 8,
    columns: 8,
    values: Array.from(
      { length: 64 },
      (_, index) => 1 / (1 + Math.abs((index % 8) - 4) + Math.abs(Math.floor(index / 8) - 3)),
    ),
  },
  notes: ['Probabilities are those among these classes alone: an image of anything else has some, too.'],
};

const sampleFacets: readonly Facet[] = [
  {
    kind: 'values',
    field: 'class',
    values: classes.map((value, index) => ({ value, count: 40 - 6 * index })),
    more: 0,
    none: 0,
  },
  { kind: 'range', field: 'score', least: 0.2, most: 0.3, counts: [2, 5, 12, 20, 31, 24, 11, 6, 3, 1], none: 4 },
];
