import type { EvaluationFigures, LargeFigures, Seconds } from './evaluation.ts';

export function evaluationTable({ images, evaluation, bare, again, wall, cpu }: EvaluationFigures) {
  const spread = ({ ratio, low, high }: EvaluationFigures['cpu']) => ({
    ratio: rounded(ratio),
    from: rounded(low),
    to: rounded(high),
  });
  const row = (by: keyof Seconds) => ({
    'evaluation, s': rounded(evaluation[by]),
    'bare, s': rounded(bare[by]),
    ...spread(by === 'cpu' ? cpu : wall),
    'again, s': rounded(again[by]),
  });
  return { [`${images} images, processor time`]: row('cpu'), [`${images} images, wall time`]: row('wall') };
}

export function largeTable({ decoding, first, again, template, lastReport, contributions }: LargeFigures) {
  const row = ({ wall, cpu }: Seconds) => ({ 'wall, s': rounded(wall), 'CPU, s': rounded(cpu) });
  return {
    'decoding the files alone': row(decoding),
    'with an empty store': row(first),
    'again, nothing changed': row(again),
    'one template changed': row(template),
    'looking up the last report': row(lastReport),
    'what each line contributes': row(contributions),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
