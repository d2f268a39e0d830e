/** @file How many images of all sources are judged, and progress of what goes before it. */
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { TimeLeft } from '../time-left.ts';
import type { Embedded } from './embed-images.ts';
import type { TextsDone } from './embed-texts.ts';

export class JudgingCount {
  readonly total: number;
  readonly #timeLeft: TimeLeft;
  #done = 0;

  constructor(total: number) {
    this.total = total;
    this.#timeLeft = new TimeLeft(total);
  }

  add(images: number): void {
    this.#done += images;
    this.#timeLeft.add(images);
  }

  progress(source: string): EvaluateProgress {
    const { seconds } = this.#timeLeft;
    const left = seconds === undefined ? {} : { secondsLeft: seconds };
    return { stage: 'judging', source, done: this.#done, total: this.total, ...left };
  }
}

/** Equal pictures are one file, and looked at once. */
export function fileCount(images: readonly { readonly file: string }[]): number {
  return new Set(images.map(({ file }) => file)).size;
}

export async function* countEmbedded(
  work: AsyncGenerator<number, Embedded>,
  source: string,
  count: JudgingCount,
): AsyncGenerator<EvaluateProgress, Embedded> {
  yield count.progress(source);
  try {
    for (;;) {
      const next = await work.next();
      if (next.done) return next.value;
      count.add(next.value);
      yield count.progress(source);
    }
  } finally {
    await work.return(new Map());
  }
}

/** Thousands of prompts take a while. @param images that are judged after them */
export async function* tellTexts<Result>(
  work: AsyncGenerator<TextsDone, Result>,
  images: number,
): AsyncGenerator<EvaluateProgress, Result> {
  for (;;) {
    const next = await work.next();
    if (next.done) return next.value;
    const part = `what the judge reads (${next.value.done} of ${counted(next.value.total, 'text')})`;
    yield { stage: 'loading', part, done: 0, total: images };
  }
}
