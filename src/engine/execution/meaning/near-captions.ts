/** @file Captions of different classes that a judge reads as nearly the same. */
import type { JudgedClassPlan, JudgedPrompt } from '../../../language/plan/plan.ts';
import type { NearCaptions } from '../../../protocol/meaning.ts';
import { dot, unit } from '../../arithmetic/directions.ts';
import { lineKey } from '../judging/line-key.ts';

/** From this cosine on two captions are told of. */
const LEAST = 0.9;

const MOST_PAIRS = 50;

interface Caption {
  /** Index of its class. */
  readonly owner: number;
  readonly prompt: JudgedPrompt;
  readonly direction: Float32Array;
}

/**
 * Prompts are compared with those of the same line, which differ in the caption alone. Of each pair of classes the
 * nearest two are told.
 * @param embeddings by text
 */
export function nearCaptions(
  classes: readonly JudgedClassPlan[],
  embeddings: ReadonlyMap<string, Float32Array>,
): readonly NearCaptions[] {
  const nearest = new Map<string, NearCaptions>();
  for (const line of captionsByLine(classes, embeddings).values()) {
    for (const [at, a] of line.entries()) {
      for (const b of line.slice(at + 1)) keepNearer(nearest, classes, a, b);
    }
  }
  return [...nearest.values()].sort((a, b) => b.cosine - a.cosine).slice(0, MOST_PAIRS);
}

function captionsByLine(
  classes: readonly JudgedClassPlan[],
  embeddings: ReadonlyMap<string, Float32Array>,
): ReadonlyMap<string, readonly Caption[]> {
  const lines = new Map<string, Caption[]>();
  for (const [owner, { prompts }] of classes.entries()) {
    for (const prompt of prompts) {
      const embedding = embeddings.get(prompt.text);
      if (embedding === undefined) continue;
      const place = lineKey(prompt.source);
      const line = lines.get(place) ?? [];
      line.push({ owner, prompt, direction: unit(embedding) });
      lines.set(place, line);
    }
  }
  return lines;
}

function keepNearer(
  nearest: Map<string, NearCaptions>,
  classes: readonly JudgedClassPlan[],
  a: Caption,
  b: Caption,
): void {
  if (a.owner === b.owner) return;
  const cosine = dot(a.direction, b.direction);
  const key = `${a.owner} ${b.owner}`;
  if (cosine < LEAST || cosine <= (nearest.get(key)?.cosine ?? -1)) return;
  const told = ({ owner, prompt }: Caption) => ({ class: classes[owner]?.name ?? '', ...prompt });
  nearest.set(key, { a: told(a), b: told(b), cosine });
}
