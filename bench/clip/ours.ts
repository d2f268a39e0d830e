/** @file VLPrompt: the pipeline that the engine judges with. */
import { fileURLToPath } from 'node:url';
import { openJudge } from '../../src/engine/models/judges/open-judge.ts';
import { embedFiles } from '../../src/engine/pipelines/embed-files.ts';
import { contestant } from './contestant.ts';

const folder = fileURLToPath(new URL('../../models/starter/clip', import.meta.url));
const judge = openJudge({ folder, adapters: [] }, { provider: 'cpu', threads: Number(process.argv[2]) });
const never = new AbortController().signal;

contestant(async (files) => {
  const embeddings: Float32Array[] = [];
  for await (const batch of embedFiles(await judge, files, never)) {
    for (const one of batch) {
      if (one.kind === 'skipped') throw new Error(one.reason);
      embeddings.push(one.embedding);
    }
  }
  return embeddings;
});
