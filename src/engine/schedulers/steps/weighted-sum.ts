/** What latents become in a step of several answers of the network. */
export interface Weights {
  readonly latents: number;
  /** Of the answers, newest first; there may be more answers. */
  readonly answers: readonly number[];
}

/** @param latents become those of the next step */
export function sumWeighted(weights: Weights, latents: Float32Array, answers: readonly Float32Array[]): void {
  for (let i = 0; i < latents.length; i++) {
    let sum = weights.latents * latents[i]!;
    for (let k = 0; k < weights.answers.length; k++) sum += weights.answers[k]! * answers[k]![i]!;
    latents[i] = sum;
  }
}
