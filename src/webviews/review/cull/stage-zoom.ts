/** @file How large an image is on the stage, and what stays where it is while that changes. */

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** `fit`: as large as there is room; else pixels of the screen to a pixel of the image. */
export type Zoom = 'fit' | number;

const steps: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Pixels of the screen to a pixel of the image. */
export function scaleOf(zoom: Zoom, image: Extent, room: Extent): number {
  if (zoom !== 'fit') return zoom;
  return Math.max(0.01, Math.min(room.width / Math.max(1, image.width), room.height / Math.max(1, image.height)));
}

/** The next step up or down; the same at either end. */
export function zoomed(scale: number, by: 1 | -1): number {
  const next = by > 0 ? steps.find((step) => step > scale * 1.001) : steps.findLast((step) => step < scale * 0.999);
  return next ?? scale;
}

/** Pixel for pixel; from there, fit. */
export function actualOrFit(zoom: Zoom): Zoom {
  return zoom === 1 ? 'fit' : 1;
}

/**
 * Where to scroll along one side, so that what is at a point stays there.
 * @param at pixels from the edge of the room
 */
export function scrollAfter(
  {
    image,
    room,
    scroll,
    at,
  }: { readonly image: number; readonly room: number; readonly scroll: number; readonly at: number },
  before: number,
  after: number,
): number {
  // What is smaller than the room stands in the middle of it.
  const margin = (scale: number) => Math.max(0, (room - image * scale) / 2);
  const pixel = (scroll + at - margin(before)) / before;
  return Math.max(0, pixel * after + margin(after) - at);
}

/** Single pixels are meant to be seen: of small images, and of those that are enlarged so far. */
export function isPixelated({ width, height }: Extent, scale: number): boolean {
  return scale > 1 && (Math.max(width, height) <= 128 || scale >= 3);
}
