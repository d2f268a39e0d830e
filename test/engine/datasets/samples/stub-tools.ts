/** @file An engine that knows what a test tells it, and whose pictures are real files. */
import assert from 'node:assert/strict';
import type { CurationTools } from '../../../../src/engine/datasets/samples/curation-tools.ts';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import { pictureFacts } from '../../../../src/engine/store/pictures/picture-facts.ts';

type Stubs = Partial<CurationTools>;

export function stubTools(own: Stubs): CurationTools {
  return {
    lookup: async ({ name }) => assert.fail(`nobody knows ${name}`),
    lookupScores: async () => null,
    score: ({ name }) => assert.fail(`nobody scores ${name}`),
    scoreReal: (_, name) => assert.fail(`nobody scores ${name}`),
    embed: (_, name) => assert.fail(`nobody embeds ${name}`),
    readData: ({ name }) => assert.fail(`nobody reads ${name}`),
    async *describePictures(source, images) {
      yield { stage: 'reading', source, done: 0, total: images.length };
      const facts = images.map(async ({ file }) => [file, pictureFacts(await decodeImage(file))] as const);
      return new Map(await Promise.all(facts));
    },
    ...own,
  };
}
