/** @file A host for the page of a review: a list that stays as it is, and decisions that are taken in or refused. */
import { Emitter } from 'vscode-jsonrpc';
import { indexedImages } from '../../../src/extension/panels/grid/grid-images.ts';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import { reviewImages } from '../../../src/extension/review/review-images.ts';
import { reviewList } from '../../../src/extension/review/review-list.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import type { Handlers } from '../../../src/protocol/connection/calls.ts';
import { type DecisionAct, decidedBy, type ImageDecision, undecided } from '../../../src/protocol/decisions.ts';
import { letterOf, type ReviewCalls, type ReviewSnapshot } from '../../../src/protocol/webviews/review.ts';
import { allKeys, stateOf } from '../grid/sample-grid.ts';

export class SampleReview {
  readonly asked: string[] = [];
  readonly decisions = new Map<string, ImageDecision>();
  /** Decisions are told of and not kept, as on a full disk. */
  isFull = false;
  /** Decisions wait for it. */
  gate: Promise<void> = Promise.resolve();
  readonly #plan: RecipePlan;
  readonly #keys: readonly string[];
  readonly #changed = new Emitter<void>();
  #snapshot: ReviewSnapshot;
  #places: readonly number[] = [];

  constructor(plan: RecipePlan, changes: Partial<ReviewSnapshot> = {}) {
    this.#plan = plan;
    this.#keys = allKeys(plan);
    this.#snapshot = {
      recipe: 'preview',
      file: 'shoes.vlprompt',
      reviewer: 'Jo Doe',
      view: { show: 'undecided', order: 'plan' },
      revision: 0,
      count: 0,
      drawn: this.#keys.length,
      total: this.#keys.length,
      facts: 1,
      scoring: { kind: 'possible' },
      activity: { kind: 'ready' },
    };
    this.show(changes);
  }

  /** Makes the list anew. */
  show(changes: Partial<ReviewSnapshot>): void {
    const view = changes.view ?? this.#snapshot.view;
    const known = { keys: this.#keys, isDrawn: () => this.#snapshot.drawn > 0, facts: this.#facts };
    this.#snapshot = { ...this.#snapshot, ...changes };
    this.#places = reviewList(known, view, new Set());
    this.tell({ revision: this.#snapshot.revision + 1, count: this.#places.length });
  }

  tell(changes: Partial<ReviewSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    this.#changed.fire();
  }

  get #facts() {
    const decisions = this.#keys.map((key) => this.decisions.get(key) ?? undecided);
    return { decisions, scores: null, classes: [], judge: '' };
  }

  readonly handlers = (ended: AbortSignal): Handlers<ReviewCalls> => {
    const note = (call: string) =>
      quietly((params: object) => this.asked.push([call, ...Object.values(params)].join(' ')));
    return {
      watch: (_, { report }) =>
        watchSnapshots({ snapshot: () => this.#snapshot, onDidChange: this.#changed.event }, { signal: ended, report }),
      images: async ({ revision, from, count }) => {
        this.asked.push(`images ${from} ${count}`);
        const list = { recipe: this.#plan, places: revision === this.#snapshot.revision ? this.#places : [] };
        const state = stateOf(this.#plan, this.#keys);
        const addressOf = (file: string) => `https://webview.test${file}`;
        return reviewImages({ list, state, facts: this.#facts, addressOf }, from, count);
      },
      standing: async ({ revision }) => {
        if (revision !== this.#snapshot.revision) return null;
        const { decisions } = this.#facts;
        return this.#places.map((place) => letterOf(decisions[place] ?? undecided)).join('');
      },
      place: async ({ key }) => {
        const index = this.#places.findIndex((place) => indexedImages(this.#plan)[place]?.image.key === key);
        return index < 0 ? null : index;
      },
      decide: async ({ keys, act }) => this.#decide(keys, act),
      undo: note('undo'),
      change: async ({ view }) => {
        this.asked.push(`change ${view.show} ${view.order}`);
        this.show({ view });
        return null;
      },
      score: note('score'),
      openImage: note('openImage'),
      revealPrompt: note('revealPrompt'),
      openAsText: note('openAsText'),
      trustWorkspace: note('trustWorkspace'),
    };
  };

  async #decide(keys: readonly string[], act: DecisionAct): Promise<null> {
    this.asked.push(`${act} ${keys.join(',')}`);
    await this.gate;
    if (this.isFull) return null;
    for (const key of keys) this.decisions.set(key, decidedBy(this.decisions.get(key) ?? undecided, act));
    this.tell({ facts: this.#snapshot.facts + 1 });
    return null;
  }
}
