/** @file How long the images of a run take, each by its work. */
import { type PacesOfRun, paceKey } from '../../runs/measured-pace.ts';
import { imageWork } from '../time-left.ts';
import type { WantedImage } from './recipe-images.ts';

export class PaceMeter {
  readonly #paces = new Map<string, number[]>();
  #first: { readonly size: string; readonly pace: number } | undefined;

  /** @param milliseconds from its words to its pixels, with all its steps */
  add(image: WantedImage, milliseconds: number): void {
    const work = imageWork(image);
    if (work <= 0 || milliseconds <= 0) return;
    const size = paceKey(image.settings);
    const pace = milliseconds / 1000 / work;
    if (this.#first === undefined) this.#first = { size, pace };
    else this.#paces.set(size, [...(this.#paces.get(size) ?? []), pace]);
  }

  /** During the first image the model was opened, so it counts only where there is nothing better. */
  get paces(): PacesOfRun {
    if (this.#paces.size > 0) return { sizes: this.#paces, isRough: false };
    const only = this.#first === undefined ? [] : ([[this.#first.size, [this.#first.pace]]] as const);
    return { sizes: new Map(only), isRough: true };
  }
}
