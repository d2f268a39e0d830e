/** @file Waiting for what other processes do: asks again until it is so, and says what it saw last when it never is. */
import assert from 'node:assert/strict';

/** Resolves to the first answer that `isDone` accepts. @param patience milliseconds */
export async function eventually<Answer>(
  ask: () => Answer | PromiseLike<Answer>,
  isDone: (answer: Answer) => boolean,
  patience = 60_000,
): Promise<Answer> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (Date.now() > deadline) assert.fail(`never came to be; the last answer was ${JSON.stringify(answer, null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
