/** Reports what a generator yields; its result. */
export async function drain<Progress, Result>(
  work: AsyncGenerator<Progress, Result>,
  report: (progress: Progress) => void,
): Promise<Result> {
  for (;;) {
    const next = await work.next();
    if (next.done) return next.value;
    report(next.value);
  }
}
