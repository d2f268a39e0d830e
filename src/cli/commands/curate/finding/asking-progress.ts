import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import type { Shell } from '../../../shell.ts';
import { createProgressLine } from '../../../terminal/progress-line.ts';

/** Work whose progress is shown until it ends, however it does. */
export async function withProgress<Result>(
  { terminal, now }: Shell,
  work: (onProgress: (progress: EvaluateProgress) => void) => Promise<Result>,
): Promise<Result> {
  const line = createProgressLine(terminal, now);
  try {
    return await work(({ stage, part, source = '', done, total }) => {
      line.show({
        label: part === undefined ? labels[stage](source) : `Measuring ${part}`,
        unit: 'image',
        done,
        total,
      });
    });
  } finally {
    line.clear();
  }
}

const labels: { readonly [S in EvaluateProgress['stage']]: (source: string) => string } = {
  loading: () => 'Loading the judge',
  'warming-up': () => 'Warming up',
  drawing: (source) => `Drawing ${source}`,
  reading: (source) => `Looking at ${source}`,
  judging: (source) => `Judging ${source}`,
};
