/** @file Every family of painters in its own layout and signature draws what torch draws: tools/parity/pipelines.py. */
import { assertAsTorch, goldenCases, openTinyPainter } from './golden-drawings.ts';

const models = [
  'sd15',
  'sd15-legacy',
  'sd15-fp16',
  'sd2-v',
  'sd-turbo',
  'sdxl',
  'sdxl-turbo',
  'lcm',
  'fixed-batch',
  'flat',
] as const;

for (const model of models) {
  describe(`a painter in the form of ${model}`, () => {
    for (const golden of goldenCases(model).filter(({ init }) => init === undefined)) {
      it(`draws as torch does: ${golden.name}`, async () => {
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
