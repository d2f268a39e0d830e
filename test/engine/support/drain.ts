export interface Drained<Progress, Result> {
  readonly progress: readonly Progress[];
  readonly result: Result;
}

/** Runs a generator to its end. */
export async function drain<Progress, Result>(
  work: AsyncGenerator<Progress, Result>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Drained<Progress, Result>> {
  const progress: Progress[] = [];
  for (;;) {
    const next = await work.next();
    if (next.done) return { progress, result: next.value };
    progress.push(next.value);
    onProgress(next.value);
  }
}
