/** @file A host for the grid's page: shows one state of a recipe after another, and writes down what it is asked for. */
import { Emitter } from 'vscode-jsonrpc';
import { type RecipeState, recipeState, withDrawn } from '../../../src/extension/boards/recipe-state.ts';
import { findImage, imagesWith, indexedImages } from '../../../src/extension/panels/grid/grid-images.ts';
import { type GridView, gridImages, gridSnapshot } from '../../../src/extension/panels/grid/grid-snapshot.ts';
import { provenanceFacts, settingFacts } from '../../../src/extension/panels/grid/image-settings.ts';
import { ReusedImages } from '../../../src/extension/panels/grid/reused-images.ts';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import type { Handlers } from '../../../src/protocol/connection/calls.ts';
import { type DecisionAct, decidedBy, type ImageDecision, undecided } from '../../../src/protocol/decisions.ts';
import type { ImageScore } from '../../../src/protocol/scores.ts';
import type { Candidate, GridCalls, GridSnapshot } from '../../../src/protocol/webviews/grid.ts';
import { drawnRecipe } from '../../extension/sample-plans.ts';

const addressOf = (file: string) => `https://webview.test${file}`;

export const sampleId = { uri: 'file:///a.vlprompt', name: 'preview' };

/** @param done keys of the images that are drawn */
export function stateOf(plan: RecipePlan, done: readonly string[]): RecipeState {
  return withDrawn(recipeState(plan), drawnRecipe(plan, done));
}

export function allKeys(plan: RecipePlan): readonly string[] {
  return indexedImages(plan).map(({ image }) => image.key);
}

export class SampleGrid {
  readonly asked: string[] = [];
  readonly #inPlace = new Map<string, readonly Candidate[]>();
  readonly decisions = new Map<string, ImageDecision>();
  scores: ((index: number) => ImageScore | null) | undefined;
  #facts = 1;
  readonly #reused = new ReusedImages();
  readonly #changed = new Emitter<void>();
  #state: RecipeState;
  #view: Partial<GridView> & Partial<Pick<GridSnapshot, 'activity'>> = {};
  #plan = 1;

  constructor(state: RecipeState) {
    this.#state = state;
    this.#reused.see(state);
  }

  show(state: RecipeState, view: Partial<GridView> & Partial<Pick<GridSnapshot, 'activity'>> = {}): void {
    if (state.recipe !== this.#state.recipe) this.#plan++;
    this.#state = state;
    this.#reused.see(state);
    this.#view = view;
    this.#changed.fire();
  }

  get snapshot(): GridSnapshot {
    const { activity, ...view } = this.#view;
    const snapshot = gridSnapshot({
      id: sampleId,
      state: this.#state,
      availability: { kind: 'ready' },
      addressOf,
      plan: this.#plan,
      facts: this.#facts,
      scoring: this.scores ? { kind: 'scored' } : { kind: 'possible' },
      reused: this.#reused,
      isPinned: false,
      isPaused: false,
      canDownload: false,
      ...view,
    });
    return { ...snapshot, ...(activity && { activity }) };
  }

  readonly handlers = (ended: AbortSignal): Handlers<GridCalls> => {
    const note = (call: string) =>
      quietly((params: object) => {
        const values = Object.values(params).map((value) =>
          typeof value === 'object' ? JSON.stringify(value) : value,
        );
        this.asked.push([call, ...values].join(' '));
      });
    return {
      watch: (_, { report }) =>
        watchSnapshots({ snapshot: () => this.snapshot, onDidChange: this.#changed.event }, { signal: ended, report }),
      images: async ({ indices }) => gridImages(this.#state, indices, addressOf, this.#reused),
      facts: async () => this.#factsNow(),
      find: async ({ words }) => imagesWith(this.#state.recipe, words),
      details: async ({ key }) => this.#details(key),
      decide: async ({ keys, act }) => this.#decide(keys, act),
      redraw: async ({ key }) => ({ key, seed: 4711, url: addressOf('/store/again.png') }),
      rejectAndRedraw: async ({ key }) => {
        this.asked.push(`rejectAndRedraw ${key}`);
        this.#inPlace.set(key, [
          { key: 'again', seed: 815, url: addressOf('/store/again.png'), prompt: 'a better shoe' },
        ]);
        return null;
      },
      draw: note('draw'),
      cancel: note('cancel'),
      resume: note('resume'),
      score: note('score'),
      highlight: quietly(() => {}),
      revealSpan: quietly(({ span }) => this.asked.push(`revealSpan ${span.start.line}`)),
      revealPrompt: note('revealPrompt'),
      copySettings: note('copySettings'),
      copySeed: note('copySeed'),
      copyInfotext: note('copyInfotext'),
      copyAs: note('copyAs'),
      openImage: note('openImage'),
      arrange: note('arrange'),
      pin: note('pin'),
      openOwn: note('openOwn'),
      download: note('download'),
      trustWorkspace: note('trustWorkspace'),
      showLog: note('showLog'),
    };
  };

  #factsNow() {
    const images = indexedImages(this.#state.recipe);
    return {
      scores: this.scores ? images.map((_, index) => this.scores?.(index) ?? null) : null,
      classes: this.#state.recipe.rows.map(({ label }) => label),
      judge: 'starter/clip',
      decisions: images.map(({ image: { key } }) => {
        const isDone = this.#state.images.get(key)?.state === 'done';
        return isDone ? (this.decisions.get(key) ?? undecided) : null;
      }),
    };
  }

  #details(key: string) {
    const found = findImage(this.#state.recipe, key);
    if (!found) return null;
    const { image, cell } = found;
    const label = this.#state.recipe.rows[cell.row]?.label ?? '';
    const before = image.prompt.slice(0, image.prompt.length - label.length);
    const classSpan = { ...image.source, start: { line: 1, character: 10 }, end: { line: 1, character: 13 } };
    return {
      key,
      prompt: [
        { text: before, span: image.source, origin: 'template photo' },
        { text: label, span: classSpan, origin: `class ${label}` },
      ],
      negative: image.negative === '' ? [] : [{ text: image.negative }],
      line: image.source.start.line + 1,
      settings: settingFacts(cell, image),
      provenance: provenanceFacts(this.#state, image),
      inPlace: this.#inPlace.get(key) ?? [],
    };
  }

  #decide(keys: readonly string[], act: DecisionAct | 'undo'): null {
    this.asked.push(`decide ${act} ${keys.join(',')}`);
    if (act !== 'undo') {
      for (const key of keys) this.decisions.set(key, decidedBy(this.decisions.get(key) ?? undecided, act));
    }
    this.#facts++;
    this.#changed.fire();
    return null;
  }
}
