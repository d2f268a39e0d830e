/** @file The images that speak against a statement, named for people. */
import type { MetricPlan } from '../../../language/plan/plan.ts';
import type { JudgedImage } from '../../../protocol/evaluation.ts';
import type { Finding } from '../../../protocol/statement-findings.ts';
import { counted } from '../../../protocol/texts/figures.ts';

export interface ImageListing {
  readonly metric: MetricPlan;
  readonly classes: readonly string[];
  /** How many are named. */
  readonly most: number;
  readonly showPath: (file: string) => string;
}

/** `data/holdout/shirt/3.png: shirt taken for tshirt (0.93)`, and how many more there are. */
export function imageLines({ against }: Finding, listing: ImageListing): readonly string[] {
  const named = against
    .slice(0, listing.most)
    .map((image) => `${listing.showPath(image.file)}: ${saidOf(image, listing)}`);
  const rest = against.length - named.length;
  return rest > 0 ? [...named, `… and ${counted(rest, 'more image', 'more images')}`] : named;
}

function saidOf(image: JudgedImage, { metric, classes }: ImageListing): string {
  if (metric.name === 'clip-score' && typeof image.score === 'number') return `score ${image.score.toFixed(3)}`;
  const [actual, predicted] = [classes[image.actual] ?? '?', classes[image.predicted] ?? '?'];
  const sure = `(${image.confidence.toFixed(2)})`;
  return image.actual === image.predicted ? `${actual}, rightly ${sure}` : `${actual} taken for ${predicted} ${sure}`;
}
