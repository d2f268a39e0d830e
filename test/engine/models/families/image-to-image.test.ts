/**
 * @file First images and masks, redrawn as torch does: tools/parity/pipelines.py, random numbers in the order of diffusers.
 */
import { assertAsTorch, goldenCases, openTinyPainter } from './golden-drawings.ts';

const models = ['sd15', 'sd15-legacy', 'sd2-v', 'sdxl', 'inpaint'] as const;

for (const model of models) {
  describe(`a first image, given to a painter in the form of ${model}`, () => {
    for (const golden of goldenCases(model).filter(({ init }) => init !== undefined)) {
      it(`is redrawn as torch does: ${golden.name}`, async () => {
        const painter = await openTinyPainter(model);
        try {
          await assertAsTorch(painter, model, golden);
        } finally {
          await painter.dispose();
        }
      });
    }
  });
}
