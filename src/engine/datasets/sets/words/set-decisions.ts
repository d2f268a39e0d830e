/** @file Deciding about images of sets, and hearing of what others decide. */
import { setTimeout } from 'node:timers/promises';
import { type DecisionChange, undecided } from '../../../../protocol/decisions.ts';
import type { DecidedStep, SetChange } from '../../../../protocol/image-sets.ts';
import { decideImages, type PictureFile, takeStepBack, type WrittenStep } from '../../decisions/decide-images.ts';
import { decisionAfter, type ReviewerDecision } from '../../decisions/fold-decisions.ts';
import { pixelDigest } from '../../decisions/pixel-digest.ts';
import { digestAt, type ImageColumns, setDigest } from '../columns/image-columns.ts';
import type { ImageSet } from '../image-set.ts';
import type { ImageWords } from './image-words.ts';
import { letterAt } from './letters.ts';
import { type Asking, readWords } from './read-words.ts';

/** More letters than this are asked for anew. */
const MOST_LETTERS = 10_000;

/** Milliseconds between looks at the files of decisions. */
const LOOK = 700;

export class SetDecisions {
  readonly workspace: string;
  /** One after the other: what is written rises above what is there. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(workspace: string) {
    this.workspace = workspace;
  }

  read(asking: Asking, columns: ImageColumns): Promise<ImageWords> {
    return readWords(this.workspace, asking, columns);
  }

  decide(set: ImageSet, numbers: Uint32Array, change: DecisionChange, isTrial: boolean): Promise<DecidedStep> {
    return this.#inTurn(async () => {
      const brings = newsOf(set.words.owns, change);
      const news = numbers.filter((number) => brings(set.words.own[number]!));
      if (isTrial || news.length === 0) return { step: '', changed: news.length, letters: [] };
      const images = await pictureFiles(set, news);
      return this.#written(set, await decideImages(this.workspace, set.asking.reviewer, images, change));
    });
  }

  undo(set: ImageSet, step: string): Promise<DecidedStep> {
    return this.#inTurn(async () => this.#written(set, await takeStepBack(this.workspace, set.asking.reviewer, step)));
  }

  tellApart(set: ImageSet, numbers: Uint32Array): Promise<void> {
    return this.#inTurn(async () => {
      const images = await pictureFiles(set, numbers);
      for (const [at, image] of images.entries()) {
        for (const other of images.slice(at + 1)) {
          const change = { op: 'distinct', to: `sha256:${other.pixels}` } as const;
          await decideImages(this.workspace, set.asking.reviewer, [image], change);
        }
      }
    });
  }

  async watch(set: ImageSet, report: (change: SetChange) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const changed = await this.#inTurn(() => this.#refresh(set));
      if (changed.length > 0) report({ letters: lettersOfAll(set, changed) });
      await setTimeout(LOOK, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async #written(set: ImageSet, { step }: WrittenStep): Promise<DecidedStep> {
    const changed = await this.#refresh(set);
    return { step, changed: changed.length, letters: lettersOfAll(set, changed) };
  }

  /** Numbers of images whose words are others by now. */
  async #refresh(set: ImageSet): Promise<readonly number[]> {
    const before = set.words;
    set.words = await this.read(set.asking, set.columns);
    return Array.from({ length: set.count }, (_, number) => number).filter((number) => {
      const [own, team] = [set.words.owns[set.words.own[number]!], set.words.teams[set.words.team[number]!]];
      const [ownBefore, teamBefore] = [before.owns[before.own[number]!], before.teams[before.team[number]!]];
      return JSON.stringify([own, team]) !== JSON.stringify([ownBefore, teamBefore]);
    });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => {});
    return next;
  }
}

function lettersOfAll(set: ImageSet, numbers: readonly number[]): SetChange['letters'] {
  return numbers.length > MOST_LETTERS ? null : numbers.map((number) => [number, letterAt(set.words, number)]);
}

/** Whether a change says anything that a word does not say already. @param owns by code */
function newsOf(owns: readonly ReviewerDecision[], change: DecisionChange): (code: number) => boolean {
  const event = { ...change, id: '', ts: '', by: '', image: '' };
  const news = owns.map((word) => {
    const { decided: _, ...after } = decisionAfter(word, event);
    return JSON.stringify(sortedEntries(after)) !== JSON.stringify(sortedEntries(word));
  });
  return (code) => news[code] ?? true;
}

function sortedEntries(word: ReviewerDecision) {
  return Object.entries({ ...undecided, ...word }).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What was learned of pixels is kept in the columns. */
async function pictureFiles(
  set: ImageSet,
  numbers: Uint32Array,
): Promise<readonly (PictureFile & { pixels: string })[]> {
  const { digests } = set.columns;
  const images: (PictureFile & { pixels: string })[] = [];
  for (const number of numbers) {
    const [file, key] = [set.file(number), digestAt(digests.key, number)];
    const pixels = digestAt(digests.pixels, number) ?? (await pixelDigest(file));
    setDigest(digests.pixels, number, pixels);
    images.push({ file, hash: set.hash(number), pixels, ...(key !== undefined && { key }) });
  }
  return images;
}
