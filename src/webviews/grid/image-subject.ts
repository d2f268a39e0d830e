import type { ImageDecision } from '../../protocol/decisions.ts';
import type { ImageScore } from '../../protocol/scores.ts';
import type { Candidate, GridImage, ImageDetails } from '../../protocol/webviews/grid.ts';

/** An image with all that is known of it, for what shows one image. */
export interface ImageSubject {
  readonly image: GridImage;
  /** Class and column. */
  readonly heading: string;
  /** Absent until they were fetched. */
  readonly details?: ImageDetails;
  readonly score?: ImageScore;
  /** Names of the classes that a judge told apart. */
  readonly classes: readonly string[];
  readonly decision?: ImageDecision;
  /** Of the same words and other seeds. */
  readonly candidates: readonly Candidate[];
  readonly isRedrawing: boolean;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}
