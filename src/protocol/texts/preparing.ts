/**
 * What a run does before it draws: `Loading unet (3.2 GB)`.
 * @param model what is loaded, where no part is named
 */
export function preparing(
  { stage, part }: { readonly stage: 'loading' | 'warming-up'; readonly part?: string },
  model: string,
): string {
  if (stage === 'warming-up') return 'Warming up';
  return `Loading ${part ?? model}`;
}
