/** Pixels of a tile's side; whole multiples of 64, where small models draw, keep their pixels square. */
export const zoomSizes: readonly number[] = [24, 32, 48, 64, 96, 128, 192, 256, 384, 512];

export const defaultSize = 64;

/** The next size up or down; the same at either end. */
export function zoomed(size: number, by: 1 | -1): number {
  const index = zoomSizes.findIndex((each) => each >= size);
  return zoomSizes[Math.max(0, Math.min(zoomSizes.length - 1, index + by))] ?? defaultSize;
}
