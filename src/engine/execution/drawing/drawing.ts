import type { DrawProgress } from '../../../protocol/engine.ts';
import type { Painter } from '../../models/painter.ts';
import type { RunJournal } from '../../store/run-journal.ts';
import type { SideWork } from '../side-work.ts';
import type { TimeLeft } from '../time-left.ts';
import type { Workshop } from '../workshop.ts';
import type { FirstImages } from './first-images.ts';
import type { PreviewClock } from './preview-clock.ts';
import type { RecipeImages } from './recipe-images.ts';

/** Everything that the drawing of one recipe passes around. */
export interface Drawing {
  readonly workshop: Workshop;
  readonly painter: Painter;
  /** Hex SHA-256 of the painter's files. */
  readonly model: string;
  readonly images: RecipeImages;
  readonly firsts: FirstImages;
  readonly journal: RunJournal;
  readonly previews: PreviewClock;
  readonly timeLeft: TimeLeft;
  /** Finished images on their way to the disk. */
  readonly saving: SideWork;
}

export function reportDrawing({ images, timeLeft }: Drawing): DrawProgress {
  const { seconds } = timeLeft;
  return {
    stage: 'drawing',
    done: images.done,
    total: images.total,
    changed: images.takeChanged(),
    ...(seconds === undefined ? {} : { secondsLeft: seconds }),
  };
}
