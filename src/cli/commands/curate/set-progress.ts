/** @file How far work on a set of images is, in the words of commands. */
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { Progress } from '../../terminal/progress-line.ts';

/** @param whole the curation: what is worked on where nothing smaller is told */
export function setProgress(whole: string): (told: EvaluateProgress) => Progress {
  return ({ stage, part, source = whole, done, total }) => ({
    label: part === undefined ? labels[stage](source) : `${stage === 'loading' ? 'Loading' : 'Measuring'} ${part}`,
    unit: units[source] ?? 'image',
    done,
    total,
  });
}

const labels: { readonly [S in EvaluateProgress['stage']]: (source: string) => string } = {
  loading: () => 'Loading the judge',
  'warming-up': () => 'Warming up',
  drawing: (source) => `Drawing ${source}`,
  reading: (source) => `Looking at ${source}`,
  judging: (source) => `Judging ${source}`,
};

/** What is counted of work that is no set of images. */
const units: Readonly<Record<string, string>> = { probes: 'point' };
