/** @file The images of a curation as those see them who review it: some by name, and of a blind review without others' words. */
import path from 'node:path';
import type { CurationQuestion } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { isDigest } from '../../files/digest.ts';
import type { CurationTools } from './curation-tools.ts';
import { withFacts } from './measured-samples.ts';
import { type SortedSample, type SortedSamples, sortedSamples } from './sorted-samples.ts';

type Told<Result> = AsyncGenerator<EvaluateProgress, Result>;

export interface ReviewedSamples extends SortedSamples {
  /** Whose words alone these are; absent when they are everybody's. */
  readonly blindTo?: string;
}

/**
 * @param workspace absolute
 * @throws Failure as `sortedSamples`; `plan-invalid` when an image that is named is none of the curation
 */
export async function* reviewedSamples(
  workspace: string,
  question: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
): Told<ReviewedSamples> {
  const { blindTo } = question;
  const isBlind = blindTo !== undefined && (yield* isLeft(workspace, question, blindTo, tools, signal));
  const sorted = yield* sortedSamples(workspace, question, tools, signal, isBlind ? blindTo : undefined);
  const samples = yield* namedSamples(sorted.samples, question, tools, signal);
  return { ...sorted, samples, ...(isBlind && { blindTo }) };
}

/** Whether it is a reviewer's to decide: rules let it pass, or somebody decided all the same. */
export function isToDecide({ fate }: SortedSample): boolean {
  return fate !== 'ruled-out';
}

/** Whether the reviewer has to decide on any image yet; a condition that narrows the question does not matter. */
async function* isLeft(
  workspace: string,
  { where: _, ...whole }: CurationQuestion,
  reviewer: string,
  tools: CurationTools,
  signal: AbortSignal,
): Told<boolean> {
  const { samples } = yield* sortedSamples(workspace, whole, tools, signal, reviewer);
  return samples.some((sample) => isToDecide(sample) && (sample.decision?.state ?? 'undecided') === 'undecided');
}

async function* namedSamples(
  samples: readonly SortedSample[],
  { curation, images }: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
): Told<readonly SortedSample[]> {
  if (images === undefined) return samples;
  const wanted = new Set(images.map((name) => (isDigest(name) ? name : path.normalize(name))));
  const found = new Map(
    samples.flatMap(
      (sample) =>
        [
          [sample.hash, sample],
          [sample.file, sample],
        ] as const,
    ),
  );
  const isKnown = (name: string) => found.has(name);
  if (![...wanted].every((name) => isKnown(name) || !isDigest(name))) {
    // Pictures are opened only where a digest is that of no file.
    const described = yield* withFacts(samples, curation.name, tools, signal);
    for (const [index, { facts }] of described.entries()) {
      const sample = samples[index];
      if (facts && sample) found.set(facts.pixels, sample);
    }
  }
  const unknown = [...wanted].filter((name) => !isKnown(name));
  if (unknown.length > 0) throw notOfCuration(unknown, curation.name);
  const named = new Set([...wanted].map((name) => found.get(name)));
  return samples.filter((sample) => named.has(sample));
}

const shownNames = 5;

function notOfCuration(unknown: readonly string[], name: string): Failure {
  const more = unknown.length > shownNames ? `, and ${unknown.length - shownNames} more` : '';
  const names = `${unknown.slice(0, shownNames).join(', ')}${more}`;
  const remedy = 'name images by id, by the SHA-256 of their file, or by path, and see what a condition leaves out';
  return new Failure('plan-invalid', `${name} has no such image: ${names}; ${remedy}.`);
}
