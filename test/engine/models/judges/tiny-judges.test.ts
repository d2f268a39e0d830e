import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unit } from '../../../../src/engine/arithmetic/directions.ts';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import { openJudge } from '../../../../src/engine/models/judges/open-judge.ts';
import type { Precision } from '../../../../src/language/plan/plan.ts';
import { fixtures, greatestDistance, modelAt, never } from '../../support/fixture.ts';

/** test/fixtures/models/<judge>/golden/embeddings.json: of length 1. */
interface Golden {
  readonly family: string;
  readonly scale: number;
  readonly precision?: Precision;
  /** 10⁻⁴ where arithmetic is of 32 bits. */
  readonly tolerance?: number;
  readonly texts: readonly { readonly text: string; readonly embedding: readonly number[] }[];
  readonly images: readonly { readonly file: string; readonly embedding: readonly number[] }[];
}

const cpu = { provider: 'cpu', threads: 1 } as const;
const judges = ['clip-joint', 'clip-split', 'clip-fp16', 'clip-quantized', 'openclip', 'siglip', 'siglip2'];

function goldenOf(name: string): Golden {
  return JSON.parse(readFileSync(join(fixtures, 'models', name, 'golden/embeddings.json'), 'utf8'));
}

function open(name: string) {
  return openJudge(modelAt(join(fixtures, 'models', name)), cpu);
}

describe('judges of every kind', () => {
  for (const name of judges) {
    const { family, scale, precision = 'fp32', tolerance = 1e-4, texts, images } = goldenOf(name);

    it(`embed texts and pictures as torch and Pillow do: ${name}`, async () => {
      const judge = await open(name);
      try {
        const ours = await judge.embedTexts(
          texts.map(({ text }) => text),
          never,
        );
        assert.ok(distance(ours, texts) < tolerance, `texts are ${distance(ours, texts)} away`);
        const pictures = await Promise.all(images.map(({ file }) => decodeImage(join(fixtures, file))));
        const seen = await judge.embedImages(pictures, never);
        assert.ok(distance(seen, images) < tolerance, `pictures are ${distance(seen, images)} away`);
        assert.deepEqual(
          [...ours, ...seen].map(({ length }) => length),
          new Array(texts.length + images.length).fill(judge.dimensions),
        );
      } finally {
        await judge.dispose();
      }
    });

    it(`say what they are: ${name}`, async () => {
      const judge = await open(name);
      assert.deepEqual([judge.family, judge.precision, judge.provider], [family, precision, 'cpu']);
      assert.ok(Math.abs(judge.logitScale / scale - 1) < 1e-3, `${judge.logitScale}`);
      assert.equal(judge.tokenLimit, family.startsWith('SigLIP') ? 63 : 75);
      await judge.dispose();
    });
  }
});

/** The greatest of any number. */
function distance(ours: readonly Float32Array[], golden: readonly { readonly embedding: readonly number[] }[]): number {
  return Math.max(...ours.map((row, i) => greatestDistance(unit(row), golden[i]!.embedding)));
}
