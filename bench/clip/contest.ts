/**
 * @file Two programs turn the same image files into CLIP embeddings with the same model files, in turn: first one, then
 * the other, round by round. Each has a process of its own, as each brings a native runtime of its own.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, pairedRatios, type Ratios } from '../ratios.ts';
import { type PictureSet, pictureSets } from './pictures.ts';

export interface ClipFigures extends Ratios {
  readonly pictures: string;
  readonly files: number;
  /** Median images per second. */
  readonly ours: number;
  /** Median images per second. */
  readonly theirs: number;
  /** The least cosine between both embeddings of one file: they must have done the same work. */
  readonly leastCosine: number;
}

/** What a contestant is asked, and what it answers. */
export interface Task {
  readonly files: readonly string[];
}

export interface Answer {
  readonly milliseconds: number;
  readonly embeddings: readonly (readonly number[])[];
}

const here = path.dirname(fileURLToPath(import.meta.url));

export function compareClip(rounds: number, threads: number): Promise<readonly ClipFigures[]> {
  return withContestants(threads, async (...contestants) => {
    const { sets, dispose } = await pictureSets();
    try {
      const figures: ClipFigures[] = [];
      for (const set of sets) figures.push(await compareOn(set, contestants, rounds));
      return figures;
    } finally {
      await dispose();
    }
  });
}

/** Embeds files in a process of its own. */
type Contestant = (task: Task) => Promise<Answer>;

/** Both processes end with the work. */
export async function withContestants<T>(
  threads: number,
  work: (ours: Contestant, theirs: Contestant) => Promise<T>,
): Promise<T> {
  const [ours, theirs] = ['ours.ts', 'transformers.ts'].map((name) => fork(path.join(here, name), [String(threads)]));
  if (ours === undefined || theirs === undefined) throw new Error('There are two contestants.');
  try {
    return await work(
      (task) => ask(ours, task),
      (task) => ask(theirs, task),
    );
  } finally {
    ours.disconnect();
    theirs.disconnect();
  }
}

async function compareOn({ name, files }: PictureSet, contestants: readonly Contestant[], rounds: number) {
  const answers: Answer[][] = contestants.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const answer = await contestant({ files });
      if (round >= 0) answers[index]?.push(answer);
    }
  }
  const [ours = [], theirs = []] = answers.map((all) =>
    all.map(({ milliseconds }) => (1000 * files.length) / milliseconds),
  );
  const [mine = [], others = []] = answers.map(([first]) => first?.embeddings);
  const leastCosine = Math.min(...mine.map((embedding, index) => cosine(embedding, others[index] ?? [])));
  return {
    pictures: name,
    files: files.length,
    ours: median(ours),
    theirs: median(theirs),
    ...pairedRatios(ours, theirs),
    leastCosine,
  };
}

async function ask(contestant: ChildProcess, task: Task): Promise<Answer> {
  contestant.send(task);
  const [answer] = await once(contestant, 'message');
  return answer;
}

export function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
