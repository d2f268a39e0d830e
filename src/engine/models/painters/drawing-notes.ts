/** @file What a person probably did not mean: settings that a model was not made for are followed, and told of. */
import type { DrawSettings } from '../../../language/plan/plan.ts';
import type { DiffusionFolder } from './diffusion-folder.ts';

type Model = Pick<DiffusionFolder, 'family' | 'side' | 'guidanceIsInput'>;

/** None when all is well. */
type Remark = (model: Model, settings: DrawSettings) => string | undefined;

/** Steps that models are distilled for are 1 to 8. */
const FEW_STEPS = 10;

/** How many times more or fewer pixels than in training still make whole pictures. */
const AREAS = 2;

const remarks: readonly Remark[] = [
  ({ family, guidanceIsInput }, { guidance }) =>
    family.distilled === 'turbo' && !guidanceIsInput && guidance > 1
      ? `This model (${family.name}) was distilled to draw without guidance; guidance ${guidance} spoils its pictures: set \`guidance: 1\`.`
      : undefined,
  ({ family }, { scheduler }) =>
    family.distilled === 'lcm' && scheduler !== 'lcm' && scheduler !== 'auto'
      ? `This model (${family.name}) was distilled for the scheduler \`lcm\`; with \`${scheduler}\` its pictures are blurred or noisy.`
      : undefined,
  ({ family }, { steps }) =>
    family.distilled !== undefined && steps > FEW_STEPS
      ? `This model (${family.name}) was distilled to draw in 1 to 8 steps; ${steps} take longer and are no better.`
      : undefined,
  ({ side }, { width, height }) => {
    const area = side === undefined ? 1 : (width * height) / side ** 2;
    if (area <= AREAS && area >= 1 / AREAS) return undefined;
    const usual = Math.round(side ?? 0);
    return `This model was trained on pictures of ${usual}×${usual} pixels; at ${width}×${height} they often fall apart.`;
  },
];

/** Sentences; empty when all is well. */
export function drawingNotes(model: Model, settings: DrawSettings): string[] {
  return remarks.flatMap((remark) => remark(model, settings) ?? []);
}
