import type { JudgedImage } from '../../../protocol/evaluation.ts';
import type { ScoredImage } from '../../metrics/source-scores.ts';
import type { ImageToJudge } from './evaluation-images.ts';

/** As reported, and what the scores need beside. */
export type JudgedAndScored = JudgedImage & ScoredImage;

/** @param probabilities of the classes, in their order */
export function judgeImage({ file, actual, origin }: ImageToJudge, probabilities: Float32Array): JudgedAndScored {
  // Equal probabilities keep the classes' order, so the answer does not hang on the sorting.
  const ranked = Array.from(probabilities, (probability, index) => ({ probability, index })).sort(
    (a, b) => b.probability - a.probability || a.index - b.index,
  );
  const [first, second] = ranked;
  const confidence = first?.probability ?? 0;
  return {
    file,
    actual,
    predicted: first?.index ?? 0,
    confidence,
    margin: confidence - (second?.probability ?? 0),
    inTop5: ranked.slice(0, 5).some(({ index }) => index === actual),
    ...(origin === undefined ? {} : { origin }),
  };
}
