/** @file Which stages of a drawing another model, or the same one with other parts, would go through alike. */
import { fileDigest } from '../../files/file-digest.ts';
import { partDigest } from '../model-digest.ts';
import type { StageDigests } from '../painter.ts';
import type { DiffusionFolder } from './diffusion-folder.ts';

/**
 * So another network leaves words as they were encoded, and another decoder leaves latents as they were drawn.
 * @param adapters absolute paths of files of learned tokens
 */
export async function stageDigests(
  { path, stageFiles, encoders, autoencoder, emptyIsZero, guidanceIsInput }: DiffusionFolder,
  adapters: readonly string[],
): Promise<StageDigests> {
  const learned = await Promise.all(adapters.map(fileDigest));
  const layers = encoders.map(({ outputs: { hidden, pooled } }) => `${hidden} ${pooled ?? ''}`);
  const words = await partDigest(path, stageFiles.words, [...layers, ...learned]);
  // Latents have the autoencoder's shape, and nothing else of it.
  const { latentChannels, pixelsPerLatent } = autoencoder.settings;
  const shape = `${latentChannels} ${pixelsPerLatent} ${emptyIsZero} ${guidanceIsInput}`;
  const latents = await partDigest(path, stageFiles.latents, [words, shape]);
  return { words, latents, begun: await partDigest(path, stageFiles.encoder, [latents]) };
}
