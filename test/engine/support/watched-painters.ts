/** @file Real painters that count which stages of their drawings are gone through. */

import type { ModelOfRole, ModelOpener, ModelRole } from '../../../src/engine/execution/models/model-opener.ts';
import { nativeModels } from '../../../src/engine/execution/models/native-models.ts';
import type { ModelRequest } from '../../../src/engine/models/model-request.ts';
import type { Painter } from '../../../src/engine/models/painter.ts';
import type { DrawingStages } from '../../../src/engine/pipelines/drawing-stages.ts';

export class WatchedPainters implements ModelOpener {
  /** Since `restart`. */
  readonly counts = { words: 0, steps: 0, pictures: 0 };
  readonly #models = nativeModels({ provider: 'cpu', threads: 1 });

  restart(): void {
    Object.assign(this.counts, { words: 0, steps: 0, pictures: 0 });
  }

  async open<R extends ModelRole>(role: R, request: ModelRequest): Promise<ModelOfRole[R]> {
    const model = await this.#models.open(role, request);
    // Of a painter's role, which the types do not follow.
    return role === 'painter' ? (this.#watched(model as Painter) as ModelOfRole[R]) : model;
  }

  #watched(painter: Painter): Painter {
    const { counts } = this;
    return {
      ...painter,
      async *draw(request, signal) {
        const stages = request.stages && watchedStages(request.stages, counts);
        const drawing = painter.draw({ ...request, ...(stages && { stages }) }, signal);
        for (;;) {
          const next = await drawing.next();
          if (next.done) {
            counts.pictures += 1;
            return next.value;
          }
          counts.steps += 1;
          yield next.value;
        }
      },
    };
  }
}

function watchedStages(stages: DrawingStages, counts: { words: number }): DrawingStages {
  return {
    ...stages,
    keepWords: (...words) => {
      counts.words += 1;
      return stages.keepWords(...words);
    },
  };
}
