/** @file An engine that knows sets of images by heart: it lists, decides and takes back as the real one does. */
import type { SetEngine } from '../../../src/extension/review/set-engine.ts';
import { evaluate } from '../../../src/language/conditions/evaluate.ts';
import { letterOf } from '../../../src/protocol/decision-letters.ts';
import { decidedBy, type ImageDecision, undecided } from '../../../src/protocol/decisions.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type {
  DecidedStep,
  ImageRow,
  ListRequest,
  OpenSetRequest,
  SetChange,
  SetDecision,
  WhichImages,
} from '../../../src/protocol/image-sets.ts';

export interface FakeImage {
  readonly class: string;
  readonly score?: number;
}

/** One step in the file of decisions; an undo takes back another, which may be an undo itself. */
interface Step {
  readonly id: string;
  readonly isOf: readonly number[];
  readonly change?: SetDecision['change'];
  readonly undoes?: string;
}

export class FakeSetEngine {
  images: readonly FakeImage[];
  missing = 0;
  readonly opened: OpenSetRequest[] = [];
  readonly closed: string[] = [];
  readonly listed: ListRequest[] = [];
  readonly steps: Step[] = [];
  scored = 0;
  /** Rejects the next decision. */
  refusal: Failure | undefined;
  #known = new Set<string>();
  #lists = new Map<number, readonly number[]>();
  #sets = new Set<string>();
  #watchers = new Set<(change: SetChange) => void>();

  constructor(images: readonly FakeImage[]) {
    this.images = images;
  }

  /** As a crash does: what was open is forgotten, what is on the disk stays. */
  restart(): void {
    this.#sets.clear();
    this.#lists.clear();
    this.#known.clear();
  }

  /** Another window decides. */
  decideElsewhere(number: number, op: 'accept' | 'reject'): void {
    this.#write([number], { op });
    for (const tell of this.#watchers) tell({ letters: this.#lettersOf([number]) });
  }

  decisionOf(number: number): ImageDecision {
    return this.#standing()
      .filter(({ isOf }) => isOf.includes(number))
      .reduce<ImageDecision>((decision, { change }) => {
        const op = change?.op;
        const isAct = op === 'accept' || op === 'reject' || op === 'undecide' || op === 'flag' || op === 'unflag';
        return isAct ? decidedBy(decision, op) : decision;
      }, undecided);
  }

  readonly calls: SetEngine = {
    openSet: async (request) => {
      this.opened.push(request);
      if (!request.source && !this.#known.has(request.stamp)) throw unknown();
      this.#known.add(request.stamp);
      const set = `set-${this.opened.length}`;
      this.#sets.add(set);
      const fields = ['class', ...(this.images.some(({ score }) => score !== undefined) ? ['score'] : [])];
      const classes = [...new Set(this.images.map((image) => image.class))];
      return { set, count: this.images.length, missing: this.missing, classes, fields, notes: [] };
    },
    listSet: async (request) => {
      this.#require(request.set);
      this.listed.push(request);
      const numbers = this.#chosen(request);
      const list = this.listed.length;
      this.#lists.set(list, numbers);
      return { list, count: numbers.length, letters: this.#text(numbers), notes: [] };
    },
    readList: async ({ set, list, from, count }) => {
      const numbers = this.#list(set, list).slice(from, from + count);
      return numbers.map((number) => this.#row(number));
    },
    lettersOf: async ({ set, list }) => this.#text(this.#list(set, list)),
    numbersOf: async ({ set, list }) => {
      const numbers = this.#list(set, list);
      const bytes = Buffer.alloc(numbers.length * 4);
      for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4);
      return bytes.toString('base64');
    },
    facetsOf: async ({ set, list }) => {
      const numbers = this.#list(set, list);
      const none = numbers.filter((number) => this.images[number]?.score === undefined).length;
      const values = [{ value: 'worn out', count: 2 }];
      return [
        { kind: 'values', field: 'prompt', values, more: 0, none: 0 },
        { kind: 'range', field: 'score', least: 0, most: 1, counts: [numbers.length - none], none },
      ];
    },
    decideInSet: async ({ set, of, change, isTrial }) => {
      this.#require(set);
      if (this.refusal) {
        const refusal = this.refusal;
        this.refusal = undefined;
        throw refusal;
      }
      return this.#decide(this.#numbers(set, of), change, isTrial ?? false);
    },
    undoInSet: async ({ set, step }) => {
      this.#require(set);
      const undone = this.steps.find(({ id }) => id === step);
      if (!undone) return { step: '', changed: 0, letters: [] };
      const id = this.#write(undone.isOf, undefined, step);
      return { step: id, changed: undone.isOf.length, letters: this.#lettersOf(undone.isOf) };
    },
    tellApart: async () => null,
    explainScore: async ({ number }) => {
      if (this.images[number]?.score === undefined) throw new Failure('plan-invalid', 'Nothing judges it.');
      return { classes: [{ name: 'boot', cosine: 0.7, probability: 1 }], notes: [] };
    },
    nearestReal: async () => ({ file: '/atelier/data/1.png', class: 'boot', likeness: 0.9, data: 'holdout' }),
    watchSet: ({ set }, { signal, onProgress } = {}) => {
      this.#require(set);
      if (onProgress) this.#watchers.add(onProgress);
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          if (onProgress) this.#watchers.delete(onProgress);
          reject(new Failure('cancelled', 'Cancelled.'));
        });
      });
    },
    closeSet: async ({ set }) => {
      this.closed.push(set);
      this.#sets.delete(set);
      return null;
    },
    score: async ({ recipe }) => {
      this.scored += 1;
      this.images = this.images.map((image, index) => ({ ...image, score: index / 10 }));
      return { recipe: recipe.name } as never; // Nobody reads it.
    },
  };

