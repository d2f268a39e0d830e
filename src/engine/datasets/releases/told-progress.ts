/** Work whose steps are told in other words. It is ended when whoever follows it stops following. */
export async function* toldAs<From, To, Result>(
  work: AsyncGenerator<From, Result>,
  tell: (progress: From) => To,
): AsyncGenerator<To, Result> {
  try {
    for (;;) {
      const step = await work.next();
      if (step.done) return step.value;
      yield tell(step.value);
    }
  } finally {
    await work.return(undefined as never); // Its result is not wanted any more.
  }
}
