import type { DrawProgress } from '../../../protocol/engine.ts';
import type { Painter } from '../../models/painter.ts';
import type { RunJournal } from '../../runs/run-journal.ts';
import type { TimeLeft } from '../time-left.ts';
import type { Workshop } from '../workshop.ts';
import type { FirstImages } from './first-images.ts';
import type { PaceMeter } from './pace-meter.ts';
import type { ModelOfPictures } from './picture-texts.ts';
import type { PreviewClock } from './preview-clock.ts';
import type { RecipeImages } from './recipe-images.ts';
import type { SideWork } from './side-work.ts';

/** Everything that the drawing of one recipe passes around. */
export interface Drawing {
  readonly workshop: Workshop;
  readonly painter: Painter;
  readonly model: ModelOfPictures;
  readonly images: RecipeImages;
  readonly firsts: FirstImages;
  readonly journal: RunJournal;
  readonly previews: PreviewClock;
  readonly timeLeft: TimeLeft;
  readonly meter: PaceMeter;
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
