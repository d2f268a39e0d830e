/** @file A picture in memory. */

export interface RgbImage {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Height × width × 3, 8 bits a channel, rows from the top. */
  readonly data: Uint8Array;
}