  #decide(numbers: readonly number[], change: SetDecision['change'], isTrial: boolean): DecidedStep {
    const changed = numbers.filter((number) => this.#wouldChange(number, change));
    if (isTrial || changed.length === 0) return { step: '', changed: changed.length, letters: [] };
    const step = this.#write(changed, change);
    return { step, changed: changed.length, letters: changed.length > 3 ? null : this.#lettersOf(changed) };
  }

  #wouldChange(number: number, { op }: SetDecision['change']): boolean {
    const before = this.decisionOf(number);
    const isAct = op === 'accept' || op === 'reject' || op === 'undecide' || op === 'flag' || op === 'unflag';
    return !isAct || letterOf(decidedBy(before, op)) !== letterOf(before);
  }

  #write(isOf: readonly number[], change?: SetDecision['change'], undoes?: string): string {
    const id = `step-${this.steps.length + 1}`;
    this.steps.push({ id, isOf, ...(change && { change }), ...(undoes !== undefined && { undoes }) });
    return id;
  }

  /** What no standing undo takes back. */
  #standing(): readonly Step[] {
    const gone = new Set<string>();
    for (const { id, undoes } of this.steps.toReversed()) if (undoes !== undefined && !gone.has(id)) gone.add(undoes);
    return this.steps.filter(({ id, undoes }) => undoes === undefined && !gone.has(id));
  }

  #chosen({ show, where, order }: ListRequest): readonly number[] {
    const isShown = {
      all: () => true,
      undecided: isState('undecided'),
      kept: isState('kept'),
      rejected: isState('rejected'),
    };
    const wanted = show === 'pinned' || show === 'disputed' ? () => true : isShown[show];
    const numbers = this.images.flatMap((image, number) => {
      const record = { class: image.class, score: image.score };
      return wanted(this.decisionOf(number)) && (!where || evaluate(where, record)) ? [number] : [];
    });
    if (order.by !== 'field') return numbers;
    const scoreOf = (number: number) => this.images[number]?.score ?? 0;
    return numbers.sort((a, b) => (order.isDescending ? scoreOf(b) - scoreOf(a) : scoreOf(a) - scoreOf(b)));
  }

  #row(number: number): ImageRow {
    const image = this.images[number];
    return {
      number,
      file: `/atelier/.vlprompt/${number}.png`,
      hash: `${number}`,
      from: 'preview',
      ...(image && { class: image.class }),
      settings: [],
      width: 64,
      height: 64,
      own: { ...this.decisionOf(number), tags: [], why: [] },
    };
  }

  #numbers(set: string, of: WhichImages): readonly number[] {
    return 'numbers' in of ? of.numbers : this.#list(set, of.list);
  }

  #list(set: string, list: number): readonly number[] {
    this.#require(set);
    const numbers = this.#lists.get(list);
    if (!numbers) throw unknown();
    return numbers;
  }

  #require(set: string): void {
    if (!this.#sets.has(set)) throw unknown();
  }

  #text(numbers: readonly number[]): string {
    return numbers.map((number) => letterOf(this.decisionOf(number))).join('');
  }

  #lettersOf(numbers: readonly number[]): readonly (readonly [number, string])[] {
    return numbers.map((number) => [number, letterOf(this.decisionOf(number))]);
  }
}

function isState(state: ImageDecision['state']) {
  return (decision: ImageDecision) => decision.state === state;
}

function unknown(): Failure {
  return new Failure('set-unknown', 'The set is not known.');
}
