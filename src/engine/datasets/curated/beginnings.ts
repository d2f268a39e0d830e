import type { CellPlan, ImagePlan } from '../../../language/plan/plan.ts';

/**
 * What a drawn image began with, as words: two that share one are siblings, in whatever cells they stand. They began with
 * the same noise; with the same line and seed, at another size; or with the same image, or one with the other.
 * @param key of the image itself
 */
export function beginningsOf(
  { key, seed, source, init }: ImagePlan,
  settings: CellPlan['settings'],
): readonly string[] {
  const { width, height, noise = 'torch' } = settings;
  return [
    `noise ${seed} ${width}x${height} ${noise}`,
    `line ${seed} ${source.start.line} ${source.file}`,
    `image ${key}`,
    ...(init === undefined ? [] : [init.kind === 'drawn' ? `image ${init.key}` : `init ${JSON.stringify(init)}`]),
  ];
}
