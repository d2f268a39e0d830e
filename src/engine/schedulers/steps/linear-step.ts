/**
 * @file First-order samplers without fresh noise move latents by a linear map: with x the latents and m the prediction,
 * the clean estimate is a·x + b·m and the next latents are c·x + d·m. A sampler only says the four numbers of each step.
 */
export interface LinearStep {
  readonly clean: Mix;
  readonly next: Mix;
}

export interface Mix {
  readonly latents: number;
  readonly prediction: number;
}

/** Kept in float32 between steps, whatever the network's own precision. */
export function applyLinearStep(
  step: LinearStep,
  prediction: Float32Array,
  latents: Float32Array,
  clean: Float32Array,
): void {
  const { clean: a, next: b } = step;
  for (let i = 0; i < latents.length; i++) {
    const x = latents[i]!;
    const m = prediction[i]!;
    clean[i] = a.latents * x + a.prediction * m;
    latents[i] = b.latents * x + b.prediction * m;
  }
}
