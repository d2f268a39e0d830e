/**
 * @file The colours of latent spaces that many models share, so that a first picture can be shown before one was decoded:
 * red, green and blue of each channel, −1 to 1. Fitted by others to the pictures of those autoencoders (ComfyUI,
 * comfy/latent_formats.py).
 */

export type LatentSpace = 'sd' | 'sdxl';

/** [5, 3]: a row for each of four channels and one to add. */
export const latentColours: { readonly [S in LatentSpace]: readonly (readonly number[])[] } = {
  sd: [
    [0.3512, 0.2297, 0.3227],
    [0.325, 0.4974, 0.235],
    [-0.2829, 0.1762, 0.2721],
    [-0.212, -0.2616, -0.7177],
    [0, 0, 0],
  ],
  sdxl: [
    [0.3651, 0.4232, 0.4341],
    [-0.2533, -0.0042, 0.1068],
    [0.1076, 0.1111, -0.0362],
    [-0.3165, -0.2492, -0.2188],
    [0.1084, -0.0175, -0.0011],
  ],
};
