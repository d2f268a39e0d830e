/** Pixels of an image's longer side; whole multiples of 64, where small models draw, keep their pixels square. */
export const zoomSizes: readonly number[] = [32, 48, 64, 96, 128, 192, 256, 384];

export const defaultZoom = zoomSizes.indexOf(64);

export function zoomSize(zoom: number): number {
  return zoomSizes[zoom] ?? 64;
}
