/** @file A contestant's side: answers every task with its time and its embeddings. */
import type { Answer, Task } from './contest.ts';

/** @param embed one embedding a file, in order */
export function contestant(embed: (files: readonly string[]) => Promise<readonly Float32Array[]>): void {
  process.on('message', async ({ files }: Task) => {
    const started = performance.now();
    const embeddings = await embed(files);
    const milliseconds = performance.now() - started;
    const answer: Answer = { milliseconds, embeddings: embeddings.map((embedding) => [...embedding]) };
    process.send?.(answer);
  });
}
