/** @file The images behind a matrix, part by part: a report may hold ten thousand. */
import type { EvaluationReport, JudgedImage } from '../../../protocol/evaluation.ts';
import type {
  ListPart,
  MatrixCell,
  MatrixImage,
  MatrixImageId,
  MatrixImages,
} from '../../../protocol/webviews/matrix.ts';
import { type AddressOf, baseName } from '../addresses.ts';

/** The images of a cell; mistakes come first, the surest of them before the others, then the least sure hits. */
export function cellImages(
  report: EvaluationReport,
  { source, actual, predicted, from, count }: MatrixCell & ListPart,
  addressOf: AddressOf,
): MatrixImages {
  const images = report.sources[source]?.images ?? [];
  const [actuals, predictions] = [new Set(actual), new Set(predicted)];
  const found = images
    .map((judged, image) => ({ judged, id: { source, image } }))
    .filter(({ judged }) => actuals.has(judged.actual) && predictions.has(judged.predicted))
    .sort((a, b) => worth(b.judged) - worth(a.judged));
  const shown = found.slice(from, from + count).map(({ judged, id }) => matrixImage(judged, id, addressOf));
  return { images: shown, total: found.length };
}

/** Images by name, in this order; those that the report does not have are left out. */
export function namedImages(
  report: EvaluationReport,
  ids: readonly MatrixImageId[],
  addressOf: AddressOf,
): readonly MatrixImage[] {
  return ids.flatMap((id) => {
    const judged = report.sources[id.source]?.images[id.image];
    return judged ? [matrixImage(judged, id, addressOf)] : [];
  });
}

/** How much an image is worth a look: above 0 for mistakes. */
function worth({ actual, predicted, confidence }: JudgedImage): number {
  return actual === predicted ? -confidence : confidence;
}

function matrixImage(judged: JudgedImage, id: MatrixImageId, addressOf: AddressOf): MatrixImage {
  const { file, actual, predicted, confidence, margin, origin } = judged;
  return {
    id,
    url: addressOf(file),
    label: origin?.prompt ?? baseName(file),
    actual,
    predicted,
    confidence,
    margin,
    ...(origin && { line: origin.source.start.line + 1 }),
  };
}
