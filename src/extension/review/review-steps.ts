/** @file Decisions as steps: one after the other in the order in which keys were pressed, each to undo and to redo. */
import type { DecisionChange } from '../../protocol/decisions.ts';
import type { DecidedStep, WhichImages } from '../../protocol/image-sets.ts';
import { counted } from '../../protocol/texts/figures.ts';
import type { DecidedPlaces } from '../../protocol/webviews/review.ts';
import type { LiveSet } from './live-set.ts';
import type { ReviewEdit } from './review-edit.ts';

export type UndoDirection = 'undo' | 'redo';

export interface ReviewStepsParts {
  readonly live: () => LiveSet | undefined;
  /** Takes in what a step has changed, and says what that is in the list that holds. */
  readonly accept: (step: DecidedStep) => Promise<DecidedPlaces['letters']>;
  /** Makes something that was done known to VS Code. */
  readonly edit: (edit: ReviewEdit) => void;
  /** Undoes or redoes the next step of VS Code's. */
  readonly passOn: (direction: UndoDirection) => void;
  /** Shows what an undo or redo was about. @param number in the set */
  readonly point: (number: number) => void;
}

export class ReviewSteps {
  readonly #parts: ReviewStepsParts;
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: ReviewStepsParts) {
    this.#parts = parts;
  }

  /**
   * VS Code knows of it at once, before it is written: an undo that is pressed meanwhile is meant for this step.
   * @param images that it is asked for
   * @throws Failure as the engine's `decideInSet`
   */
  async decide(of: WhichImages, change: DecisionChange, images: number): Promise<DecidedPlaces | null> {
    const taking = this.#inTurn(async () => {
      const taken = await this.#ask(of, change, false);
      return taken ? { step: taken.step, letters: await this.#parts.accept(taken) } : null;
    });
    this.#tell(
      taking.then(
        (taken) => taken?.step ?? '',
        () => '',
      ),
      firstOf(of),
      labelOf(change, images),
    );
    const taken = await taking;
    return taken && { letters: taken.letters };
  }

  /** How many images it would change. @throws Failure as the engine's `decideInSet` */
  async count(of: WhichImages, change: DecisionChange): Promise<number | null> {
    const taken = await this.#ask(of, change, true);
    return taken?.changed ?? null;
  }

  async #ask(of: WhichImages, change: DecisionChange, isTrial: boolean): Promise<DecidedStep | undefined> {
    const live = this.#parts.live();
    const asked = { of, change, ...(isTrial && { isTrial }) };
    // What is decided about a list counts as long as the list is known, and is never decided about another.
    if ('list' in of) return live?.askOfList((engine, set) => engine.decideInSet({ set, ...asked }));
    return live?.askByNumber((engine, set) => engine.decideInSet({ set, ...asked }));
  }

  /** Undo and redo both take back what was written last. One of nothing is meant for the step before, or behind. */
  #tell(step: Promise<string>, first: number | undefined, label: string): void {
    let last = step;
    const takeBack = (direction: UndoDirection) => () =>
      this.#inTurn(async () => {
        const taken = await last;
        if (taken === '') return this.#parts.passOn(direction);
        const back = await this.#parts.live()?.ask((engine, set) => engine.undoInSet({ set, step: taken }));
        if (!back) return;
        if (back.step !== '') last = Promise.resolve(back.step);
        await this.#parts.accept(back);
        const number = first ?? back.letters?.[0]?.[0];
        if (number !== undefined) this.#parts.point(number);
      });
    this.#parts.edit({ label, undo: takeBack('undo'), redo: takeBack('redo') });
  }

  /** One that failed does not hold up those after it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }
}

function firstOf(of: WhichImages): number | undefined {
  return 'numbers' in of ? of.numbers[0] : undefined;
}

const labels: { readonly [O in DecisionChange['op']]: string } = {
  accept: 'Accept',
  reject: 'Reject',
  undecide: 'Take Back Decision on',
  flag: 'Pin',
  unflag: 'Unpin',
  relabel: 'Relabel',
  rate: 'Rate',
  tag: 'Tag',
  untag: 'Untag',
  split: 'Move to Split',
  note: 'Note on',
  distinct: 'Tell Apart',
};

function labelOf({ op }: DecisionChange, images: number): string {
  return `${labels[op]} ${counted(images, 'Image')}`;
}
