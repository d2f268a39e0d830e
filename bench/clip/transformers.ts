/** @file transformers.js, used as its documentation shows: the same files, in batches, its own preprocessing. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AutoProcessor, CLIPVisionModelWithProjection, env, RawImage } from '@huggingface/transformers';
import { contestant } from './contestant.ts';

env.allowRemoteModels = false;
env.localModelPath = path.join(fileURLToPath(new URL('../../models', import.meta.url)), 'starter');

/** As many as our pipeline reads at a time; 4 and 32 were as fast within the noise, 1 was slower. */
const batchSize = 8;

const options = { intraOpNumThreads: Number(process.argv[2]), interOpNumThreads: 1 };
const loaded = Promise.all([
  AutoProcessor.from_pretrained('clip'),
  CLIPVisionModelWithProjection.from_pretrained('clip', { dtype: 'fp32', session_options: options }),
]);

contestant(async (files) => {
  const [processor, model] = await loaded;
  const embeddings: Float32Array[] = [];
  for (let from = 0; from < files.length; from += batchSize) {
    const images = await Promise.all(files.slice(from, from + batchSize).map((file) => RawImage.read(file)));
    const { image_embeds: embeds } = await model(await processor(images));
    const [count = 0, length = 0] = embeds.dims;
    for (let row = 0; row < count; row++)
      embeddings.push(Float32Array.from(embeds.data.slice(row * length, (row + 1) * length)));
  }
  return embeddings;
});
