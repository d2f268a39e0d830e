/** @file Deciding about images of sets, and hearing of what others decide. */
import { setTimeout } from 'node:timers/promises';
import type { DecisionChange, PlacedRedraw } from '../../../../protocol/decisions.ts';
import type { DecidedStep, SetChange } from '../../../../protocol/image-sets.ts';
import { Pauses } from '../../../pauses.ts';
import type { StoreFiles } from '../../../store/store-files.ts';
import {
  decideImages,
  knowLast,
  type PictureFile,
  takeStepBack,
  type WrittenStep,
} from '../../decisions/decide-images.ts';
import type { ReviewerDecision } from '../../decisions/fold-decisions.ts';
import { pixelDigest } from '../../decisions/pixel-digest.ts';
import { saysMore } from '../../decisions/says-more.ts';
import { withFrom } from '../../decisions/with-from.ts';
import { readRedraws } from '../../redraws/standing-redraws.ts';
import { digestAt, type ImageColumns } from '../columns/image-columns.ts';
import type { ImageSet } from '../image-set.ts';
import { WorkspaceDecisions } from '../log/workspace-decisions.ts';
import type { Asking } from './asking.ts';
import { letterAt } from './letters.ts';
import { namePixels, type PixelTools } from './name-pixels.ts';
import { SetWords } from './set-words.ts';

/** More letters than this are asked for anew. */
const MOST_LETTERS = 10_000;

/** Milliseconds between looks at the files of decisions. */
const LOOK = 700;

type NamedPicture = PictureFile & { readonly pixels: string };

export class SetDecisions {
  readonly #decisions: WorkspaceDecisions;
  readonly #tools: PixelTools;
  /** One after the other: what is written rises above what is there. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(workspace: string, files: StoreFiles, tools: PixelTools) {
    this.#decisions = new WorkspaceDecisions(workspace, files);
    this.#tools = tools;
  }

  /** @throws Failure `file-unreadable`, `path-outside-workspace` */
  read(asking: Asking, columns: ImageColumns): Promise<SetWords> {
    return this.#inTurn(async () => {
      await this.#decisions.update();
      const words = new SetWords(this.#decisions, asking, columns);
      words.update();
      return words;
    });
  }

  /** What was drawn in place of rejected images. @throws as `read` */
  redraws(): Promise<readonly PlacedRedraw[]> {
    return this.#inTurn(async () => {
      await this.#decisions.update();
      // Few workspaces have any, and reading them takes as long as reading all decisions.
      return this.#decisions.index.mentionsRedraws ? readRedraws(this.#decisions.workspace) : [];
    });
  }

  /** Takes over what was decided elsewhere; the watcher of the set is told. @throws as `read` */
  refresh(set: ImageSet): Promise<void> {
    return this.#inTurn(() => this.#refresh(set));
  }

  /** @throws Failure as `decideImages` */
  decide(set: ImageSet, numbers: Uint32Array, change: DecisionChange, isTrial: boolean): Promise<DecidedStep> {
    return this.#inTurn(async () => {
      await this.#refresh(set);
      const brings = newsOf(set.words.owns, change);
      const news = numbers.filter((number) => brings(set.words.own[number]!));
      if (isTrial || news.length === 0) return { step: '', changed: news.length, letters: takeLetters(set) };
      const images = await this.#pictureFiles(set, news);
      this.#knowLast(set);
      const shows = new Map(images.map(({ file }, at) => [file, shownClass(set, news[at]!)]));
      const step = await decideImages(this.#decisions.workspace, set.asking.reviewer, images, ({ file }) =>
        withFrom(change, shows.get(file)),
      );
      return { ...(await this.#written(set, step)), changed: images.length };
    });
  }

  /** @throws Failure as `takeStepBack` */
  undo(set: ImageSet, step: string): Promise<DecidedStep> {
    return this.#inTurn(async () => {
      await this.#refresh(set);
      this.#knowLast(set);
      return this.#written(set, await takeStepBack(this.#decisions.workspace, set.asking.reviewer, step));
    });
  }

  /** Each of another. @throws Failure as `decideImages` */
  tellApart(set: ImageSet, numbers: Uint32Array): Promise<void> {
    return this.#inTurn(async () => {
      await this.#refresh(set);
      const images = await this.#pictureFiles(set, numbers);
      for (const [at, image] of images.entries()) {
        for (const { pixels } of images.slice(at + 1)) {
          this.#knowLast(set);
          const change = { op: 'distinct', to: `sha256:${pixels}` } as const;
          const step = await decideImages(this.#decisions.workspace, set.asking.reviewer, [image], change);
          await this.#decisions.takeOwn(step.events);
        }
      }
    });
  }

  /** Until it is cancelled. @throws as `read` */
  async watch(set: ImageSet, report: (change: SetChange) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.refresh(set);
      if (set.untold.size > 0) report({ letters: takeLetters(set) });
      await setTimeout(LOOK, undefined, { signal }).catch(() => {});
    }
  }

  async #refresh(set: ImageSet): Promise<void> {
    await this.#decisions.update();
    for (const number of set.words.update()) set.untold.add(number);
  }

  async #written(set: ImageSet, { step, events }: WrittenStep): Promise<DecidedStep> {
    await this.#decisions.takeOwn(events);
    const changed = set.words.update();
    for (const number of changed) set.untold.add(number);
    return { step, changed: changed.length, letters: takeLetters(set) };
  }

  /** So that the log is not read again for the name of its last event. */
  #knowLast(set: ImageSet): void {
    const { reviewer } = set.asking;
    const id = this.#decisions.index.lastIdOf(reviewer);
    if (id !== undefined) knowLast(this.#decisions.workspace, reviewer, id, this.#decisions.bytesOf(reviewer));
  }

  /** By their pixels, which are looked at where nobody did before. @throws Failure `image-corrupt`, `file-unreadable` */
  async #pictureFiles(set: ImageSet, numbers: Uint32Array): Promise<readonly NamedPicture[]> {
    await namePixels(set, numbers, (hash) => this.#decisions.index.pixelsOf(hash), this.#tools);
    const { digests } = set.columns;
    const images: NamedPicture[] = [];
    const pauses = new Pauses();
    for (const number of numbers) {
      const [file, key] = [set.file(number), digestAt(digests.key, number)];
      const pixels = digestAt(digests.pixels, number) ?? (await pixelDigest(file));
      images.push({ file, hash: set.hash(number), pixels, ...(key !== undefined && { key }) });
      await pauses.take();
    }
    return images;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => {});
    return next;
  }
}

/** What it shows by the reviewer's own word, else what it was drawn as. */
function shownClass({ words, columns: { pool, texts } }: ImageSet, number: number): string | undefined {
  return words.owns[words.own[number]!]!.label ?? pool.text(texts.class[number]!);
}

/** Of all that its client was not told of yet. */
function takeLetters(set: ImageSet): SetChange['letters'] {
  const numbers = [...set.untold];
  set.untold.clear();
  return numbers.length > MOST_LETTERS ? null : numbers.map((number) => [number, letterAt(set.words, number)]);
}

/** Whether a change says anything that a word does not say already. @param owns by code */
function newsOf(owns: readonly ReviewerDecision[], change: DecisionChange): (code: number) => boolean {
  const news = owns.map((word) => saysMore(word, change));
  return (code) => news[code] ?? true;
}
